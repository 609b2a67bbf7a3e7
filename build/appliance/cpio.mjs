/**
 * A cpio archive in the "newc" form that Linux unpacks as initramfs. Written here rather than by the tool, so that an
 * ordinary user can put root's files and a device node into it.
 * Form: Documentation/driver-api/early-userspace/buffer-format.rst of the Linux kernel.
 * @typedef {{ path: string, mode: number, data?: Uint8Array | string, device?: [number, number] }} CpioEntry
 */
const FOLDER = 0o040000
const FILE = 0o100000
const LINK = 0o120000
const DEVICE = 0o020000

/** @param {string} path @param {number} [mode] @returns {CpioEntry} */
export const folder = (path, mode = 0o755) => ({ path, mode: FOLDER | mode })
/** @param {string} path @param {Uint8Array | string} data @param {number} [mode] @returns {CpioEntry} */
export const file = (path, data, mode = 0o644) => ({ path, mode: FILE | mode, data })
/** @param {string} path @param {string} to @returns {CpioEntry} */
export const link = (path, to) => ({ path, mode: LINK | 0o777, data: to })
/** @param {string} path @param {number} major @param {number} minor @returns {CpioEntry} */
export const device = (path, major, minor) => ({ path, mode: DEVICE | 0o600, device: [major, minor] })

/** The archive; folders that entries need are added. @param {readonly CpioEntry[]} entries @returns {Buffer} */
export function cpio(entries) {
  const all = new Map()
  for (const entry of entries) {
    const names = entry.path.split('/')
    for (let depth = 1; depth < names.length; depth++) {
      const parent = names.slice(0, depth).join('/')
      if (!all.has(parent)) all.set(parent, folder(parent))
    }
    all.set(entry.path, entry)
  }
  const parts = []
  let inode = 1
  for (const entry of all.values()) parts.push(...member(entry, inode++))
  parts.push(...member({ path: 'TRAILER!!!', mode: 0 }, 0))
  return Buffer.concat(parts)
}

/** @param {CpioEntry} entry @param {number} inode */
function member(entry, inode) {
  const data = Buffer.from(entry.data ?? '')
  const name = Buffer.from(`${entry.path}\0`)
  const [major, minor] = entry.device ?? [0, 0]
  const numbers = [inode, entry.mode, 0, 0, 1, 0, data.length, 0, 0, major, minor, name.length, 0]
  const head = Buffer.from(`070701${numbers.map((number) => number.toString(16).padStart(8, '0')).join('')}`)
  return [head, name, padding(head.length + name.length), data, padding(data.length)]
}

const padding = (/** @type {number} */ length) => Buffer.alloc((4 - (length % 4)) % 4)
