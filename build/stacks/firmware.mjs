import { readdir, realpath } from 'node:fs/promises'
import { dirname, join } from 'node:path'

/** A PC's firmware, its screen, and what starts a kernel without a boot loader. */
const FIRMWARE = ['bios-256k.bin', 'vgabios-stdvga.bin', 'kvmvapic.bin', 'linuxboot_dma.bin', 'keymaps/en-us']
const FOLDERS = ['/usr/share/qemu', '/usr/share/seabios']

/** The part of QEMU that emulates, which it loads only when it is asked to. */
const EMULATION = 'accel-tcg-x86_64.so'

/** Where QEMU's firmware is on this computer, by its name in QEMU's own folder. @returns {Promise<[name: string, path: string][]>} */
export const firmware = () =>
  Promise.all(
    FIRMWARE.map(async (name) => {
      for (const folder of FOLDERS) {
        const path = await realpath(join(folder, name)).catch(() => null)
        if (path) return [name, path]
      }
      throw new Error(`QEMU's firmware ${name} is in none of ${FOLDERS.join(', ')}; install the package seabios`)
    }),
  )

/** Where QEMU's emulation is: in a folder beside one of its libraries. @param {readonly string[]} libraries their paths @returns {Promise<string>} */
export async function emulation(libraries) {
  for (const folder of new Set(libraries.map(dirname))) {
    const names = await readdir(join(folder, 'qemu')).catch(() => /** @type {string[]} */ ([]))
    if (names.includes(EMULATION)) return join(folder, 'qemu', EMULATION)
  }
  throw new Error(`QEMU's ${EMULATION} is not beside its libraries; is the package qemu-system-x86 whole?`)
}
