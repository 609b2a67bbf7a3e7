import { z } from 'zod'

const path = z.string().min(1)
/** What Xen's own lists of settings can hold: they are split at commas. */
const word = z.string().regex(/^[^,\p{Cc}]+$/u, 'may hold no comma')
/** A line of Xen's config file. */
const line = z.string().regex(/^\P{Cc}*$/u, 'must be one line')

export const Disk = z.strictObject({
  file: path.meta({
    title: 'File or device',
    description: 'An image file, or a block device such as /dev/vg/web, as a path on the Xen host.',
  }),
  format: z
    .enum(['raw', 'qcow2', 'vhd'])
    .default('raw')
    .meta({ title: 'Format', description: 'How it is written; block devices are raw.' }),
  device: word.default('xvda').meta({ title: 'Device in the guest', description: 'xvda, xvdb …; hda for old systems.' }),
  readonly: z.boolean().default(false).meta({ title: 'Read only', description: 'The guest cannot write; others may use it too.' }),
})
export type Disk = z.infer<typeof Disk>

export const Card = z.strictObject({
  bridge: word.default('xenbr0').meta({ title: 'Bridge', description: 'The bridge of the Xen host that the card is plugged into.' }),
  mac: z
    .string()
    .regex(/^([0-9a-f]{2}:){5}[0-9a-f]{2}$/i, 'must be six pairs of digits, as in 00:16:3e:00:00:01')
    .nullable()
    .default(null)
    .meta({ title: 'MAC address', description: 'Begins with 00:16:3e for Xen; empty takes another one at every start.' }),
  script: word
    .nullable()
    .default(null)
    .meta({ title: 'Script', description: 'Which of /etc/xen/scripts plugs it in; empty takes vif-bridge.' }),
})
export type Card = z.infer<typeof Card>

/** The settings of a guest of Xen. Paths are those of its host. */
export const XenOptions = z.strictObject({
  domain: z
    .string()
    .regex(/^(?!\d+$)[\w.+-]+$/, 'takes letters, digits and . _ + -, and is no number')
    .nullable()
    .default(null)
    .meta({ title: 'Domain', description: 'Its name in Xen. Empty takes the name of the config file, else that of the machine’s id.' }),
  config: path.nullable().default(null).meta({
    title: 'Config file',
    description: 'A config file of xl that is there, such as /etc/xen/web.cfg. The settings below are then those of the file.',
  }),
  type: z
    .enum(['pv', 'pvh', 'hvm'])
    .default('pvh')
    .meta({ title: 'Type', description: 'pvh for Linux; pv where the processor does not help; hvm for a whole computer with a firmware.' }),
  memoryMib: z.int().min(1).default(512).meta({ title: 'Memory (MiB)', description: 'How much the guest has.' }),
  cpus: z.int().min(1).max(512).default(1).meta({ title: 'Processors', description: 'How many the guest sees.' }),
  kernel: path.nullable().default(null).meta({ title: 'Kernel', description: 'Boots this Linux kernel directly (pv, pvh).' }),
  ramdisk: path.nullable().default(null).meta({ title: 'Initial RAM disk', description: 'Goes with the kernel.' }),
  append: line.default('').meta({ title: 'Kernel command line', description: 'Goes with the kernel; console=hvc0 shows its words.' }),
  bootloader: path
    .nullable()
    .default(null)
    .meta({ title: 'Boot loader', description: 'Finds the kernel on the first disk instead: pygrub.' }),
  disks: z.array(Disk).default([]).meta({ title: 'Disks', description: 'In their order.' }),
  cards: z.array(Card).default([]).meta({ title: 'Network cards', description: 'In their order.' }),
  display: z
    .enum(['none', 'vnc'])
    .default('none')
    .meta({ title: 'Screen', description: 'A VNC screen on the loopback of the Xen host, or none; needs Xen’s own QEMU there.' }),
  address: z.string().min(1).nullable().default(null).meta({
    title: 'Address',
    description: 'Where the guest is reached from its host, for SSH. Xen does not know it; empty takes the one of the locator.',
  }),
  onCrash: z
    .enum(['destroy', 'preserve', 'restart'])
    .default('destroy')
    .meta({ title: 'After a crash', description: 'It goes away, is kept to be looked into, or starts again.' }),
  sudo: z.boolean().default(false).meta({ title: 'With sudo', description: 'Xen obeys only root: xl is run by sudo, without a password.' }),
})
export type XenOptions = z.infer<typeof XenOptions>
