import { z } from 'zod'
import type { Condition } from '../../shared/model/machine.ts'

/** One line of `xl list`. */
export interface Domain {
  readonly name: string
  readonly id: number
  readonly memoryMib: number
  readonly cpus: number
  /** Six places, each a letter or `-`: running, blocked, paused, shut down, crashed, dying. */
  readonly flags: string
  /** Seconds of processor time. */
  readonly seconds: number
}

/** What `xl list` says, without the host's own domain; null when it is no such list. */
export function readDomains(text: string): Domain[] | null {
  const [head, ...lines] = text.split('\n')
  if (!/^Name\s+ID\s+Mem\s+VCPUs\s+State\s+Time\(s\)/.test(head ?? '')) return null
  return lines.flatMap((line) => {
    const [, name, id, memory, cpus, flags, seconds] = /^(.*?)\s+(\d+)\s+(\d+)\s+(\d+)\s+([rbpscd-]{6})\s+([\d.]+)/.exec(line) ?? []
    if (!name || !flags || id === '0') return []
    return [{ name, id: Number(id), memoryMib: Number(memory), cpus: Number(cpus), flags, seconds: Number(seconds) }]
  })
}

/** A domain's flags as a condition; with a note where the word alone would hide something. */
export function conditionOf({ flags, seconds }: Domain): { readonly condition: Condition; readonly note?: string } {
  if (flags.includes('d')) return { condition: 'stopping' }
  if (flags.includes('c')) return { condition: 'unknown', note: 'its kernel has crashed, and Xen keeps it to be looked into' }
  if (flags.includes('s')) return { condition: 'stopping', note: 'the guest has gone down' }
  // xl builds a domain while it is paused, and lets it run at the end.
  if (flags.includes('p')) return seconds === 0 ? { condition: 'starting', note: 'Xen is building it' } : { condition: 'paused' }
  return { condition: 'on' }
}

/** Nothing runs in it any more, though its name is still taken. */
export const isDead = ({ flags }: Domain): boolean => /[scd]/.test(flags)

/** `xen_version            : 4.17.7` → `4.17.7`; null when `xl info` says something else. */
export const readVersion = (text: string): string | null => /^xen_version\s*: (\S+)/m.exec(text)?.[1] ?? null

/** The name that a config file gives its domain; null where it says none. */
export const readName = (config: string): string | null => setting(config, 'name')

/** One setting of a config file that is a text or a number. */
export function setting(config: string, key: string): string | null {
  const [, quoted, plain] = new RegExp(`(?:^|;)[ \\t]*${key}[ \\t]*=[ \\t]*(?:["']([^"'\\n]*)["']|([\\w.]+))`, 'm').exec(config) ?? []
  return quoted ?? plain ?? null
}

const Count = z.int().optional()
const Listed = z.object({
  domid: z.int(),
  config: z.object({
    c_info: z.object({ name: z.string(), type: z.string().optional(), uuid: z.string().optional() }),
    b_info: z
      .object({
        max_vcpus: Count,
        max_memkb: Count,
        kernel: z.string().optional(),
        ramdisk: z.string().optional(),
        cmdline: z.string().optional(),
      })
      .default({}),
    nics: z.array(z.object({ mac: z.string().optional(), bridge: z.string().optional(), script: z.string().optional() })).default([]),
    disks: z
      .array(z.object({ pdev_path: z.string().optional(), vdev: z.string().optional(), format: z.string().optional(), readwrite: Count }))
      .default([]),
  }),
})
export type Listed = z.infer<typeof Listed>['config']

/** What runs, as `xl list -l` describes it, without the host's own domain; nothing when it cannot be read. */
export function readListed(text: string): Listed[] {
  try {
    const all = z.array(z.unknown()).safeParse(JSON.parse(text))
    const read = (all.data ?? []).flatMap((one) => Listed.safeParse(one).data ?? [])
    return read.filter(({ domid }) => domid !== 0).map(({ config }) => config)
  } catch {
    return []
  }
}

/** The first lines of what xl complained, without the echoes that follow every failure. */
export const firstLines = (text: string, count = 3): string =>
  text
    .split('\n')
    .filter((line) => line.trim() && !/^Parsing config|xc: (progress|info)|_destroy_domid|domain_destroy_c/.test(line))
    .slice(0, count)
    .join('\n')
