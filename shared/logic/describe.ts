import type { Edit, Entry } from '../model/document.ts'
import type { Machine } from '../model/machine.ts'
import type { Service, VComponent } from '../model/service.ts'
import type { Workspace } from '../model/workspace.ts'
import { same } from './same.ts'

/** What an edit does, in a few words: "Move gis", "Add 3 machines", "Rename web to www". Empty for an edit of nothing. */
export function describe(edit: Edit): string {
  const changes = Object.values(edit).filter(([was, is]) => !same(was, is))
  // A new machine comes with the component that is drawn for it: what is drawn says more.
  const drawn = changes.filter(([was, is]) => (was ?? is)?.type !== 'machine')
  const said = (drawn.length > 0 ? drawn : changes).flatMap(([was, is]) => wordsFor(was, is))
  const [first, ...rest] = [...new Set(said)]
  if (first === undefined) return ''
  if (rest.length === 0) return first
  const verb = first.split(' ')[0] ?? 'Change'
  const alike = [first, ...rest].every((words) => words.startsWith(`${verb} `))
  const noun = drawn.length > 0 ? 'things' : 'machines'
  return `${alike ? verb : 'Change'} ${rest.length + 1} ${noun}`
}

const nameOf = (entry: Entry) => (entry.type === 'machine' ? entry.label : entry.name)

function wordsFor(was: Entry | null, is: Entry | null): string[] {
  if (!was) return is ? [`Add ${nameOf(is)}`] : []
  if (!is) return [`Remove ${nameOf(was)}`]
  if (nameOf(was) !== nameOf(is)) return [`Rename ${nameOf(was)} to ${nameOf(is)}`]
  if (was.type === 'service' && is.type === 'service') return serviceWords(was, is)
  if (was.type === 'workspace' && is.type === 'workspace') return [workspaceWords(was, is)]
  if (was.type === 'machine' && is.type === 'machine') return [machineWords(was, is)]
  return [`Change ${nameOf(is)}`]
}

function serviceWords(was: Service, is: Service): string[] {
  const before = new Map(was.components.map((component) => [component.id, component]))
  const after = new Map(is.components.map((component) => [component.id, component]))
  const named = (id: VComponent['id']) => after.get(id)?.name ?? before.get(id)?.name ?? id
  const added = is.components.filter(({ id }) => !before.has(id)).map(({ name }) => `Add ${name}`)
  const removed = was.components.filter(({ id }) => !after.has(id)).map(({ name }) => `Remove ${name}`)
  if (added.length + removed.length > 0) return [...added, ...removed]
  const changed = is.components.flatMap((component) => {
    const old = before.get(component.id)
    return old && !same(old, component) ? [componentWords(old, component, named)] : []
  })
  return changed.length > 0 ? changed : [`Change ${is.name}`]
}

function componentWords(was: VComponent, is: VComponent, named: (id: VComponent['id']) => string): string {
  if (was.name !== is.name) return `Rename ${was.name} to ${is.name}`
  if (was.on !== is.on) return `Put ${is.name} on ${is.on ? named(is.on) : 'this computer'}`
  if (!same(was.after, is.after)) return `Order ${is.name}`
  if (!same(was.sessions, is.sessions)) return `Change the sessions of ${is.name}`
  if (!same(was.ready, is.ready)) return `Change when ${is.name} is ready`
  return `${same({ ...was, at: is.at }, is) ? 'Move' : 'Change'} ${is.name}`
}

function workspaceWords(was: Workspace, is: Workspace): string {
  if (same({ ...was, layouts: is.layouts }, is)) return `Arrange the windows of ${is.name}`
  if (same({ ...was, starred: is.starred }, is)) return `${is.starred ? 'Star' : 'Unstar'} ${is.name}`
  return `Change ${is.name}`
}

const machineWords = (was: Machine, is: Machine) => (same({ ...was, tags: is.tags }, is) ? `Tag ${is.label}` : `Change ${is.label}`)
