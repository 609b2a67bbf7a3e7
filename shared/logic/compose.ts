import type { Edit } from '../model/document.ts'
import type { ComponentId } from '../model/id.ts'
import type { Login, Machine, Options } from '../model/machine.ts'
import type { ReadinessProbe } from '../model/probe.ts'
import type { Gate, Service, Session } from '../model/service.ts'
import { change, refused, revise, reviseOne } from './change.ts'
import type { Spot } from './forest.ts'
import { freeName } from './free-name.ts'
import { type Known, mayCarry, mayFollow, withGuests } from './relate.ts'
import { type InsideOf, tidied } from './tidy.ts'

/** Moves components, each relative to the box it is in. */
export function place(service: Service, moves: ReadonlyMap<ComponentId, Spot>): Edit {
  return revise(service, (c) => {
    const at = moves.get(c.id)
    return at && (at.x !== c.at.x || at.y !== c.at.y) ? { ...c, at: { x: at.x, y: at.y } } : c
  })
}

/** Every component where tidying puts it; `insideOf` tells how large references are drawn. */
export function tidy(service: Service, insideOf?: InsideOf): Edit {
  return place(service, new Map(tidied(service, insideOf).components.map((c) => [c.id, c.at])))
}

/** Puts components onto a carrier, or onto this computer when `parent` is null. Throws `component.cannot-carry`. */
export function setOn(service: Service, moves: ReadonlyMap<ComponentId, Spot>, parent: ComponentId | null, known: Known): Edit {
  for (const id of moves.keys()) {
    const reason = mayCarry(service, id, parent, known)
    if (reason) throw refused('component.cannot-carry', reason, id)
  }
  return revise(service, (c) => {
    const at = moves.get(c.id)
    if (!at) return c
    // Who stands on something waits for it anyway; a second, drawn, wait would only be noise.
    return { ...c, on: parent, at: { x: at.x, y: at.y }, after: c.after.filter((a) => a.component !== parent) }
  })
}

/** Lets `component` wait for `target`. Throws `component.cannot-follow`. */
export function setAfter(service: Service, component: ComponentId, target: ComponentId, gate: Gate = 'ready'): Edit {
  const reason = mayFollow(service, component, target)
  if (reason) throw refused('component.cannot-follow', reason, component)
  return reviseOne(service, component, (c) => ({ ...c, after: [...c.after, { component: target, gate }] }))
}

/** Lets `component` no longer wait for `target`. */
export const removeAfter = (service: Service, component: ComponentId, target: ComponentId): Edit =>
  reviseOne(service, component, (c) =>
    c.after.some((a) => a.component === target) ? { ...c, after: c.after.filter((a) => a.component !== target) } : c,
  )

/** How far `target` must have come before `component` begins. */
export const setGate = (service: Service, component: ComponentId, target: ComponentId, gate: Gate): Edit =>
  reviseOne(service, component, (c) => ({ ...c, after: c.after.map((a) => (a.component === target ? { ...a, gate } : a)) }))

/** A new name; the machine's label goes along where it was the same, so that both are found by one word. */
export function rename(service: Service, component: ComponentId, name: string, machine: Machine | null): Edit {
  const was = service.components.find((c) => c.id === component)
  const wish = name.trim()
  if (!was || wish === '' || wish === was.name) return {}
  const label = freeName(
    service.components.filter((c) => c !== was).map((c) => c.name),
    wish,
  )
  const along = machine && machine.label === was.name ? change(machine, { ...machine, label }) : {}
  return { ...reviseOne(service, component, (c) => ({ ...c, name: label })), ...along }
}

/** What must be seen before the component counts as ready. */
export const setProbes = (service: Service, component: ComponentId, ready: readonly ReadinessProbe[]): Edit =>
  reviseOne(service, component, (c) => ({ ...c, ready: [...ready] }))

/** The windows of the component. */
export const setSessions = (service: Service, component: ComponentId, sessions: readonly Session[]): Edit =>
  reviseOne(service, component, (c) => ({ ...c, sessions: [...sessions] }))

/** The settings of a machine, as its plugin's form gave them. */
export const setOptions = (machine: Machine, options: Options): Edit => change(machine, { ...machine, options })

/** How the machine is entered. */
export const setLogin = (machine: Machine, login: Login | null): Edit => change(machine, { ...machine, login })

/**
 * Takes components away with all that stands on them and every wait for them. `orphans`: machines to take out of the
 * inventory as well; only those that these components draw are taken.
 */
export function remove(service: Service, ids: readonly ComponentId[], orphans: readonly Machine[] = []): Edit {
  const going = withGuests(service, ids)
  const gone = new Set(going.map((c) => c.id))
  if (gone.size === 0) return {}
  const staying = service.components.filter((c) => !gone.has(c.id))
  const components = staying.map((c) =>
    c.after.some((a) => gone.has(a.component)) ? { ...c, after: c.after.filter((a) => !gone.has(a.component)) } : c,
  )
  const still = new Set(staying.flatMap((c) => ('machine' in c.is ? [c.is.machine] : [])))
  const drawn = new Set(going.flatMap((c) => ('machine' in c.is ? [c.is.machine] : [])))
  const lost = orphans.filter((m) => drawn.has(m.id) && !still.has(m.id))
  return Object.assign(change(service, { ...service, components }), ...lost.map((m) => change(m, null)))
}
