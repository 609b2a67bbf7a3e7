import { flawsOf, referencesOf } from '../../shared/logic/references.ts'
import { same } from '../../shared/logic/same.ts'
import { type Edit, Entry } from '../../shared/model/document.ts'
import { ProblemError } from '../../shared/model/problem.ts'

/** The document as the edit would leave it, with every new entry as its schema reads it. Throws why it may not be so. */
export function apply(edit: Edit, current: ReadonlyMap<string, Entry>): Map<string, Entry> {
  const after = new Map(current)
  const gone = new Set<string>()
  const came = new Set<string>()
  for (const [id, [was, wish]] of Object.entries(edit)) {
    const there = current.get(id) ?? null
    if (!same(was, there)) throw stale(id, there)
    if (wish === null) {
      after.delete(id)
      gone.add(id)
      continue
    }
    const is = readEntry(id, wish)
    after.set(id, is)
    came.add(id)
  }
  refuseInUse(gone, current, after)
  refuseFlaws(came, after)
  return after
}

function readEntry(id: string, wish: Entry): Entry {
  // Through JSON, because that is what will be read back.
  const read = Entry.safeParse(JSON.parse(JSON.stringify(wish)))
  if (!read.success) {
    const fields = read.error.issues.map((issue) => `${[id, ...issue.path].join('.')}: ${issue.message}`)
    throw invalid(id, wish.type === 'machine' ? wish.label : wish.name, fields.join('; '), fields[0])
  }
  if (read.data.id !== id) throw invalid(id, id, `${id}.id: says ${read.data.id}, but it is edited as ${id}`, `${id}.id`)
  return read.data
}

function refuseInUse(gone: ReadonlySet<string>, current: ReadonlyMap<string, Entry>, after: ReadonlyMap<string, Entry>): void {
  if (gone.size === 0) return
  const users = new Map<string, Set<string>>()
  for (const entry of after.values()) {
    for (const { to } of referencesOf(entry)) {
      if (gone.has(to)) users.set(to, (users.get(to) ?? new Set()).add(nameOf(entry)))
    }
  }
  const [first] = users
  if (!first) return
  const [id, names] = first
  const entry = current.get(id)
  throw new ProblemError({
    code: 'document.in-use',
    severity: 'error',
    title: `${entry ? nameOf(entry) : id} is in use`,
    message: `It cannot be removed, because ${[...names].slice(0, 5).join(', ')}${names.size > 5 ? ` and ${names.size - 5} more` : ''} ${names.size === 1 ? 'uses' : 'use'} it.`,
    hint: 'Take it out there first, or remove both in one step.',
    about: id,
  })
}

function refuseFlaws(came: ReadonlySet<string>, after: ReadonlyMap<string, Entry>): void {
  const [flaw, ...more] = came.size === 0 ? [] : flawsOf(after, came)
  if (!flaw) return
  const field = [flaw.entry.id, ...flaw.path].join('.')
  const others = more.length > 0 ? ` (and ${more.length} more)` : ''
  throw invalid(flaw.entry.id, nameOf(flaw.entry), `${field}: ${flaw.message}${others}`, field)
}

const nameOf = (entry: Entry) => (entry.type === 'machine' ? entry.label : entry.name)

const stale = (id: string, there: Entry | null) =>
  new ProblemError({
    code: 'document.stale',
    severity: 'error',
    title: `${there ? nameOf(there) : id} was changed meanwhile`,
    message: there
      ? `${id} is no longer as it was when this change began, so nothing was changed.`
      : `${id} does not exist any more, so nothing was changed.`,
    hint: 'Look at it as it is now, and make the change again.',
    about: id,
  })

const invalid = (id: string, name: string, message: string, field: string | undefined) =>
  new ProblemError({
    code: 'document.invalid',
    severity: 'error',
    title: `${name} cannot be saved like this`,
    message,
    hint: 'Correct the named field. Nothing was changed.',
    about: id,
    ...(field !== undefined && { detail: field }),
  })
