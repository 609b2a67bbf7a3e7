import type { PluginCard } from '../contract/card.ts'
import type { Edit, Entry } from '../model/document.ts'
import { ComponentId, MachineId, ServiceId, SessionId, WorkspaceId } from '../model/id.ts'
import type { Machine } from '../model/machine.ts'
import type { Service } from '../model/service.ts'
import type { Fresh, Ids, Kind } from './add.ts'

/** Kinds of machines for tests: one that carries, one that does not, and a kind of window. */
export const hostCard = card('host', 'machine', true)
export const leafCard = card('leaf', 'machine', false)
export const shellCard = card('shell', 'session', false)

function card(id: string, role: 'machine' | 'session', carries: boolean): PluginCard {
  return {
    id,
    role,
    title: `${id} kind`,
    summary: '',
    verbs: ['start', 'stop'],
    carries,
    ground: false,
    rungs: role === 'machine' ? ['ask', 'off', 'kill'] : [],
    console: false,
    optionsVersion: 0,
    view: role === 'session' ? 'terminal' : null,
    localities: role === 'session' ? ['connection'] : [],
    options: { type: 'object', properties: { memoryMiB: { type: 'integer', default: 1024 }, disk: { type: 'string' } } },
  }
}

const schemas: { [K in Kind]: { parse(text: string): Ids[K] } } = {
  machine: MachineId,
  component: ComponentId,
  session: SessionId,
  service: ServiceId,
  workspace: WorkspaceId,
}

/** Ids that count upwards, the same in every run of a test. */
export function counting(): Fresh {
  let last = 0
  return (kind) => schemas[kind].parse(`${kind}:${++last}`)
}

/** What a document holds after an edit; throws when a `was` is not what is there. */
export function applied(entries: ReadonlyMap<string, Entry>, edit: Edit): Map<string, Entry> {
  const next = new Map(entries)
  for (const [id, [was, is]] of Object.entries(edit)) {
    if ((entries.get(id) ?? null) !== was) throw new Error(`${id} is not what the edit says it was`)
    if (is) next.set(id, is)
    else next.delete(id)
  }
  return next
}

/** The machines of a document, and the kinds above. */
export function knownOf(entries: ReadonlyMap<string, Entry>): { machines: ReadonlyMap<MachineId, Machine>; cards: readonly PluginCard[] } {
  const machines = [...entries.values()].flatMap((e): [MachineId, Machine][] => (e.type === 'machine' ? [[e.id, e]] : []))
  return { machines: new Map(machines), cards: [hostCard, leafCard, shellCard] }
}

/** The one service of a document. */
export function serviceOf(entries: ReadonlyMap<string, Entry>): Service {
  for (const entry of entries.values()) if (entry.type === 'service') return entry
  throw new Error('there is no service')
}
