import type { Edit, Entry } from '../model/document.ts'
import { same } from './same.ts'

/** The edit that takes this one back: every pair swapped. */
export const undo = (edit: Edit): Edit => Object.fromEntries(Object.entries(edit).map(([id, [was, is]]) => [id, [is, was]]))

/**
 * Two edits as one, so that a whole drag is a single step back: the first `was`, the last `is`. What ends where it began
 * falls away; that is seen by value, since an entry that came over a wire is another object.
 */
export function squash(first: Edit, second: Edit): Edit {
  const both = new Map(Object.entries(first))
  for (const [id, [was, is]] of Object.entries(second)) both.set(id, [(both.get(id) ?? [was])[0], is])
  return Object.fromEntries([...both].filter(([, [was, is]]) => !same(was, is)))
}

export type Applied =
  | { readonly ok: true; readonly entries: Map<string, Entry> }
  | { readonly ok: false; readonly conflicts: readonly string[] }

/** The entries after the edit, in their old order with additions last; or the ids whose `was` is not what is there. All or nothing. */
export function apply(entries: ReadonlyMap<string, Entry>, edit: Edit): Applied {
  const changes = Object.entries(edit)
  const conflicts = changes.flatMap(([id, [was]]) => (same(was, entries.get(id) ?? null) ? [] : [id]))
  if (conflicts.length > 0) return { ok: false, conflicts }
  const next = new Map(entries)
  for (const [id, [, is]] of changes) {
    if (is) next.set(id, is)
    else next.delete(id)
  }
  return { ok: true, entries: next }
}
