import type { PluginCard } from '../contract/card.ts'
import type { Edit } from '../model/document.ts'
import type { ComponentId, MachineId, ServiceId, SessionId, WorkspaceId } from '../model/id.ts'
import type { Machine, Options } from '../model/machine.ts'
import { Limits } from '../model/plan.ts'
import type { Service, Session, VComponent } from '../model/service.ts'
import { StopPolicy } from '../model/stop.ts'
import type { Workspace } from '../model/workspace.ts'
import { change, refused, reviseOne } from './change.ts'
import type { Spot } from './forest.ts'
import { freeName } from './free-name.ts'

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
    limits: Limits.parse({}),
    overrides: [],
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

/** A machine of a kind, on this computer, with the defaults of its plugin. */
export function newMachine(card: PluginCard, label: string, fresh: Fresh): Machine {
  return {
    type: 'machine',
    id: fresh('machine'),
    label,
    plugin: card.id,
    home: null,
    locator: {},
    login: null,
    options: defaultsOf(card),
    optionsVersion: card.optionsVersion,
    tags: [],
    hosts: null,
    mayRunOn: null,
  }
}

/** A new machine of a kind, and the component that draws it. */
export function addMachineComponent(service: Service, card: PluginCard, place: Place, fresh: Fresh): Added {
  const taken = service.components.map((c) => c.name)
  const machine = newMachine(card, freeName(taken, card.id), fresh)
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
  const component: VComponent = { id: fresh('component'), name, is, on, after: [], ready: [], stop: StopPolicy.parse({}), sessions: [], at }
  return { edit: change(service, { ...service, components: [...service.components, component] }), components: [component.id] }
}

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
