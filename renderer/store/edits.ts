import type { Edit, Entry } from '../../shared/model/document.ts'

/** Every entry of the document by its id. Replaced, never changed. */
export type Entries = Readonly<Record<string, Entry>>

/** The entries after the edit. */
export function applied(entries: Entries, edit: Edit): Entries {
  const next: Record<string, Entry> = { ...entries }
  for (const [id, [, is]] of Object.entries(edit)) {
    if (is) next[id] = is
    else delete next[id]
  }
  return next
}

/** The edit that takes this one back: every pair swapped. */
export const undone = (edit: Edit): Edit => Object.fromEntries(Object.entries(edit).map(([id, [was, is]]) => [id, [is, was]]))

/** Two edits as one: the first `was`, the last `is`; what ends where it began falls away. */
export function squashed(first: Edit, second: Edit): Edit {
  const both: Edit = { ...first }
  for (const [id, [was, is]] of Object.entries(second)) both[id] = [both[id]?.[0] === undefined ? was : both[id][0], is]
  return Object.fromEntries(Object.entries(both).filter(([, [was, is]]) => was !== is))
}
