import type { Entry } from '../../shared/model/document.ts'
import type { Machine } from '../../shared/model/machine.ts'
import type { Service, Session, VComponent } from '../../shared/model/service.ts'
import type { Workspace } from '../../shared/model/workspace.ts'
import type { SessionId } from '../../shared/model/id.ts'
import { useDocument } from './document.ts'
import type { Entries } from './edits.ts'

/** The document, sorted by kind; made once per version of the document. */
export interface Sorted {
  readonly machines: ReadonlyMap<string, Machine>
  readonly services: ReadonlyMap<string, Service>
  readonly workspaces: readonly Workspace[]
}

const made = new WeakMap<Entries, Sorted>()

/** Sorts the entries by kind; workspaces by name, the starred first. */
export function sorted(entries: Entries): Sorted {
  const known = made.get(entries)
  if (known) return known
  const machines = new Map<string, Machine>()
  const services = new Map<string, Service>()
  const workspaces: Workspace[] = []
  for (const entry of Object.values<Entry>(entries)) {
    if (entry.type === 'machine') machines.set(entry.id, entry)
    else if (entry.type === 'service') services.set(entry.id, entry)
    else workspaces.push(entry)
  }
  workspaces.sort((a, b) => Number(b.starred) - Number(a.starred) || a.name.localeCompare(b.name))
  const result = { machines, services, workspaces }
  made.set(entries, result)
  return result
}

/** The sorted document of this screen. */
export const useSorted = (): Sorted => sorted(useDocument((state) => state.entries))

/** The components a workspace starts, those of services taken in by reference included, each once. */
export function componentsOf(workspace: Workspace, services: ReadonlyMap<string, Service>): VComponent[] {
  const seen = new Set<string>()
  const found: VComponent[] = []
  const walk = (id: string) => {
    if (seen.has(id)) return
    seen.add(id)
    for (const component of services.get(id)?.components ?? []) {
      if ('service' in component.is) walk(component.is.service)
      else found.push(component)
    }
  }
  workspace.services.forEach(walk)
  return found
}

/** Finds the component wherever it is drawn; undefined when it is gone. */
export function findComponent(id: string, services: ReadonlyMap<string, Service>): VComponent | undefined {
  for (const { components } of services.values()) {
    const found = components.find((one) => one.id === id)
    if (found) return found
  }
  return undefined
}

/** A session and who has it. */
export interface Owned {
  readonly session: Session
  readonly component: VComponent
  readonly service: Service
}

/** Finds the session wherever it is; null when it is gone. */
export function sessionOf(id: SessionId | string, services: ReadonlyMap<string, Service>): Owned | null {
  for (const service of services.values())
    for (const component of service.components) {
      const session = component.sessions.find((one) => one.id === id)
      if (session) return { session, component, service }
    }
  return null
}

/** From the ground up, as people write it: `host[vm][vm in vm]`. */
export function pathOf(component: VComponent, service: Service): string {
  const above = component.on === null ? null : service.components.find((one) => one.id === component.on)
  return above ? `${pathOf(above, service)}[${component.name}]` : component.name
}
