import { createHash } from 'node:crypto'
import { copyFile, mkdir, mkdtemp, readFile, readdir, rename, rm, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { candidate, dependsOn, download } from './packages.mjs'
import { tool } from './tools.mjs'

/** The distributions' small kernels: Debian's for clouds, Ubuntu's for virtual machines. */
const META = ['linux-image-cloud-amd64', 'linux-image-virtual']

/** The end of a folder's name in which only some modules are kept. */
const ONLY = /_only-[0-9a-f]{12}$/

/**
 * @typedef {{ version: string, vmlinuz: string, modules: string }} Kernel
 * @typedef {{ meta?: readonly string[], drivers?: readonly string[] }} KernelWish `meta`: the packages that name the kernel wanted, the
 * first that is known here. `drivers`: of its modules only these are kept, with those they need, where all of them are far too much.
 */

/**
 * The distribution's own kernel, downloaded as a package and unpacked without being installed, hence without root. One
 * that is in the cache is taken as it is: asking the package lists takes longer than all the rest.
 * @param {string} cache @param {(line: string) => void} say @param {KernelWish} [wish]
 * @returns {Promise<Kernel>}
 */
export async function kernel(cache, say, { meta = META, drivers } = {}) {
  const parent = join(cache, 'kernel')
  const ending = drivers && `_only-${createHash('sha256').update(drivers.join(' ')).digest('hex').slice(0, 12)}`
  const known = await firstIn(parent, (name) => (ending ? name.endsWith(ending) : !ONLY.test(name)))
  if (known) return known

  await mkdir(parent, { recursive: true })
  const work = await mkdtemp(join(parent, 'new-'))
  try {
    const whole = (drivers && (await firstIn(parent, (name) => !ONLY.test(name)))) || (await fetched(work, meta, say))
    const name = `linux-${whole.version}${ending ?? ''}`
    if (drivers) await onlyWith(drivers, whole, join(work, name))
    else await rename(join(work, 'root'), join(work, name))
    await rename(join(work, name), join(parent, name)).catch(async (cause) => {
      if (!(await unpacked(join(parent, name)))) throw cause
    })
    const done = await unpacked(join(parent, name))
    if (!done) throw new Error(`the kernel vanished from ${join(parent, name)}`)
    if (ending) await removeOthers(parent, ending)
    return done
  } finally {
    await rm(work, { recursive: true, force: true })
  }
}

/** @param {string} work @param {readonly string[]} meta @param {(line: string) => void} say */
async function fetched(work, meta, say) {
  const packages = await kernelPackages(meta)
  await download(packages, work, say)
  const fresh = await unpacked(join(work, 'root'))
  if (!fresh) throw new Error(`the packages ${packages.map(({ name }) => name).join(', ')} hold no kernel`)
  return fresh
}

/** @param {readonly string[]} drivers @param {Kernel} whole @param {string} folder */
async function onlyWith(drivers, { version, vmlinuz, modules }, folder) {
  const kept = join(folder, 'lib', 'modules', version, 'kernel')
  await mkdir(join(folder, 'boot'), { recursive: true })
  await mkdir(kept, { recursive: true })
  await copyFile(vmlinuz, join(folder, 'boot', basename(vmlinuz)))
  for (const { name, data } of await modulesOf(modules, drivers)) await writeFile(join(kept, `${name}.ko`), data)
}

/** What the kernel was taken from, and what was kept of it for other wishes. @param {string} parent @param {string} ending */
async function removeOthers(parent, ending) {
  for (const name of await namesIn(parent)) if (!name.endsWith(ending)) await rm(join(parent, name), { recursive: true, force: true })
}

/** @param {string} parent @param {(name: string) => boolean} fits */
async function firstIn(parent, fits) {
  for (const name of await namesIn(parent)) {
    const known = fits(name) ? await unpacked(join(parent, name)) : null
    if (known) return known
  }
  return null
}

/** @param {string} parent */
const namesIn = async (parent) => (await readdir(parent).catch(() => [])).filter((name) => !name.startsWith('new-'))

/** The meta package names a kernel of one version; on Ubuntu most modules are in a package beside it. @param {readonly string[]} metas */
async function kernelPackages(metas) {
  for (const meta of metas) {
    const image = (await dependsOn(meta)).find((name) => /^linux-image-(unsigned-)?\d/.test(name))
    if (!image) continue
    const modules = (await dependsOn(image)).filter((name) => /^linux-modules-\d/.test(name))
    return Promise.all([image, ...modules].map(async (name) => ({ name, version: await candidate(name) })))
  }
  throw new Error(`no kernel package is known here (looked for ${metas.join(' and ')}); run "apt-get update" and try again`)
}

/** Newer packages keep their modules in /usr/lib. @param {string} folder @returns {Promise<Kernel | null>} */
async function unpacked(folder) {
  const boot = await readdir(join(folder, 'boot')).catch(() => /** @type {string[]} */ ([]))
  const image = boot.find((name) => name.startsWith('vmlinuz-'))
  if (!image) return null
  const version = image.slice('vmlinuz-'.length)
  for (const lib of ['lib', 'usr/lib']) {
    const modules = join(folder, lib, 'modules', version, 'kernel')
    if ((await readdir(modules).catch(() => [])).length) return { version, vmlinuz: join(folder, 'boot', image), modules }
  }
  return null
}

/**
 * The modules a guest loads, each after those it needs. What is not found is built into the kernel.
 * @param {string} folder @param {readonly string[]} wanted names without ending
 * @returns {Promise<{ name: string, data: Buffer }[]>}
 */
export async function modulesOf(folder, wanted) {
  const files = new Map()
  for (const path of await readdir(folder, { recursive: true })) {
    const match = /([^/]+)\.ko(\.xz|\.zst|\.gz)?$/.exec(path)
    if (match?.[1]) files.set(match[1].replaceAll('-', '_'), path)
  }
  const done = new Map()
  const load = async (/** @type {string} */ name) => {
    const path = files.get(name)
    if (!path || done.has(name)) return
    const data = await plain(join(folder, path))
    for (const need of /\0depends=([^\0]*)\0/.exec(`\0${data.toString('latin1')}\0`)?.[1]?.split(',') ?? [])
      await load(need.replaceAll('-', '_'))
    done.set(name, { name, data })
  }
  for (const name of wanted) await load(name)
  return [...done.values()]
}

/** @param {string} path @returns {Promise<Buffer>} */
async function plain(path) {
  const data = await readFile(path)
  const zlib = await import('node:zlib')
  if (path.endsWith('.gz')) return zlib.gunzipSync(data)
  if (path.endsWith('.zst') && 'zstdDecompressSync' in zlib) return zlib.zstdDecompressSync(data)
  if (path.endsWith('.ko')) return data
  const { execFileSync } = await import('node:child_process')
  const [command, ...args] = path.endsWith('.xz') ? [await tool('busybox'), 'xzcat'] : ['zstd', '-dcq']
  return execFileSync(command, [...args, path], { maxBuffer: 64 * 2 ** 20 })
}
