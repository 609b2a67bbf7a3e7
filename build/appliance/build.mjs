import { mkdir, readFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { initrd } from './initrd.mjs'
import { keep, place } from './keep.mjs'
import { kernel } from './kernel.mjs'
import { keys } from './keys.mjs'
import { missingPackages, tool } from './tools.mjs'

export { missingPackages }

/** The files of the project that the appliance is made of and with. */
export const OWN = fileURLToPath(new URL('.', import.meta.url))

/** Where what was made is kept: `$SERVICECOMPOSER_CACHE`, else `~/.cache/servicecomposer`. @param {string} name */
export const cacheFolder = (name) =>
  join(process.env.SERVICECOMPOSER_CACHE || join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'servicecomposer'), name)

/** Where the appliance is kept. */
export const applianceFolder = () => cacheFolder('appliance')

/**
 * Makes the small Linux that the example's guests run: the distribution's kernel, one initrd for every role (the kernel
 * command line says `role=…`), a client key and the known_hosts that goes with it. What is there and fresh is kept.
 * Rejects with one message that names every missing package.
 * @param {(line: string) => void} [say]
 * @returns {Promise<{ folder: string, kernel: string, initrd: string, key: string, knownHosts: string, made: boolean }>}
 */
export async function appliance(say = () => {}) {
  const missing = await missingPackages()
  if (missing.length)
    throw new Error(`The appliance cannot be built: packages are missing. Install them with\n  apt-get install ${missing.join(' ')}`)

  const folder = applianceFolder()
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const { vmlinuz, modules, version } = await kernel(folder, say)
  const { client, authorized, host, knownHosts } = await keys(folder)
  const result = { folder, kernel: join(folder, 'vmlinuz'), initrd: join(folder, 'initrd.img'), key: client, knownHosts }

  const programs = await Promise.all(['busybox', 'dropbear'].map(tool))
  const goesIn = { words: [version, vmlinuz, authorized, host], files: programs, folders: [OWN] }
  const made = await keep(folder, goesIn, async () => {
    say(`packing the appliance with Linux ${version}`)
    await place(result.kernel, await readFile(vmlinuz))
    await place(result.initrd, await initrd({ modules, authorized, host }))
  })
  return { ...result, made }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    const result = await appliance((line) => console.error(line))
    console.log(JSON.stringify(result, null, 2))
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    process.exitCode = 1
  }
}
