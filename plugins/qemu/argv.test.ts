import { expect, test } from 'vitest'
import { argvOf } from './argv.ts'
import { QemuOptions } from './options.ts'
import { placeOf, uuidOf } from './place.ts'

/** One option a line, as people read it. */
const printed = (options: object, name = 'web', accelerator: 'kvm' | 'tcg' = 'tcg', locator = {}) =>
  argvOf({
    name,
    uuid: uuidOf('machine:web', locator),
    options: QemuOptions.parse(options),
    place: placeOf('/run/lab', 'machine:web'),
    accelerator,
    locator,
  })
    .join(' ')
    .replaceAll(/ -(?=[a-z])/g, '\n-')
    .split('\n')

test('a guest with a kernel must be started with exactly this', () => {
  const network = { kind: 'user', restrict: true, forwards: [{ hostPort: 2201, guestPort: 22 }] }
  expect(printed({ memoryMib: 128, kernel: '/k', initrd: '/i', append: 'quiet role=gis', network })).toEqual([
    '-name guest=web',
    '-uuid 3b8e3f75-ad73-834a-a5d1-93bb265dfd88',
    '-nodefaults',
    '-no-user-config',
    '-machine pc',
    '-accel tcg',
    '-cpu max',
    '-m 128M',
    '-smp 1',
    '-kernel /k',
    '-initrd /i',
    '-append quiet role=gis',
    '-netdev user,id=net0,restrict=on,hostfwd=tcp:127.0.0.1:2201-:22',
    '-device virtio-net-pci,netdev=net0,romfile=',
    '-vga std',
    '-vnc unix:/run/lab/qemu-web-9e61d9da/vnc',
    '-device virtio-rng-pci',
    '-chardev socket,id=serial,path=/run/lab/qemu-web-9e61d9da/serial,server=on,wait=off,logfile=/run/lab/qemu-web-9e61d9da/serial.log,logappend=off',
    '-serial chardev:serial',
    '-chardev socket,id=agent,path=/run/lab/qemu-web-9e61d9da/agent,server=on,wait=off',
    '-device virtio-serial-pci',
    '-device virtserialport,chardev=agent,name=org.qemu.guest_agent.0',
    '-qmp unix:/run/lab/qemu-web-9e61d9da/qmp,server=on,wait=off',
    '-qmp unix:/run/lab/qemu-web-9e61d9da/qmp2,server=on,wait=off',
    '-qmp unix:/run/lab/qemu-web-9e61d9da/qmp3,server=on,wait=off',
    '-pidfile /run/lab/qemu-web-9e61d9da/pid',
    '-daemonize',
  ])
})

test('disks, a CD, a tap device and more arguments must come in their order', () => {
  const lines = printed(
    {
      disks: [{ file: '/a.qcow2' }, { file: '/b.raw', format: 'raw', bus: 'ide', readonly: true, snapshot: true }],
      iso: '/cd.iso',
      network: { kind: 'tap', device: 'tap3' },
      display: 'none',
      extraArgs: ['-rtc', 'base=utc'],
    },
    'web',
    'kvm',
    { mac: '52:54:00:00:00:01' },
  )
  const wanted = /^-(drive|netdev|device virtio-net|display|vnc|cpu|rtc)/
  expect(lines.filter((line) => wanted.test(line))).toEqual([
    '-cpu host',
    '-drive file=/a.qcow2,format=qcow2,if=virtio',
    '-drive file=/b.raw,format=raw,if=ide,readonly=on,snapshot=on',
    '-drive file=/cd.iso,format=raw,if=ide,media=cdrom,readonly=on',
    '-netdev tap,id=net0,ifname=tap3,script=no,downscript=no',
    '-device virtio-net-pci,netdev=net0,romfile=,mac=52:54:00:00:00:01',
    '-display none',
    '-rtc base=utc',
  ])
})

test('a multiboot kernel must get its modules, each with its own command line, on the processor that was asked for', () => {
  const modules = [{ file: '/linux', append: 'console=hvc0 root=/a,b' }, { file: '/dom0.img' }]
  const lines = printed({ kernel: '/xen', append: 'dom0_mem=700M', modules, cpu: 'qemu64,+svm,+npt', nested: true })
  expect(lines.filter((line) => /^-(kernel|initrd|append|cpu)/.test(line))).toEqual([
    '-cpu qemu64,+svm,+npt',
    '-kernel /xen',
    '-initrd /linux console=hvc0 root=/a,,b,/dom0.img',
    '-append dom0_mem=700M',
  ])
})

test('a comma in a name or a path must stay part of it', () => {
  const lines = printed({ disks: [{ file: '/a,b.qcow2' }] }, 'web, the second')
  expect(lines.filter((line) => /^-(name|drive)/.test(line))).toEqual([
    '-name guest=web,, the second',
    '-drive file=/a,,b.qcow2,format=qcow2,if=virtio',
  ])
})

test('places of machines whose names look alike must differ, and be short enough for a socket', () => {
  const folders = ['machine:web', 'machine:web.', 'machine:a-very-long-name-indeed-1', 'machine:a-very-long-name-indeed-2'].map(
    (id) => placeOf('/tmp/servicecomposer-1000', id).folder,
  )
  expect(new Set(folders).size).toBe(4)
  for (const folder of folders) expect(`${folder}/serial`.length).toBeLessThan(80)
})

test('the UUID must be the one of the locator where it has one, and else always the same', () => {
  const own = 'b3b1c8d2-7c1e-4a52-9a57-0d7f5f7f2a11'
  expect(uuidOf('machine:web', { uuid: own })).toBe(own)
  expect(uuidOf('machine:web', {})).toBe(uuidOf('machine:web', {}))
  expect(uuidOf('machine:web', {})).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}$/)
})
