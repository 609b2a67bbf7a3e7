import { z } from 'zod'
import type { Entry } from '../model/document.ts'
import { showRectangle } from '../logic/geometry/geometry.ts'
import type { Layout, LogicalScreen, Placement } from '../model/layout.ts'
import { Login, type Machine } from '../model/machine.ts'
import { ReadinessProbe } from '../model/probe.ts'
import { StopPolicy } from '../model/stop.ts'
import type { Service, Session, VComponent } from '../model/service.ts'
import type { Workspace } from '../model/workspace.ts'
import {
  FileComponent,
  FileLayout,
  FileMachine,
  FilePlacement,
  FileScreen,
  FileService,
  FileSession,
  FileWorkspace,
  fileVersion,
  PlainProbe,
} from './shape.ts'

/** Plain data with an order of its own: a Map, because objects would put keys like `1` first. */
export type Tree = string | number | boolean | null | readonly Tree[] | ReadonlyMap<string, Tree>

/** The document as a file holds it. The same entries give the same tree, in whatever order they come. */
export function writeTree(entries: readonly Entry[]): Tree {
  const sorted = entries.toSorted((a, b) => (a.id < b.id ? -1 : 1))
  const section = <E extends Entry>(type: E['type'], write: (entry: E) => Tree, is: (entry: Entry) => entry is E): [string, Tree][] => {
    const own = sorted.filter(is)
    return own.length === 0 ? [] : [[`${type}s`, new Map(own.map((entry) => [short(entry.id), write(entry)]))]]
  }
  return new Map<string, Tree>([
    ['format', 'servicecomposer'],
    ['version', fileVersion],
    ...section('machine', writeMachine, (entry) => entry.type === 'machine'),
    ...section('service', writeService, (entry) => entry.type === 'service'),
    ...section('workspace', writeWorkspace, (entry) => entry.type === 'workspace'),
  ])
}

/** `gis` of `machine:gis`. */
export const short = (id: string) => id.slice(id.indexOf(':') + 1)

function writeMachine({ type: _, id, label, home, login, ...rest }: Machine): Tree {
  return lean(FileMachine, {
    label: label === short(id) ? undefined : label,
    home: home && short(home),
    login: login && lean(Login, login),
    ...rest,
  })
}

function writeService({ id, name, note, components }: Service): Tree {
  return lean(FileService, {
    name: name === short(id) ? undefined : name,
    note,
    components: new Map(components.map((component) => [short(component.id), writeComponent(component)])),
  })
}

function writeComponent({ id, name, is, on, after, ready, stop, sessions, at }: VComponent): Tree {
  return lean(FileComponent, {
    name: name === short(id) ? undefined : name,
    machine: 'machine' in is ? short(is.machine) : undefined,
    service: 'service' in is ? short(is.service) : undefined,
    on: on && short(on),
    after: after.map(({ component, gate }) => (gate === 'ready' ? short(component) : new Map([[short(component), gate]]))),
    ready: ready.map(writeProbe),
    stop: unlessEmpty(lean(StopPolicy, stop)),
    sessions: writeSessions(short(id), sessions),
    at: [at.x, at.y],
  })
}

const unlessEmpty = (tree: ReadonlyMap<string, Tree>) => (tree.size > 0 ? tree : undefined)

function writeProbe(probe: ReadinessProbe): Tree {
  const shape = ReadinessProbe.options.find((option) => option.shape.kind.value === probe.kind)
  const tree = shape ? lean(shape, probe) : new Map()
  return PlainProbe.safeParse(probe.kind).success && tree.size === 1 ? probe.kind : tree
}

/** The key is what follows the component in the id. Where the id is of another make, it is written out and the key only stands for it. */
function writeSessions(component: string, sessions: readonly Session[]): ReadonlyMap<string, Tree> {
  const written = new Map<string, Tree>()
  const begin = `${component}.`
  const usual = (id: string) => id.startsWith(begin) && id.length > begin.length
  const taken = new Set(sessions.map(({ id }) => short(id)).flatMap((id) => (usual(id) ? [id.slice(begin.length)] : [])))
  for (const { id, name, ...rest } of sessions) {
    const own = short(id)
    let key = usual(own) ? own.slice(begin.length) : own
    if (!usual(own)) for (let count = 2; taken.has(key); count += 1) key = `session-${count}`
    taken.add(key)
    written.set(key, lean(FileSession, { name: name === key ? undefined : name, id: usual(own) ? undefined : own, ...rest }))
  }
  return written
}

function writeWorkspace({ type: _, id, name, services, layouts, ...rest }: Workspace): Tree {
  return lean(FileWorkspace, {
    name: name === short(id) ? undefined : name,
    services: services.map(short),
    layouts: layouts.map(writeLayout),
    ...rest,
  })
}

function writeLayout({ name, screens, windows }: Layout): Tree {
  const placed = Object.entries(windows).sort(([a], [b]) => (a < b ? -1 : 1))
  return lean(FileLayout, {
    name,
    screens: screens.map(writeScreen),
    windows: new Map(placed.map(([id, placement]) => [short(id), writePlacement(placement)])),
  })
}

function writePlacement({ x, y, width, height, ...rest }: Placement): Tree {
  const [, object] = FilePlacement.options
  const geometry = showRectangle({ x, y, width, height })
  const tree = lean(object, { geometry, ...rest })
  return tree.size === 1 ? geometry : tree
}

function writeScreen({ name, x, y, width, height, ...rest }: LogicalScreen): Tree {
  const [, object] = FileScreen.options
  const screen = `${name} ${showRectangle({ x, y, width, height })}`
  const tree = lean(object, { screen, ...rest })
  return tree.size === 1 ? screen : tree
}

/** The fields that say more than the schema's defaults do, in the schema's order. */
function lean(schema: z.ZodObject, fields: Readonly<Record<string, unknown>>): ReadonlyMap<string, Tree> {
  const kept = new Map<string, Tree>()
  for (const [key, usual] of defaultsOf(schema)) {
    const tree = plain(fields[key])
    if (tree !== undefined && jsonOf(tree) !== usual) kept.set(key, tree)
  }
  return kept
}

const known = new WeakMap<z.ZodObject, ReadonlyMap<string, string | null>>()

/** For each field the JSON of its default, null where it has none. */
function defaultsOf(schema: z.ZodObject): ReadonlyMap<string, string | null> {
  const there = known.get(schema)
  if (there) return there
  const fields = Object.entries(schema.shape).map(([key, field]): [string, string | null] => {
    const usual = z.safeParse(field, undefined)
    return [key, usual.success && usual.data !== undefined ? JSON.stringify(usual.data) : null]
  })
  const made = new Map(fields)
  known.set(schema, made)
  return made
}

const jsonOf = (tree: Tree) => JSON.stringify(tree, (_, value: unknown) => (value instanceof Map ? Object.fromEntries(value) : value))

/** Any data as a tree; the keys of objects sorted, because their order says nothing. Undefined for what is left out. */
function plain(value: unknown): Tree | undefined {
  if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value
  if (Array.isArray(value)) return value.map((item) => plain(item) ?? null)
  if (typeof value !== 'object') return undefined
  const pairs = value instanceof Map ? [...value] : Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
  const fields = new Map<string, Tree>()
  for (const [key, inner] of pairs) {
    const tree = plain(inner)
    if (tree !== undefined) fields.set(String(key), tree)
  }
  return fields
}
