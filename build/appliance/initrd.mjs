import { readFile, readdir, realpath } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { cpio, device, file, folder, link } from './cpio.mjs'
import { modulesOf } from './kernel.mjs'
import { run } from './run.mjs'
import { tool } from './tools.mjs'

/** The files of this project that go into every guest. */
export const GUEST = fileURLToPath(new URL('./guest/', import.meta.url))

/** Where Debian and Ubuntu keep libraries. */
const LIBRARIES = ['usr/lib/x86_64-linux-gnu', 'lib/x86_64-linux-gnu', 'usr/lib', 'lib']

/** The drivers a guest of QEMU (and of Xen) needs; those that are built into the kernel are not found and not missed. */
export const MODULES = [
  'virtio_pci',
  'virtio_net',
  'virtio_rng',
  'virtio_blk',
  'virtio_console',
  'evdev',
  'button',
  'xen_netfront',
  'xen_blkfront',
]

/**
 * The guest's whole system as one compressed archive. A guest that is more than the appliance brings further drivers, and
 * further entries: those win over the appliance's own, and what stands in `start/` is run before anybody can log in.
 * @param {{
 *   modules: string, authorized: string, host: Buffer,
 *   drivers?: readonly string[], entries?: readonly import('./cpio.mjs').CpioEntry[], level?: number,
 * }} parts
 */
export async function initrd({ modules, authorized, host, drivers: more = [], entries = [], level = 6 }) {
  const drivers = await modulesOf(modules, [...MODULES, ...more])
  const archive = cpio([
    folder('proc'),
    folder('sys'),
    folder('dev'),
    folder('run'),
    folder('tmp', 0o1777),
    // Before devtmpfs is mounted, this is where the first words go.
    device('dev/console', 5, 1),
    device('dev/null', 1, 3),
    folder('root', 0o700),
    folder('root/.ssh', 0o700),
    file('root/.ssh/authorized_keys', authorized, 0o600),
    file('etc/dropbear/dropbear_ed25519_host_key', host, 0o600),
    file('etc/passwd', 'root:*:0:0:root:/root:/bin/sh\nnobody:*:65534:65534:nobody:/:/bin/false\n'),
    file('etc/group', 'root:x:0:\nnogroup:x:65534:\n'),
    file('etc/shells', '/bin/sh\n'),
    file('etc/hosts', '127.0.0.1 localhost\n'),
    ...(await busybox()),
    ...(await dropbear()),
    ...drivers.map(({ name, data }) => file(`drivers/${name}.ko`, data)),
    file('drivers/order', drivers.map(({ name }) => `${name}\n`).join('')),
    ...(await filesOf(GUEST)),
    ...entries,
  ])
  return gzipSync(archive, { level })
}

/** Every applet but busybox itself: a link to itself would hide the program. The guest's own poweroff stands in sbin. */
async function busybox() {
  const path = await tool('busybox')
  const applets = (await run(path, ['--list'])).split('\n').filter((name) => name && name !== 'busybox')
  return [file('bin/busybox', await readFile(path), 0o755), ...applets.map((name) => link(`bin/${name}`, 'busybox'))]
}

/** The SSH server with the libraries it is linked to, at the places where its loader looks for them. */
async function dropbear() {
  const path = await tool('dropbear')
  return [file('usr/sbin/dropbear', await readFile(path), 0o755), ...(await libraries([path]))]
}

/**
 * The libraries that programs of this computer are linked to, each once and at its own place.
 * @param {readonly string[]} programs @param {string} [root] a folder whose libraries go before those of this computer
 */
export async function libraries(programs, root) {
  const places = root ? LIBRARIES.map((folder) => join(root, folder)).join(':') : ''
  const said = await run('env', [`LD_LIBRARY_PATH=${places}`, 'ldd', ...programs])
  const found = new Set([...said.matchAll(/(?:=> )?(\/\S+) \(0x/g)].map((match) => match[1] ?? ''))
  return Promise.all(
    [...found].map(async (name) => {
      const own = root && name.startsWith(root) ? relative(root, name) : name.slice(1)
      return file(own, await readFile(await realpath(name)), 0o755)
    }),
  )
}

/** Every file below a folder, at the same place in the guest. @param {string} folder */
export async function filesOf(folder) {
  const found = await readdir(folder, { recursive: true, withFileTypes: true })
  const files = found.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
  return Promise.all(
    files.sort().map(async (path) => {
      const data = await readFile(path)
      // What begins as a script is a program, whatever its mode became on the way through an archive or a Windows disk.
      return file(relative(folder, path), data, data.subarray(0, 2).toString() === '#!' ? 0o755 : 0o644)
    }),
  )
}
