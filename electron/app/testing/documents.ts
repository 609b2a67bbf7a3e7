import type { z } from 'zod'
import type { Edit, Entry } from '../../../shared/model/document.ts'
import { Machine } from '../../../shared/model/machine.ts'
import type { ReadinessProbe } from '../../../shared/model/probe.ts'
import { Service } from '../../../shared/model/service.ts'
import { Workspace } from '../../../shared/model/workspace.ts'

export interface Part {
  readonly on?: string
  readonly after?: readonly (string | { component: string; gate: 'started' | 'ready' })[]
  readonly plugin?: string
  readonly options?: Record<string, unknown>
  readonly ready?: readonly z.input<typeof ReadinessProbe>[]
  readonly sessions?: readonly string[]
  /** Another component's machine. */
  readonly machine?: string
}

/** The edit that draws a workspace of these components, each of them a simulated machine of the same name. */
export function drawn(parts: Readonly<Record<string, Part>>, workspace: Partial<z.input<typeof Workspace>> & { name?: string } = {}): Edit {
  const name = workspace.name ?? 'lab'
  const machines = Object.entries(parts).flatMap(([key, { plugin = 'sim', options = {}, machine }]) =>
    machine ? [] : [Machine.parse({ type: 'machine', id: `machine:${key}`, label: key, plugin, options: quick(plugin, options) })],
  )
  const components = Object.entries(parts).map(([key, part]) => ({
    id: `component:${name}-${key}`,
    name: key,
    is: { machine: `machine:${part.machine ?? key}` },
    on: part.on === undefined ? null : `component:${name}-${part.on}`,
    after: (part.after ?? []).map((each) =>
      typeof each === 'string' ? { component: `component:${name}-${each}` } : { ...each, component: `component:${name}-${each.component}` },
    ),
    ready: part.ready ?? [],
    sessions: (part.sessions ?? []).map((session) => ({ id: `session:${name}-${key}-${session}`, name: session, plugin: 'cli' })),
  }))
  const service = Service.parse({ type: 'service', id: `service:${name}`, name, components })
  const entry = Workspace.parse({ type: 'workspace', id: `workspace:${name}`, services: [service.id], ...workspace, name })
  return Object.fromEntries([...machines, service, entry].map((each): [string, [null, Entry]] => [each.id, [null, each]]))
}

const quick = (plugin: string, options: Record<string, unknown>) => (plugin === 'sim' ? { bootMs: 20, stopMs: 10, ...options } : options)
