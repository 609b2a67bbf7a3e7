import type { ComponentId, ServiceId } from '../model/id.ts'
import type { Service, VComponent } from '../model/service.ts'
import { forestOf } from './forest.ts'

/** One part of a stack as every view shows it: a component of the open service, or one of a service that it takes in by reference. */
export interface Part {
  readonly component: VComponent
  /** The service that draws it. */
  readonly service: Service
  /** The reference it came in through; null for what the open service draws itself. */
  readonly through: ComponentId | null
  /** What it stands on, or the reference whose service it belongs to; null is this computer. */
  readonly below: ComponentId | null
  /** How many parts are below it. */
  readonly depth: number
  /** Of a reference the parts of its service that nothing carries there; then what stands on it. */
  readonly above: readonly ComponentId[]
  /** The service that a reference means; null for a machine, and where it is no longer there. */
  readonly means: Service | null
  /** Why the service of a reference is not opened here; null when it is, and for every machine. */
  readonly cut: string | null
  /** How many parts stand on it, at any height, and are folded away. */
  readonly hidden: number
}

/** All parts that are shown, each once, carriers before what they carry. */
export type Nest = ReadonlyMap<ComponentId, Part>

/**
 * The stack that a service draws, every reference opened. As in a start, a service comes in once however often it is
 * referred to: where it is first met. Other references to it, and one that would open a service inside itself, are cut with a note.
 */
export function nestOf(service: Service, services: ReadonlyMap<string, Service>): Nest {
  const nest = new Map<ComponentId, Part>()
  const shown = new Map<ServiceId, string>([[service.id, service.name]])
  const enter = (drawn: Service, through: ComponentId | null, below: ComponentId | null, depth: number, open: readonly ServiceId[]) => {
    const { roots, guests } = forestOf(drawn)
    const add = (component: VComponent, under: ComponentId | null, level: number): void => {
      // Ids are unique in a document; one that is not would else be drawn over another.
      if (nest.has(component.id)) return
      const above: ComponentId[] = []
      const other = 'service' in component.is ? services.get(component.is.service) : undefined
      const part: { -readonly [K in keyof Part]: Part[K] } = {
        component,
        service: drawn,
        through,
        below: under,
        depth: level,
        above,
        means: other ?? null,
        cut: null,
        hidden: 0,
      }
      nest.set(component.id, part)
      if ('service' in component.is) {
        const inner = other && !shown.has(other.id) ? other : null
        part.cut = inner ? null : whyNot(other, open, shown)
        if (inner) {
          shown.set(inner.id, component.name)
          const found = enter(inner, component.id, component.id, level + 1, [...open, inner.id])
          above.push(...found.flatMap(({ id }) => (nest.get(id)?.below === component.id ? [id] : [])))
          if (found.length === 0) part.cut = `Nothing is drawn in ${inner.name} yet.`
        }
      }
      for (const guest of guests.get(component.id) ?? []) {
        add(guest, component.id, level + 1)
        if (nest.get(guest.id)?.below === component.id) above.push(guest.id)
      }
    }
    for (const root of roots) add(root, below, depth)
    return roots
  }
  enter(service, null, null, 0, [service.id])
  return nest
}

function whyNot(other: Service | undefined, open: readonly ServiceId[], shown: ReadonlyMap<ServiceId, string>): string {
  if (!other) return 'The service it takes in is no longer here.'
  if (open.includes(other.id)) return `${other.name} would contain itself; it is not opened again.`
  return `The same machines as in ${shown.get(other.id) ?? other.name}, started once.`
}

/** The machines that a part stands for: itself, or for a reference all that its service brought. */
export function machinesOf(nest: Nest, id: ComponentId): Part[] {
  const part = nest.get(id)
  if (!part) return []
  if ('machine' in part.component.is) return [part]
  return part.above.flatMap((each) => (nest.get(each)?.through === id ? within(nest, each) : []))
}
const within = (nest: Nest, id: ComponentId): Part[] => [
  ...machinesOf(nest, id),
  ...(nest.get(id)?.above ?? []).flatMap((each) => (nest.get(each)?.through === id ? [] : within(nest, each))),
]

/** All that is below a part, the nearest first. */
export function carriersOf(nest: Nest, id: ComponentId): ComponentId[] {
  const below: ComponentId[] = []
  for (let at = nest.get(id)?.below ?? null; at !== null; at = nest.get(at)?.below ?? null) below.push(at)
  return below
}

/** The parts that nothing is below. */
export const rootsOf = (nest: Nest): ComponentId[] => [...nest].flatMap(([id, { below }]) => (below === null ? [id] : []))

/** The same stack with all that stands on these parts put away. The very same when there is nothing to put away. */
export function foldNest(nest: Nest, shut: ReadonlySet<ComponentId>): Nest {
  if (![...shut].some((id) => (nest.get(id)?.above.length ?? 0) > 0)) return nest
  const heights = new Map<ComponentId, number>()
  for (const [id, { below }] of [...nest].reverse())
    if (below !== null) heights.set(below, (heights.get(below) ?? 0) + 1 + (heights.get(id) ?? 0))
  const left = new Map<ComponentId, Part>()
  for (const [id, part] of nest) {
    if (part.below !== null && (shut.has(part.below) || !left.has(part.below))) continue
    const hidden = shut.has(id) ? (heights.get(id) ?? 0) : 0
    left.set(id, hidden > 0 ? { ...part, above: [], hidden } : part)
  }
  return left
}

/** The part itself, or the nearest one below it that is not folded away; null when it is not in the stack at all. */
export function standIn(nest: Nest, whole: Nest, id: ComponentId): ComponentId | null {
  for (let at: ComponentId | null = id; at !== null; at = whole.get(at)?.below ?? null) if (nest.has(at)) return at
  return null
}

/** Whether two stacks are drawn the same. */
export function sameNest(a: Nest, b: Nest): boolean {
  if (a.size !== b.size) return false
  const others = b.values()
  for (const part of a.values()) {
    const other = others.next().value
    if (
      part.component !== other?.component ||
      part.below !== other.below ||
      part.cut !== other.cut ||
      part.service.name !== other.service.name
    )
      return false
  }
  return true
}
