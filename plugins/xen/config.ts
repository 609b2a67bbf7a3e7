import type { Locator } from '../../shared/model/address.ts'
import type { Card, Disk, XenOptions } from './options.ts'

/** The config file of a guest, as xl reads it (xl.cfg(5)). One line a thing, and nothing that was not asked for. */
export function configOf(name: string, options: XenOptions, { uuid, mac }: Locator): string {
  const { type, memoryMib, cpus, kernel, ramdisk, append, bootloader, disks, cards, display, onCrash } = options
  // Xen refuses what goes with a kernel where there is none.
  const boots = kernel !== null || bootloader !== null
  return [
    ['name', text(name)],
    ['uuid', uuid && text(uuid)],
    ['type', text(type)],
    ['memory', String(memoryMib)],
    ['vcpus', String(cpus)],
    ['kernel', kernel && text(kernel)],
    ['ramdisk', boots && ramdisk && text(ramdisk)],
    ['extra', boots && append && text(append)],
    ['bootloader', bootloader && text(bootloader)],
    ['disk', list(disks.map(disk))],
    ['vif', list(cards.map((card, index) => vif(card, index === 0 ? mac : undefined)))],
    // A guest without a firmware has a screen only where it is given one.
    ...(display === 'vnc' ? (type === 'hvm' ? [['vnc', '1']] : [['vfb', list(['type=vnc'])]]) : []),
    ['serial', type === 'hvm' && text('pty')],
    ['on_crash', text(onCrash)],
  ]
    .flatMap(([key, value]) => (value ? [`${key} = ${value}\n`] : []))
    .join('')
}

const text = (value: string): string => `"${value.replaceAll(/["\\]/g, '\\$&')}"`
const list = (values: readonly string[]): string => (values.length ? `[ ${values.map(text).join(', ')} ]` : '')

/** The target comes last, since only there a comma is part of it (xl-disk-configuration(5)). */
const disk = ({ file, format, device, readonly }: Disk): string =>
  `format=${format},vdev=${device},access=${readonly ? 'ro' : 'rw'},target=${file}`

function vif({ bridge, mac, script }: Card, other: string | undefined): string {
  const address = mac ?? other
  return [`bridge=${bridge}`, ...(address ? [`mac=${address}`] : []), ...(script ? [`script=${script}`] : [])].join(',')
}
