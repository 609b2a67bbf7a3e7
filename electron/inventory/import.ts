import { same } from '../../shared/logic/same.ts'
import type { Edit, Entry } from '../../shared/model/document.ts'
import type { WorkspaceId } from '../../shared/model/id.ts'
import type { Problem } from '../../shared/model/problem.ts'
import { readText } from './read-text.ts'

/** What importing a file would do. */
export interface Import {
  /** Empty with any problem of severity `error`, and when everything is there already. */
  readonly edit: Edit
  /** The workspaces the file speaks of, changed or not. */
  readonly workspaces: WorkspaceId[]
  readonly problems: Problem[]
}

/** The edit that makes `current` hold what the file says. What the file does not speak of stays as it is. */
export function importEdit(text: string, current: readonly Entry[]): Import {
  const { entries, problems } = readText(text, current)
  const there = new Map(current.map((entry) => [entry.id, entry]))
  const edit: Edit = {}
  for (const entry of entries) {
    const was = there.get(entry.id) ?? null
    if (!same(was, entry)) edit[entry.id] = [was, entry]
  }
  return { edit, workspaces: entries.flatMap((entry) => (entry.type === 'workspace' ? [entry.id] : [])), problems }
}
