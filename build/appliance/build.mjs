import { createHash, randomUUID } from 'node:crypto'
import { mkdir, readFile, readdir, rename, rm, writeFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { GUEST, initrd } from './initrd.mjs'
import { kernel } from './kernel.mjs'
import { keys } from './keys.mjs'
import { missingPackages, tool } from './tools.mjs'

export { missingPackages }

/** Where the appliance is kept: `$SERVICECOMPOSER_CACHE/appliance`, else `~/.cache/servicecomposer/appliance`. */
export const applianceFolder = () =>
  join(process.env.SERVICECOMPOSER_CACHE || join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'servicecomposer'), 'appliance')

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

  const stamp = await fingerprint([version, vmlinuz, authorized, host])
  const fresh = (await readFile(join(folder, 'stamp'), 'utf8').catch(() => '')) === stamp
  if (fresh) return { ...result, made: false }

  say(`packing the appliance with Linux ${version}`)
  await place(result.kernel, await readFile(vmlinuz))
  await place(result.initrd, await initrd({ modules, authorized, host }))
  await place(join(folder, 'stamp'), stamp)
  return { ...result, made: true }
}

/** Of all that goes in: another busybox, key or script makes another initrd. @param {(string | Buffer)[]} parts */
async function fingerprint(parts) {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(part).update('\0')
  for (const program of ['busybox', 'dropbear']) hash.update(await readFile(await tool(program)))
  const own = fileURLToPath(new URL('.', import.meta.url))
  for (const folder of [own, GUEST]) {
    const found = await readdir(folder, { recursive: folder === GUEST, withFileTypes: true })
    const files = found.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
    for (const path of files.sort()) hash.update(path).update(await readFile(path))
  }
  return hash.digest('hex')
}

/** Whoever reads the file meanwhile sees the old one or the new one, never half of it. @param {string} path @param {string | Uint8Array} data */
async function place(path, data) {
  const beside = `${path}.${randomUUID()}.new`
  try {
    await writeFile(beside, data, { mode: 0o600 })
    await rename(beside, path)
  } finally {
    await rm(beside, { force: true })
  }
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
