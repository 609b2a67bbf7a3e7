import { z } from 'zod'

const port = z.int().min(1).max(65535)
const path = z.string().min(1)

export const Disk = z.strictObject({
  file: path.meta({ title: 'File', description: 'The disk image, as a path where the machine runs.' }),
  format: z
    .enum(['qcow2', 'raw', 'vmdk', 'vdi', 'vhdx'])
    .default('qcow2')
    .meta({ title: 'Format', description: 'How the image is written; never guessed.' }),
  bus: z
    .enum(['virtio', 'ide', 'scsi'])
    .default('virtio')
    .meta({ title: 'Bus', description: 'What the guest sees it on; old systems need ide.' }),
  readonly: z.boolean().default(false).meta({ title: 'Read only', description: 'The guest cannot write; others may use the image too.' }),
  snapshot: z.boolean().default(false).meta({ title: 'Throw writes away', description: 'What the guest writes is lost when it stops.' }),
})
export type Disk = z.infer<typeof Disk>

export const BootModule = z.strictObject({
  file: z
    .string()
    .regex(/^\S+$/, 'QEMU splits it at blanks')
    .meta({ title: 'File', description: 'As a path where the machine runs; without blanks.' }),
  append: z.string().default('').meta({ title: 'Command line', description: 'What the module is told.' }),
})
export type BootModule = z.infer<typeof BootModule>

export const Forward = z.strictObject({
  hostPort: port.meta({ title: 'Port outside', description: 'Where it is reached, on what carries the machine.' }),
  guestPort: port.meta({ title: 'Port inside', description: 'Where the guest listens: 22 for SSH, 80 for HTTP.' }),
  host: z.string().min(1).default('127.0.0.1').meta({ title: 'Address outside', description: 'The loopback keeps it from the network.' }),
})
export type Forward = z.infer<typeof Forward>

export const Network = z.discriminatedUnion('kind', [
  z
    .strictObject({
      kind: z.literal('user'),
      forwards: z.array(Forward).default([]).meta({ title: 'Forwards', description: 'Ports of the guest that are reached from outside.' }),
      restrict: z
        .boolean()
        .default(false)
        .meta({ title: 'Only answers', description: 'The guest reaches nobody by itself, not even what carries it.' }),
    })
    .meta({ title: 'User network' }),
  z
    .strictObject({
      kind: z.literal('tap'),
      device: z.string().min(1).max(15).meta({ title: 'Tap device', description: 'A device that is there and that this user may use.' }),
    })
    .meta({ title: 'Tap device' }),
  z.strictObject({ kind: z.literal('none') }).meta({ title: 'None' }),
])
export type Network = z.infer<typeof Network>

/** The settings of a QEMU machine. Paths are those of the place where it runs. */
export const QemuOptions = z.strictObject({
  program: z
    .string()
    .min(1)
    .default('qemu-system-x86_64')
    .meta({ title: 'Program', description: 'The emulator; another one emulates another processor.' }),
  machine: z.string().min(1).default('pc').meta({ title: 'Machine type', description: 'pc or q35 for x86; virt for ARM.' }),
  memoryMib: z.int().min(1).default(512).meta({ title: 'Memory (MiB)', description: 'How much the guest has.' }),
  cpus: z.int().min(1).max(512).default(1).meta({ title: 'Processors', description: 'How many the guest sees.' }),
  acceleration: z
    .enum(['best', 'kvm', 'emulated'])
    .default('best')
    .meta({ title: 'Acceleration', description: 'best takes KVM where it truly works, and says so where it does not.' }),
  cpu: z.string().min(1).nullable().default(null).meta({
    title: 'Processor',
    description: 'A model and its features in QEMU’s words, as in qemu64,+svm; empty takes the best there is.',
  }),
  kernel: path.nullable().default(null).meta({ title: 'Kernel', description: 'Boots this Linux kernel directly, without a boot loader.' }),
  initrd: path.nullable().default(null).meta({ title: 'Initial RAM disk', description: 'Goes with the kernel.' }),
  append: z.string().default('').meta({ title: 'Kernel command line', description: 'Goes with the kernel.' }),
  modules: z.array(BootModule).default([]).meta({
    title: 'Boot modules',
    description: 'For a multiboot kernel instead of the RAM disk: Xen takes the kernel and the RAM disk of its first guest.',
  }),
  disks: z.array(Disk).default([]).meta({ title: 'Disks', description: 'Hard disk images, in their order.' }),
  iso: path.nullable().default(null).meta({ title: 'CD image', description: 'An ISO file in the CD drive.' }),
  network: Network.default({ kind: 'user', forwards: [], restrict: false }).meta({
    title: 'Network',
    description: 'How the guest is connected.',
  }),
  display: z
    .enum(['vnc', 'spice', 'none'])
    .default('vnc')
    .meta({ title: 'Screen', description: 'A VNC or a SPICE screen on a private Unix socket, or none at all.' }),
  agent: z.boolean().default(true).meta({
    title: 'Guest agent',
    description: 'A channel to QEMU’s agent inside the guest, by which it can be asked whether it is ready and told to shut down.',
  }),
  extraArgs: z
    .array(z.string())
    .default([])
    .meta({ title: 'More arguments', description: 'Given to QEMU as they are, one by one, after all others.' }),
  nested: z.boolean().default(false).meta({
    title: 'Offers virtualisation',
    description: 'Its own guests find virtualisation in its processor; slower where it is emulated.',
  }),
})
export type QemuOptions = z.infer<typeof QemuOptions>
