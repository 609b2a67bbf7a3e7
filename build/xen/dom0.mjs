import { readFile, realpath } from 'node:fs/promises'
import { basename, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { file, folder, link } from '../appliance/cpio.mjs'
import { filesOf, initrd, libraries } from '../appliance/initrd.mjs'

/** The files of this project that make a Xen host of the appliance. */
const DOM0 = fileURLToPath(new URL('./dom0/', import.meta.url))

/** What a Xen host needs besides the appliance's own drivers. */
export const DRIVERS = ['xen_evtchn', 'xen_privcmd', 'xen_gntdev', 'xen_gntalloc', 'xenfs', 'xen_netback', 'xen_blkback', 'loop', 'bridge']
const PROGRAMS = ['xl', 'xenstored', 'xenconsoled', 'xenconsole', 'xen-init-dom0', 'libxl-save-helper']
const STORE = ['xenstore-read', 'xenstore-write', 'xenstore-exists', 'xenstore-list', 'xenstore-ls']

/** Where a guest's kernel and initial RAM disk lie in the Xen host. */
export const guest = { kernel: '/srv/guest/vmlinuz', ramdisk: '/srv/guest/initrd.img' }

/**
 * The system of the Xen host's own guest (dom0): the appliance, Xen's tools, and what its guests boot.
 * @param {{ root: string, programs: string, modules: string, authorized: string, host: Buffer, appliance: { kernel: string, initrd: string } }} parts
 */
export async function dom0({ root, programs, modules, authorized, host, appliance }) {
  const tools = PROGRAMS.map((name) => join(programs, name))
  const store = STORE.map((name) => join(root, 'usr/bin', name))
  const place = (/** @type {string} */ path) => relative(root, path)
  const entries = [
    ...(await Promise.all([...tools, ...store].map(async (path) => file(place(path), await readFile(path), 0o755)))),
    ...tools.map((path) => link(`usr/sbin/${basename(path)}`, `/${place(path)}`)),
    ...(await libraries([...tools, ...store], root)),
    ...(await unwinder()),
    folder('etc/xen/auto'),
    file('etc/xen/xl.conf', ''),
    file(guest.kernel.slice(1), await readFile(appliance.kernel)),
    file(guest.ramdisk.slice(1), await readFile(appliance.initrd)),
    ...(await filesOf(DOM0)),
  ]
  // Most of it is compressed already.
  return initrd({ modules, authorized, host, drivers: DRIVERS, entries, level: 1 })
}

/** xl ends threads, for which the C library loads this one by its name. */
async function unwinder() {
  for (const folder of ['/lib/x86_64-linux-gnu', '/usr/lib/x86_64-linux-gnu']) {
    const path = await realpath(join(folder, 'libgcc_s.so.1')).catch(() => null)
    if (path) return [file('usr/lib/x86_64-linux-gnu/libgcc_s.so.1', await readFile(path), 0o755)]
  }
  return []
}
