import { Entry } from '../model/document.ts'
import { parseGeometry } from '../logic/geometry/geometry.ts'
import type { FileComponent, FileDocument, FileLayout, FilePlacement, FileScreen, FileService } from './shape.ts'

/** Where something stands in the file: `services`, `map`, `components`, `gis` … */
export type FilePath = readonly (string | number)[]

/** Something that cannot be, and where the file says it. */
export interface Complaint {
  readonly path: FilePath
  readonly message: string
}

export interface Read {
  readonly entries: Entry[]
  readonly complaints: Complaint[]
  /** Where the file says what stands at this path of an entry. */
  place(id: string, path: FilePath): FilePath
}

/** The order in which the file names the keys of a map: objects put keys like `1` first. */
export type KeysAt = (path: FilePath) => readonly string[]

/** The entries a well-formed file stands for. What its shape cannot say (ids too long, two kinds at once) is complained about. */
export function readTree(file: FileDocument, keysAt: KeysAt): Read {
  const complaints: Complaint[] = []
  const entries: Entry[] = []
  const take = (section: 'machines' | 'services' | 'workspaces', key: string, wish: unknown) => {
    const read = Entry.safeParse(wish)
    if (read.success) entries.push(read.data)
    else for (const { path, message } of read.error.issues) complaints.push({ path: place(section, key, path), message })
  }
  const sections = ['machines', 'services', 'workspaces'] as const
  const place = (section: (typeof sections)[number], key: string, path: readonly PropertyKey[]): FilePath =>
    section === 'services' ? inService(key, path, keysAt) : [section, key, ...path.map(step)]

  for (const key of keysAt(['machines'])) {
    const machine = file.machines[key]
    if (machine)
      take('machines', key, { label: key, ...machine, type: 'machine', id: `machine:${key}`, home: idOf('machine', machine.home) })
  }
  for (const key of keysAt(['services'])) {
    const service = file.services[key]
    if (service) take('services', key, serviceOf(key, service, keysAt, complaints))
  }
  for (const key of keysAt(['workspaces'])) {
    const workspace = file.workspaces[key]
    if (!workspace) continue
    const services = workspace.services.map((name) => `service:${name}`)
    take('workspaces', key, {
      name: key,
      ...workspace,
      type: 'workspace',
      id: `workspace:${key}`,
      services,
      layouts: workspace.layouts.map(layoutOf),
    })
  }
  return {
    entries,
    complaints,
    place(id, path) {
      const section = sections.find((each) => each === `${id.slice(0, id.indexOf(':'))}s`) ?? 'machines'
      return place(section, id.slice(id.indexOf(':') + 1), path)
    },
  }
}

const idOf = (kind: string, name: string | null) => (name === null ? null : `${kind}:${name}`)
const step = (key: PropertyKey) => (typeof key === 'number' ? key : String(key))

function serviceOf(key: string, service: FileService, keysAt: KeysAt, complaints: Complaint[]): unknown {
  const path = ['services', key, 'components']
  const components = keysAt(path).flatMap((name) => {
    const component = service.components[name]
    if (!component) return []
    if (component.machine !== undefined && component.service !== undefined) {
      complaints.push({ path: [...path, name, 'service'], message: 'a component is either a machine or a service, not both' })
    }
    return [componentOf(name, component, keysAt([...path, name, 'sessions']))]
  })
  return { type: 'service', id: `service:${key}`, name: service.name ?? key, note: service.note, components }
}

function componentOf(key: string, component: FileComponent, sessions: readonly string[]): unknown {
  const { name = key, machine = key, service, on, after, ready, stop, at } = component
  return {
    id: `component:${key}`,
    name,
    is: service === undefined ? { machine: `machine:${machine}` } : { service: `service:${service}` },
    on: idOf('component', on),
    after: after.flatMap((each) =>
      typeof each === 'string'
        ? [{ component: `component:${each}`, gate: 'ready' }]
        : Object.entries(each).map(([early, gate]) => ({ component: `component:${early}`, gate })),
    ),
    ready: ready.map((probe) => (typeof probe === 'string' ? { kind: probe } : probe)),
    stop,
    sessions: sessions.flatMap((each) => {
      const session = component.sessions[each]
      return session ? [{ name: each, ...session, id: `session:${session.id ?? `${key}.${each}`}` }] : []
    }),
    at: { x: at[0], y: at[1] },
  }
}

function layoutOf({ name, screens, windows }: FileLayout): unknown {
  return {
    name,
    screens: screens.map(screenOf),
    windows: Object.fromEntries(Object.entries(windows).map(([session, placement]) => [`session:${session}`, placementOf(placement)])),
  }
}

function screenOf(screen: FileScreen): unknown {
  const { screen: text, ...rest } = typeof screen === 'string' ? { screen } : screen
  const space = text.lastIndexOf(' ')
  return { name: text.slice(0, space), ...rectangle(text.slice(space + 1)), ...rest }
}

function placementOf(placement: FilePlacement): unknown {
  if (typeof placement === 'string') return rectangle(placement)
  const { geometry, ...rest } = placement
  return { ...rest, ...rectangle(geometry) }
}

/** `800x600+0+-40`; the shape has made sure that it is one. What is too large or too small is left for the model to refuse. */
function rectangle(geometry: string): Readonly<Record<'width' | 'height' | 'x' | 'y', unknown>> {
  const read = parseGeometry(geometry)
  if ('misread' in read) return { width: geometry, height: geometry, x: 0, y: 0 }
  const { width, height, x, y } = read.placement
  return { width, height, x, y }
}

/** From a path inside a service entry, where components and sessions are lists, to the file, where they are maps. */
function inService(key: string, path: readonly PropertyKey[], keysAt: KeysAt): FilePath {
  const here = ['services', key]
  const [field, index, part, ...rest] = path
  if (field !== 'components' || typeof index !== 'number') return [...here, ...path.map(step)]
  const component = [...here, 'components', keysAt([...here, 'components'])[index] ?? index]
  if (part === undefined || part === 'id') return component
  if (part === 'is') return [...component, ...rest.map(step)]
  if (part === 'after') return [...component, 'after', ...rest.slice(0, 1).map(step)]
  const [place, ...inside] = rest
  if (part !== 'sessions' || typeof place !== 'number') return [...component, step(part), ...rest.map(step)]
  const session = [...component, 'sessions', keysAt([...component, 'sessions'])[place] ?? place]
  return inside[0] === 'id' ? session : [...session, ...inside.map(step)]
}
