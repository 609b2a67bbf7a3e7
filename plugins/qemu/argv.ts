import type { Locator } from '../../shared/model/address.ts'
import { AGENT_CHARDEV, AGENT_PORT } from './agent.ts'
import type { Disk, Network, QemuOptions } from './options.ts'
import type { Place } from './place.ts'

export interface Start {
  readonly name: string
  readonly uuid: string
  readonly options: QemuOptions
  readonly place: Place
  readonly accelerator: 'kvm' | 'tcg'
  readonly locator: Locator
}

/** What QEMU is started with. One line a thing, and nothing by default that was not asked for. */
export function argvOf({ name, uuid, options, place, accelerator, locator }: Start): string[] {
  return [
    ...['-name', `guest=${value(name)}`, '-uuid', uuid],
    ...['-nodefaults', '-no-user-config'],
    ...['-machine', options.machine, '-accel', accelerator, '-cpu', cpu(accelerator, options)],
    ...['-m', `${options.memoryMib}M`, '-smp', String(options.cpus)],
    ...boot(options),
    ...options.disks.flatMap(disk),
    ...(options.iso === null ? [] : ['-drive', `file=${value(options.iso)},format=raw,if=ide,media=cdrom,readonly=on`]),
    ...network(options.network, locator.mac),
    ...screen(options, place),
    ...['-device', 'virtio-rng-pci'],
    ...['-chardev', `socket,id=serial,path=${value(place.serial)},server=on,wait=off,logfile=${value(place.serialLog)},logappend=off`],
    ...['-serial', 'chardev:serial'],
    ...agent(options, place),
    ...[...place.monitors, place.events].flatMap((path) => ['-qmp', `unix:${value(path)},server=on,wait=off`]),
    ...['-pidfile', place.pid, '-daemonize'],
    ...options.extraArgs,
  ]
}

/** An emulated processor offers AMD's virtualisation only when told to; the host's own is handed through as it is. */
const cpu = (accelerator: 'kvm' | 'tcg', { cpu: asked, nested }: QemuOptions) => {
  const processor = asked ?? (accelerator === 'kvm' ? 'host' : 'max')
  return nested && accelerator === 'tcg' && !offersVirtualisation(asked) ? `${processor},+svm` : processor
}

/** Whether a processor was named together with the virtualisation of AMD or Intel. */
export const offersVirtualisation = (processor: string | null) => /,\+?(svm|vmx)(=on)?(,|$)/.test(processor ?? '')

/** The channel to QEMU's agent inside the guest; a guest that has none does not notice. */
function agent(options: QemuOptions, place: Place): string[] {
  if (!options.agent) return []
  const port = ['-device', 'virtio-serial-pci', '-device', `virtserialport,chardev=${AGENT_CHARDEV},name=${AGENT_PORT}`]
  return ['-chardev', `socket,id=${AGENT_CHARDEV},path=${value(place.agent)},server=on,wait=off`, ...port]
}

/** QEMU splits its option text at commas; a doubled comma is a comma. */
const value = (text: string): string => text.replaceAll(',', ',,')

function boot({ kernel, initrd, modules, append }: QemuOptions): string[] {
  if (kernel === null) return []
  const loaded = modules.map((module) => value(module.append ? `${module.file} ${module.append}` : module.file)).join(',') || initrd
  return ['-kernel', kernel, ...(loaded === null ? [] : ['-initrd', loaded]), ...(append === '' ? [] : ['-append', append])]
}

function disk({ file, format, bus, readonly, snapshot }: Disk): string[] {
  const flags = `${readonly ? ',readonly=on' : ''}${snapshot ? ',snapshot=on' : ''}`
  return ['-drive', `file=${value(file)},format=${format},if=${bus}${flags}`]
}

function network(net: Network, mac: string | undefined): string[] {
  if (net.kind === 'none') return ['-nic', 'none']
  // The boot ROM of the card is left out: it only delays a boot from elsewhere.
  const device = ['-device', `virtio-net-pci,netdev=net0,romfile=${mac ? `,mac=${value(mac)}` : ''}`]
  if (net.kind === 'tap') return ['-netdev', `tap,id=net0,ifname=${value(net.device)},script=no,downscript=no`, ...device]
  const forwards = net.forwards.map(({ host, hostPort, guestPort }) => `,hostfwd=tcp:${value(host)}:${hostPort}-:${guestPort}`)
  return ['-netdev', `user,id=net0,restrict=${net.restrict ? 'on' : 'off'}${forwards.join('')}`, ...device]
}

/** Sockets that only this user can open: no password is asked for on them. */
function screen({ display }: QemuOptions, place: Place): string[] {
  if (display === 'none') return ['-display', 'none']
  if (display === 'vnc') return ['-vga', 'std', '-vnc', `unix:${value(place.vnc)}`]
  return ['-vga', 'std', '-spice', `unix=on,addr=${value(place.spice)},disable-ticketing=on`]
}
