import { machine } from '../../shared/plugin/define.ts'
import type { Plugin } from '../../shared/plugin/plugin.ts'
import { readConsole } from './console.ts'
import { enumerate } from './enumerate.ts'
import { observe } from './observe.ts'
import { XenOptions } from './options.ts'
import { probe } from './probe.ts'
import { save } from './save.ts'
import { start } from './start.ts'
import { ask, destroy, freeze, reboot } from './stop.ts'

/** A guest of a Xen host, spoken to with its own tool, xl. It outlives this app and is found again by its domain's name. */
export const xen: Plugin = machine<XenOptions>({
  id: 'xen',
  role: 'machine',
  title: 'Xen guest',
  summary: 'A guest of the Xen hypervisor (PV, PVH or HVM), by its own tool xl. What carries it must be a Xen host.',
  options: XenOptions,
  migrations: [],
  carries: true,
  ground: false,
  nature: ({ config, type, memoryMib, cpus }) => ({
    architecture: null,
    memoryMib: config === null ? memoryMib : null,
    cpus: config === null ? cpus : null,
    virtualisation: type === 'pv' ? 'none' : 'needed',
    nested: false,
  }),
  facts: ({ type, memoryMib, cpus }) =>
    [`Xen guest (${type.toUpperCase()})`, memory(memoryMib), cpus === 1 ? '1 CPU' : `${cpus} CPUs`].join(', '),
  claims,
  probe,
  enumerate,
  observe,
  acts: { start, save, suspend: freeze('pause'), resume: freeze('unpause'), reset: reboot },
  stops: { ask, off: destroy },
  console: readConsole,
})

const memory = (mib: number) => (mib % 1024 === 0 ? `${mib / 1024} GiB` : `${mib} MiB`)

/** Its name, the addresses of its cards, and disks that only one may write. */
function claims({ domain, disks, cards }: XenOptions): string[] {
  const written = disks.filter(({ readonly }) => !readonly).map(({ file }) => `disk ${file}`)
  const macs = cards.flatMap(({ mac }) => (mac === null ? [] : [`mac ${mac.toLowerCase()}`]))
  return [...new Set([...(domain === null ? [] : [`domain ${domain}`]), ...written, ...macs])]
}
