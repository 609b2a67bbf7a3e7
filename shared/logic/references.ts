import type { Entry } from '../model/document.ts'
import type { Service, VComponent } from '../model/service.ts'

/** One entry that names another: who, at which field, whom. */
export interface Reference {
  readonly from: Entry
  /** The field inside `from`, such as `components.0.is.machine`. */
  readonly path: readonly (string | number)[]
  readonly to: string
}

/** Every other entry that this one needs. Windows of a layout are no such need: a session may come and go. */
export function referencesOf(from: Entry): Reference[] {
  if (from.type === 'machine') return from.home === null ? [] : [{ from, path: ['home'], to: from.home }]
  if (from.type === 'workspace') return from.services.map((to, index) => ({ from, path: ['services', index], to }))
  return from.components.map((component, index) =>
    'machine' in component.is
      ? { from, path: ['components', index, 'is', 'machine'], to: component.is.machine }
      : { from, path: ['components', index, 'is', 'service'], to: component.is.service },
  )
}

/** What is wrong inside the document, and where; `path` starts inside the entry. */
export interface Flaw {
  readonly entry: Entry
  readonly path: readonly (string | number)[]
  readonly kind: 'missing' | 'twice' | 'circle'
  readonly message: string
}

/**
 * What keeps these entries from being a document: names of what is not there, ids given twice, circles. Only flaws of the entries in
 * `looked` are told; null looks at all.
 */
export function flawsOf(entries: ReadonlyMap<string, Entry>, looked: ReadonlySet<string> | null = null): Flaw[] {
  const asked = [...entries.values()].filter((entry) => looked === null || looked.has(entry.id))
  return [...missing(asked, entries), ...twice(entries, looked), ...asked.flatMap(circleInside), ...circlesBetween(asked, entries)]
}

function missing(asked: readonly Entry[], entries: ReadonlyMap<string, Entry>): Flaw[] {
  const flaws: Flaw[] = []
  for (const entry of asked) {
    for (const { path, to } of referencesOf(entry)) {
      if (!entries.has(to)) flaws.push({ entry, path, kind: 'missing', message: `${to} does not exist` })
    }
    if (entry.type === 'service') flaws.push(...missingInside(entry))
  }
  return flaws
}

function missingInside(service: Service): Flaw[] {
  const here = new Set<string>(service.components.map((component) => component.id))
  const flaws: Flaw[] = []
  const look = (to: string, path: (string | number)[]) => {
    if (!here.has(to)) flaws.push({ entry: service, path, kind: 'missing', message: `${to} is not a component of ${service.name}` })
  }
  service.components.forEach((component, index) => {
    if (component.on !== null) look(component.on, ['components', index, 'on'])
    component.after.forEach((after, place) => {
      look(after.component, ['components', index, 'after', place, 'component'])
    })
  })
  return flaws
}

/** Component and session ids are names in the whole document: a window is found by its session alone. */
function twice(entries: ReadonlyMap<string, Entry>, looked: ReadonlySet<string> | null): Flaw[] {
  const owners = new Map<string, Service>()
  const flaws: Flaw[] = []
  const take = (id: string, owner: Service, path: (string | number)[]) => {
    const first = owners.get(id)
    if (!first) owners.set(id, owner)
    else if (looked === null || looked.has(owner.id) || looked.has(first.id)) {
      const where = first === owner ? 'twice' : `also in ${first.name}`
      flaws.push({ entry: owner, path, kind: 'twice', message: `${id} is used ${where}; every id stands for one thing` })
    }
  }
  for (const entry of entries.values()) {
    if (entry.type !== 'service') continue
    entry.components.forEach((component, index) => {
      take(component.id, entry, ['components', index, 'id'])
      component.sessions.forEach((session, place) => {
        take(session.id, entry, ['components', index, 'sessions', place, 'id'])
      })
    })
  }
  return flaws
}

/** A circle of `on` and `after`: nothing in it could ever start. Each service tells one. */
function circleInside(entry: Entry): Flaw[] {
  if (entry.type !== 'service') return []
  const byId = new Map<string, VComponent>(entry.components.map((component) => [component.id, component]))
  const circle = findCircle([...byId.keys()], (id) => {
    const component = byId.get(id)
    return component ? [...(component.on === null ? [] : [component.on]), ...component.after.map((after) => after.component)] : []
  })
  if (!circle) return []
  const index = entry.components.findIndex((component) => component.id === circle[0])
  const names = circle.map((id) => byId.get(id)?.name ?? id).join(' → ')
  return [{ entry, path: ['components', index], kind: 'circle', message: `each waits for the next in a circle: ${names}` }]
}

/** A service inside itself, or a machine that is its own home, through any number of others. */
function circlesBetween(asked: readonly Entry[], entries: ReadonlyMap<string, Entry>): Flaw[] {
  const followed = (id: string) => {
    const entry = entries.get(id)
    return entry ? referencesOf(entry).map((reference) => reference.to) : []
  }
  const starts = asked.filter((entry) => referencesOf(entry).length > 0).map((entry) => entry.id)
  const circle = findCircle(starts, followed)
  const entry = circle && entries.get(circle[0] ?? '')
  if (!entry) return []
  return [{ entry, path: [], kind: 'circle', message: `it would contain itself: ${circle.join(' → ')}` }]
}

/** The first circle found, its first member repeated at the end; null when there is none. Iterative: chains may be long. */
function findCircle(starts: readonly string[], next: (id: string) => readonly string[]): string[] | null {
  const done = new Set<string>()
  for (const start of starts) {
    const path: string[] = []
    const onPath = new Set<string>()
    const open: { id: string; left: Iterator<string> }[] = []
    const enter = (id: string) => {
      path.push(id)
      onPath.add(id)
      open.push({ id, left: next(id)[Symbol.iterator]() })
    }
    if (!done.has(start)) enter(start)
    for (let top = open.at(-1); top; top = open.at(-1)) {
      const { value: id, done: none } = top.left.next()
      if (none) {
        done.add(top.id)
        onPath.delete(top.id)
        path.pop()
        open.pop()
      } else if (onPath.has(id)) return [...path.slice(path.indexOf(id)), id]
      else if (!done.has(id)) enter(id)
    }
  }
  return null
}
