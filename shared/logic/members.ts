import type { Entry } from '../model/document.ts'
import type { ComponentId, ServiceId } from '../model/id.ts'
import type { Machine } from '../model/machine.ts'
import type { Problem } from '../model/problem.ts'
import type { Gate, Service, VComponent } from '../model/service.ts'
import type { Workspace } from '../model/workspace.ts'
import { manyRoots, missingCarrier, missingComponent, missingMachine, twoCarriers } from './member-problems.ts'
import type { Place } from './place.ts'
import { placesOf } from './places.ts'

export interface After {
  readonly component: ComponentId
  readonly gate: Gate
}

/** One machine of a workspace as the planner sees it: every reference to another service has been followed. */
export interface Member {
  readonly component: VComponent
  readonly machine: Machine
  /** Who carries it; null is this computer. Where a problem names the carrier, this may be no member. */
  readonly on: ComponentId | null
  /** Order only. Never names `on`, nor one component twice. */
  readonly after: readonly After[]
  readonly service: ServiceId
}

/**
 * Flattens a workspace into its machines. A component that refers to a service stands for all machines of that service,
 * which come in once however often they are referred to; those of them that nothing carries inherit the reference's `on`
 * and `after`, and whoever is after the reference, or on it, waits for all of them.
 */
export function membersOf(workspace: Workspace, entries: ReadonlyMap<string, Entry>): { members: Member[]; problems: Problem[] } {
  const { places, meant, references, problems: found } = placesOf(workspace, entries)
  const problems: Problem[] = [...found]
  const members: Member[] = []

  const partsOf = (id: ComponentId) => meant.get(id)?.components ?? []
  const isMachine = (id: ComponentId) => 'machine' in (places.get(id)?.component.is ?? {})
  const standFor = once((id: ComponentId): readonly ComponentId[] =>
    isMachine(id) ? [id] : partsOf(id).flatMap((part) => standFor(part.id)),
  )
  const rootsOf = (id: ComponentId): readonly ComponentId[] =>
    isMachine(id) ? [id] : partsOf(id).flatMap((part) => (part.on === null ? rootsOf(part.id) : []))

  const carrierOf = once((id: ComponentId): { on: ComponentId | null; rest: readonly ComponentId[] } => {
    const place = places.get(id)
    if (!place) return { on: null, rest: [] }
    const { on } = place.component
    if (on === null) return { on: inheritedCarrier(place.service), rest: [] }
    const carrier = places.get(on)
    if (!carrier) {
      problems.push(missingCarrier(place, on, serviceWith(entries, on)))
      return { on, rest: [] }
    }
    if (isMachine(on)) return { on, rest: [] }
    const roots = rootsOf(on)
    const [root] = roots
    if (root === undefined || roots.length > 1) {
      problems.push(
        manyRoots(
          place,
          carrier.component,
          roots.flatMap((each) => places.get(each)?.component ?? []),
        ),
      )
      return { on, rest: [] }
    }
    return { on: root, rest: standFor(on) }
  })
  const inheritedCarrier = once((service: Service): ComponentId | null => {
    let first: { place: Place; on: ComponentId } | null = null
    for (const place of references.get(service.id) ?? []) {
      const { on } = carrierOf(place.component.id)
      if (on === null) continue
      if (first === null) first = { place, on }
      else if (first.on !== on) problems.push(twoCarriers(place, service, first.place))
    }
    return first?.on ?? null
  })
  const afterOf = once((id: ComponentId): readonly After[] => {
    const place = places.get(id)
    if (!place) return []
    const { on, after } = place.component
    const own = after.flatMap(({ component, gate }, index) => {
      if (!places.has(component)) problems.push(missingComponent(place, index, component, serviceWith(entries, component)))
      return standFor(component).map((each) => ({ component: each, gate }))
    })
    const rest = carrierOf(id).rest.map((component): After => ({ component, gate: 'ready' }))
    const inherited = on === null ? (references.get(place.service.id) ?? []).flatMap((reference) => afterOf(reference.component.id)) : []
    return [...own, ...rest, ...inherited]
  })

  for (const [id, place] of places) {
    const { on } = carrierOf(id)
    const after = strictest(afterOf(id).filter(({ component }) => component !== on))
    if (!('machine' in place.component.is)) continue
    const machine = entries.get(place.component.is.machine)
    if (machine?.type === 'machine') members.push({ component: place.component, machine, on, after, service: place.service.id })
    else problems.push(missingMachine(place, place.component.is.machine))
  }
  return { members, problems }
}

/** Each component once; where two orders name it, `ready` is the one that holds. */
function strictest(after: readonly After[]): After[] {
  const gates = new Map<ComponentId, Gate>()
  for (const { component, gate } of after) if (gates.get(component) !== 'ready') gates.set(component, gate)
  return [...gates].map(([component, gate]) => ({ component, gate }))
}

/** The service, in this workspace or not, that has the component. */
function serviceWith(entries: ReadonlyMap<string, Entry>, id: ComponentId): Service | null {
  for (const entry of entries.values())
    if (entry.type === 'service' && entry.components.some((component) => component.id === id)) return entry
  return null
}

/** Answers the same question only once: nothing is worked out twice, and no problem is told twice. */
function once<K, V extends NonNullable<unknown> | null>(answer: (key: K) => V): (key: K) => V {
  const known = new Map<K, V>()
  return (key) => {
    const before = known.get(key)
    if (before !== undefined) return before
    const value = answer(key)
    known.set(key, value)
    return value
  }
}
