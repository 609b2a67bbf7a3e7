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
