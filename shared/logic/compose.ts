import type { PluginCard } from '../contract/card.ts'
import type { Edit, Entry } from '../model/document.ts'
import type { ComponentId, MachineId, ServiceId, SessionId, WorkspaceId } from '../model/id.ts'
import type { Login, Machine, Options } from '../model/machine.ts'
import { ProblemError } from '../model/problem.ts'
import type { ReadinessProbe } from '../model/probe.ts'
import type { Gate, Service, Session, VComponent } from '../model/service.ts'
import type { Workspace } from '../model/workspace.ts'
import { type Known, mayCarry, mayFollow, withGuests } from './relate.ts'
import { tidied } from './tidy.ts'

export interface Ids {
  machine: MachineId
  component: ComponentId
  session: SessionId
  service: ServiceId
  workspace: WorkspaceId
}
export type Kind = keyof Ids
/** Gives an id that nothing has; the only thing here that is not a pure function of its input. */
export type Fresh = <K extends Kind>(kind: K) => Ids[K]
export interface Spot {
  readonly x: number
  readonly y: number
}
/** Where something new goes: `at` in px relative to the box of `on`, or to the canvas when `on` is null. */
export interface Place {
  readonly at: Spot
  readonly on: ComponentId | null
}
/** An edit, and the components it brought, for selecting them. */
export interface Added {
  readonly edit: Edit
  readonly components: readonly ComponentId[]
}

/** The edit that puts `is` where `was` is; null for nothing. Empty when they are the same object. */
export function change(was: Entry | null, is: Entry | null): Edit {
  const id = is?.id ?? was?.id
  return was === is || id === undefined ? {} : { [id]: [was, is] }
}

/** A name that no component of the service has: the wish itself, else `wish-2`, `wish-3` … */
export function freeName(taken: Iterable<string>, wish: string): string {
  const names = new Set(taken)
  if (!names.has(wish)) return wish
  const stem = wish.replace(/-\d+$/, '')
  let count = 2
  while (names.has(`${stem}-${count}`)) count++
  return `${stem}-${count}`
}

/** A service and the workspace that starts it, so that what is drawn can be started. */
export function newService(name: string, fresh: Fresh): { edit: Edit; service: Service; workspace: Workspace } {
  const service: Service = { type: 'service', id: fresh('service'), name, note: '', components: [] }
  const workspace = workspaceFor(service, fresh)
  return { edit: { ...change(null, service), ...change(null, workspace) }, service, workspace }
}

/** A workspace of one service, named like it. */
export function workspaceFor(service: Service, fresh: Fresh): Workspace {
  return {
    type: 'workspace',
    id: fresh('workspace'),
    name: service.name,
    services: [service.id],
    layouts: [],
    onFailure: 'keep',
    quickStart: false,
    starred: false,
    tags: [],
  }
}

/** What the options of a plugin are when nothing was set: the defaults its JSON Schema names. */
export function defaultsOf(card: PluginCard): Options {
  const properties = card.options['properties']
  if (!isRecord(properties)) return {}
  const named = Object.entries(properties).flatMap(([key, schema]) =>
    isRecord(schema) && schema['default'] !== undefined ? [[key, schema['default']] as const] : [],
  )
  return Object.fromEntries(named)
}
type Json = Options[string]
const isRecord = (value: Json | undefined): value is { [key: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** A new machine of a kind, with the defaults of its plugin, and the component that draws it. */
export function addMachineComponent(service: Service, card: PluginCard, place: Place, fresh: Fresh): Added {
  const label = freeName(
    service.components.map((c) => c.name),
    card.id,
  )
  const machine: Machine = {
    type: 'machine',
    id: fresh('machine'),
    label,
    plugin: card.id,
    home: null,
    locator: {},
    login: null,
    options: defaultsOf(card),
    optionsVersion: 0,
    tags: [],
  }
  const added = addExisting(service, machine, place, fresh)
  return { ...added, edit: { ...added.edit, ...change(null, machine) } }
}

/** A machine of the inventory as a new component. */
export function addExisting(service: Service, machine: Machine, place: Place, fresh: Fresh): Added {
  return addComponent(service, { machine: machine.id }, machine.label, place, fresh)
}

/** Another service taken in by reference: what changes there changes here. Throws `service.circle` for itself. */
export function addReference(service: Service, other: Service, place: Place, fresh: Fresh): Added {
  if (other.id === service.id) throw refused('service.circle', `${service.name} cannot contain itself.`, service.id)
  return addComponent(service, { service: other.id }, other.name, place, fresh)
}

function addComponent(service: Service, is: VComponent['is'], wish: string, { at, on }: Place, fresh: Fresh): Added {
  const name = freeName(
    service.components.map((c) => c.name),
    wish,
  )
  const component: VComponent = { id: fresh('component'), name, is, on, after: [], ready: [], sessions: [], at }
  return { edit: change(service, { ...service, components: [...service.components, component] }), components: [component.id] }
}

/** Moves components, each relative to the box it is in. */
export function place(service: Service, moves: ReadonlyMap<ComponentId, Spot>): Edit {
  return revise(service, (c) => {
    const at = moves.get(c.id)
    return at && (at.x !== c.at.x || at.y !== c.at.y) ? { ...c, at: { x: at.x, y: at.y } } : c
  })
}

/** Every component where tidying puts it. */
export function tidy(service: Service): Edit {
  return place(service, new Map(tidied(service).components.map((c) => [c.id, c.at])))
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

/** One more window of the component, with the defaults of its kind. */
export function addSession(service: Service, component: ComponentId, card: PluginCard, fresh: Fresh): Edit {
  return reviseOne(service, component, (c) => {
    const name = freeName(
      c.sessions.map((s) => s.name),
      card.title.toLowerCase(),
    )
    const session: Session = {
      id: fresh('session'),
      name,
      plugin: card.id,
      locality: card.localities[0] ?? 'connection',
      opens: 'on-start',
      options: defaultsOf(card),
    }
    return { ...c, sessions: [...c.sessions, session] }
  })
}

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

function revise(service: Service, alter: (component: VComponent) => VComponent): Edit {
  const components = service.components.map(alter)
  return components.some((c, index) => c !== service.components[index]) ? change(service, { ...service, components }) : {}
}
const reviseOne = (service: Service, id: ComponentId, alter: (component: VComponent) => VComponent): Edit =>
  revise(service, (c) => (c.id === id ? alter(c) : c))

const refused = (code: string, message: string, about: string): ProblemError =>
  new ProblemError({ code, severity: 'error', title: 'This does not fit together', message, hint: 'Nothing was changed.', about })
