import { mkdir, mkdtemp, open, readFile, realpath, rename, rm, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { appliance, cacheFolder } from '../appliance/build.mjs'
import { libraries } from '../appliance/initrd.mjs'
import { keep } from '../appliance/keep.mjs'
import { kernel, modulesOf } from '../appliance/kernel.mjs'
import { run } from '../appliance/run.mjs'
import { emulation, firmware } from './firmware.mjs'
import { tools } from './tools.mjs'

const KVM = ['kvm_amd', 'kvm_intel']

/** Where a guest with `usr=vda` finds what it needs to carry others: what they boot, and the disk for those that carry again. */
export const INSIDE = { kernel: '/usr/share/appliance/vmlinuz', initrd: '/usr/share/appliance/initrd.img', disk: '/dev/vda' }

/**
 * The disk that makes an appliance a host of other machines: its `/usr`, with QEMU, the drivers of KVM, socat, QEMU's guest agent, and
 * the appliance itself. Attached read-only as the first disk, with `usr=vda` on the kernel command line. A host gives its own disk to
 * the hosts that it carries, so that this one will do for any depth. Made without root; what is there and fresh is kept.
 * Rejects naming every missing package.
 *
 * @param {(line: string) => void} [say]
 * @returns {Promise<Awaited<ReturnType<typeof appliance>> & { disk: string }>}
 */
export async function hostDisk(say = () => {}) {
  const { mke2fs, ...programs } = await tools()
  const boot = await appliance(say)
  const { modules } = await kernel(boot.folder, say)
  const folder = cacheFolder('host')
  const disk = join(folder, 'usr.img')
  const content = await contentOf(programs, boot, modules)
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const words = [...FORM, ...content.flatMap(({ path, data }) => [path, data])]
  const made = await keep(folder, { words, folders: [] }, async () => {
    say('packing the disk of a host')
    const work = await mkdtemp(join(folder, 'new-'))
    try {
      for (const { path, data, mode } of content) {
        await mkdir(dirname(join(work, 'usr', path)), { recursive: true })
        await writeFile(join(work, 'usr', path), data, { mode })
      }
      await format(mke2fs, join(work, 'usr'), join(work, 'usr.img'), content)
      await rename(join(work, 'usr.img'), disk)
    } finally {
      await rm(work, { recursive: true, force: true })
    }
  })
  return { ...boot, disk, made: made || boot.made }
}

/**
 * Every file of the disk. The SSH server is among them, because the disk hides the folder where the appliance has its own.
 *
 * @typedef {{ path: string, data: Buffer, mode: number }} Content
 * @param {Record<'qemu' | 'agent' | 'socat' | 'dropbear', string>} programs @param {{ kernel: string, initrd: string }} boot @param {string} modules
 */
async function contentOf({ qemu, agent, socat, dropbear }, boot, modules) {
  /** @type {Content[]} */
  const content = []
  const take = async (/** @type {string} */ path, /** @type {string} */ from, mode = 0o644) =>
    void content.push({ path, data: await readFile(await realpath(from)), mode })
  for (const program of [qemu, socat, agent]) await take(`bin/${basename(program)}`, program, 0o755)
  await take('sbin/dropbear', dropbear, 0o755)

  const linked = await libraries([qemu, agent, socat, dropbear])
  for (const { path, data = '' } of linked)
    content.push({ path: `lib/x86_64-linux-gnu/${basename(path)}`, data: Buffer.from(data), mode: 0o755 })
  await take('lib/x86_64-linux-gnu/qemu/accel-tcg-x86_64.so', await emulation(linked.map(({ path }) => `/${path}`)))
  for (const [name, from] of await firmware()) await take(`share/qemu/${name}`, from)

  const drivers = await modulesOf(modules, KVM)
  for (const { name, data } of drivers) content.push({ path: `lib/drivers/${name}.ko`, data, mode: 0o644 })
  content.push({ path: 'lib/drivers/order', data: Buffer.from(drivers.map(({ name }) => `${name}\n`).join('')), mode: 0o644 })
  await take(INSIDE.kernel.slice('/usr/'.length), boot.kernel)
  await take(INSIDE.initrd.slice('/usr/'.length), boot.initrd)
  return content
}

const BLOCK = 4096
/** For folders, bitmaps and the table of files. */
const SPARE_BLOCKS = 1024
/** Without a journal, since nobody writes to it. */
const FORM = ['-t', 'ext4', '-b', String(BLOCK), '-m', '0', '-O', '^has_journal,^resize_inode', '-E', 'root_owner=0:0,lazy_itable_init=0']

/**
 * A file system of a folder, made by an ordinary user.
 *
 * @param {string} mke2fs @param {string} from @param {string} to @param {readonly Content[]} content
 */
async function format(mke2fs, from, to, content) {
  const blocks = content.reduce((sum, { data }) => sum + Math.ceil(data.length / BLOCK) + 1, SPARE_BLOCKS)
  await (await open(to, 'wx', 0o600)).close()
  await run(mke2fs, ['-q', '-F', ...FORM, '-d', from, to, String(blocks)])
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    console.log(JSON.stringify(await hostDisk((line) => console.error(line)), null, 2))
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    process.exitCode = 1
  }
}
