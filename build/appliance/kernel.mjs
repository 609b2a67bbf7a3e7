import { mkdir, mkdtemp, readFile, readdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { candidate, dependsOn, download } from './packages.mjs'
import { tool } from './tools.mjs'

/** The distributions' small kernels: Debian's for clouds, Ubuntu's for virtual machines. */
const META = ['linux-image-cloud-amd64', 'linux-image-virtual']

/**
 * The distribution's own kernel, downloaded as a package and unpacked without being installed, hence without root. One
 * that is in the cache is taken as it is: asking the package lists takes longer than all the rest.
 * @param {string} cache @param {(line: string) => void} say
 * @param {readonly string[]} [meta] the packages that name the kernel wanted, the first that is known here
 * @returns {Promise<{ version: string, vmlinuz: string, modules: string }>}
 */
export async function kernel(cache, say, meta = META) {
  for (const name of await readdir(join(cache, 'kernel')).catch(() => [])) {
    const known = name.startsWith('new-') ? null : await unpacked(join(cache, 'kernel', name))
    if (known) return known
  }

  const packages = await kernelPackages(meta)
  const key = packages.map(({ name, version }) => `${name}_${version}`.replaceAll(/[^\w.+-]/g, '_'))[0] ?? ''
  const folder = join(cache, 'kernel', key)
  await mkdir(join(cache, 'kernel'), { recursive: true })
  const work = await mkdtemp(join(cache, 'kernel', 'new-'))
  try {
    await download(packages, work, say)
    const fresh = await unpacked(join(work, 'root'))
    if (!fresh) throw new Error(`the packages ${packages.map(({ name }) => name).join(', ')} hold no kernel`)
    await rename(join(work, 'root'), folder).catch(async (cause) => {
      if (!(await unpacked(folder))) throw cause
    })
  } finally {
    await rm(work, { recursive: true, force: true })
  }
  const done = await unpacked(folder)
  if (!done) throw new Error(`the kernel vanished from ${folder}`)
  return done
}

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

/** Newer packages keep their modules in /usr/lib. @param {string} folder */
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
