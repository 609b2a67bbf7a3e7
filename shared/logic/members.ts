import type { Entry } from '../model/document.ts'
import type { ComponentId, ServiceId } from '../model/id.ts'
import type { Machine } from '../model/machine.ts'
import type { Problem } from '../model/problem.ts'
import type { Gate, Service, VComponent } from '../model/service.ts'
import type { Workspace } from '../model/workspace.ts'
import { manyRoots, missingCarrier, missingComponent, missingMachine, twoCarriers } from './member-problems.ts'
import type { Place } from './place.ts'
import { once } from './once.ts'
import { along, atOnce, type Paced } from './paced.ts'
import { gatherPlaces } from './places.ts'

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

export const idOf = ({ component }: Member): ComponentId => component.id
/** All that must be there before it. */
export const needsOf = ({ on, after }: Member): ComponentId[] => {
  const needs = after.map(({ component }) => component)
  if (on) needs.unshift(on)
  return needs
}

/**
 * Flattens a workspace into its machines. A component that refers to a service stands for all machines of that service,
 * which come in once however often they are referred to; those of them that nothing carries inherit the reference's `on`
 * and `after`, and whoever is after the reference, or on it, waits for all of them.
 */
export const membersOf = (workspace: Workspace, entries: ReadonlyMap<string, Entry>): Members => atOnce(gatherMembers(workspace, entries))

export interface Members {
  readonly members: Member[]
  readonly problems: Problem[]
}

/** The same as work that can be laid down in between. */
export function* gatherMembers(workspace: Workspace, entries: ReadonlyMap<string, Entry>): Paced<Members> {
  const { places, meant, references, problems: found } = yield* gatherPlaces(workspace, entries)
  const problems: Problem[] = [...found]
  const members: Member[] = []

  const partsOf = (id: ComponentId) => meant.get(id)?.components ?? []
  const isMachine = (id: ComponentId) => {
    const place = places.get(id)
    return place !== undefined && 'machine' in place.component.is
  }
  const standFor = once((id: ComponentId): readonly ComponentId[] =>
    isMachine(id) ? [id] : partsOf(id).flatMap((part) => standFor(part.id)),
  )
  const rootsOf = (id: ComponentId): readonly ComponentId[] =>
    isMachine(id) ? [id] : partsOf(id).flatMap((part) => (part.on === null ? rootsOf(part.id) : []))

  const carrierOf = ({ component, service }: Place): ComponentId | null => {
    const { id, on } = component
    if (on === null) return inheritedCarrier(service)
    return isMachine(on) ? on : standingOn(id).on
  }
  /** For those who stand on what is no machine: the machine that is meant, and all else that comes in with it. */
  const standingOn = once((id: ComponentId): { on: ComponentId | null; rest: readonly ComponentId[] } => {
    const place = places.get(id)
    const on = place?.component.on ?? null
    if (!place || on === null) return { on, rest: [] }
    const carrier = places.get(on)
    if (!carrier) {
      problems.push(missingCarrier(place, on, serviceWith(entries, on)))
      return { on, rest: [] }
    }
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
      const on = carrierOf(place)
      if (on === null) continue
      if (first === null) first = { place, on }
      else if (first.on !== on) problems.push(twoCarriers(place, service, first.place))
    }
    return first?.on ?? null
  })
  const afterOf = once((id: ComponentId): readonly After[] => {
    const place = places.get(id)
    if (!place) return nobody
    const { on, after } = place.component
    const own = after.flatMap(({ component, gate }, index) => {
      if (!places.has(component)) problems.push(missingComponent(place, index, component, serviceWith(entries, component)))
      return standFor(component).map((each) => ({ component: each, gate }))
    })
    const rest = on === null || isMachine(on) ? [] : standingOn(id).rest.map((component): After => ({ component, gate: 'ready' }))
    const inherited = on === null ? (references.get(place.service.id) ?? []).flatMap((reference) => afterOf(reference.component.id)) : []
    return [...own, ...rest, ...inherited]
  })
  /** Whether its few orders are just those that are drawn: each names another machine, none its carrier, and nothing is inherited. */
  const isPlain = ({ component: { on, after }, service }: Place) =>
    after.length <= FEW &&
    (on === null ? !references.has(service.id) : isMachine(on)) &&
    after.every(
      ({ component }, at) => component !== on && isMachine(component) && after.findIndex((one) => one.component === component) === at,
    )

  yield* along(places.values(), (place) => {
    const { id, is, after: drawn } = place.component
    const on = carrierOf(place)
    const after = isPlain(place) ? drawn : strictest(afterOf(id).filter(({ component }) => component !== on))
    if (!('machine' in is)) return
    const machine = entries.get(is.machine)
    if (machine?.type === 'machine') members.push({ component: place.component, machine, on, after, service: place.service.id })
    else problems.push(missingMachine(place, is.machine))
  })
  return { members, problems }
}

const nobody: readonly After[] = []
/** So few are compared with one another sooner than a map of them is made. */
const FEW = 8

/** Each component once; where two orders name it, `ready` is the one that holds. */
function strictest(after: readonly After[]): readonly After[] {
  if (after.length === 0) return nobody
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
