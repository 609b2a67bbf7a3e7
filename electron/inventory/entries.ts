import type Database from 'better-sqlite3'
import { same } from '../../shared/logic/same.ts'
import { Edit, type Entry } from '../../shared/model/document.ts'
import { durably } from './database.ts'
import type { KeptEdit } from './inventory.ts'
import { loadEntries, sumOf } from './load.ts'
import { apply } from './refuse.ts'

/** The document: its entries, and every edit that made them. */
export interface Entries {
  revision(): number
  all(): readonly Entry[]
  one(id: string): Entry | null
  edit(edit: Edit, name?: string): number
  edits(limit: number): KeptEdit[]
}

/** Reads all entries once and keeps them in memory, parsed; the file follows each edit. Throws Damage for an entry that makes no sense. */
export function openEntries(database: Database.Database, now: () => number): Entries {
  let current = loadEntries(database)
  let list: readonly Entry[] | null = null
  let revision = database.prepare<[], number>('SELECT coalesce(max(revision), 0) FROM edit').pluck().get() ?? 0
  const save = writer(database, now)

  return {
    revision: () => revision,
    all: () => (list ??= [...current.values()]),
    one: (id) => current.get(id) ?? null,
    edit(edit, name) {
      const after = apply(edit, current)
      const changed = Object.keys(edit).filter((id) => !same(current.get(id) ?? null, after.get(id) ?? null))
      if (changed.length === 0) return revision
      const kept: Edit = Object.fromEntries(changed.map((id) => [id, [current.get(id) ?? null, after.get(id) ?? null]]))
      save(kept, revision + 1, name)
      // Only now: a write that failed must leave memory as the file is.
      current = after
      list = null
      revision += 1
      return revision
    },
    edits: editReader(database),
  }
}

function writer(database: Database.Database, now: () => number): (edit: Edit, revision: number, name: string | undefined) => void {
  const put = database.prepare<[string, string, string, number, number]>(
    `INSERT INTO entry (id, type, body, revision, sum) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (id) DO UPDATE SET type = excluded.type, body = excluded.body, revision = excluded.revision, sum = excluded.sum`,
  )
  const remove = database.prepare<[string]>('DELETE FROM entry WHERE id = ?')
  const keep = database.prepare<[number, number, string | null, string]>('INSERT INTO edit (revision, at, name, edit) VALUES (?, ?, ?, ?)')
  const save = database.transaction((edit: Edit, revision: number, name: string | undefined) => {
    for (const [id, [, is]] of Object.entries(edit)) {
      if (is === null) {
        remove.run(id)
        continue
      }
      const body = JSON.stringify(is)
      put.run(id, is.type, body, revision, sumOf(body))
    }
    keep.run(revision, now(), name ?? null, JSON.stringify(edit))
  })
  return (edit, revision, name) => durably(database, () => save(edit, revision, name))
}

function editReader(database: Database.Database): (limit: number) => KeptEdit[] {
  const rows = database.prepare<[number], { revision: number; at: number; name: string | null; edit: string }>(
    'SELECT revision, at, name, edit FROM edit ORDER BY revision DESC LIMIT ?',
  )
  return (limit) => rows.all(limit).map(({ edit, ...about }) => ({ ...about, edit: Edit.parse(JSON.parse(edit)) }))
}
