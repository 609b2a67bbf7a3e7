import type Database from 'better-sqlite3'
import { crc32 } from 'node:zlib'
import { z } from 'zod'
import { Entry } from '../../shared/model/document.ts'
import { ProblemError } from '../../shared/model/problem.ts'
import { Damage } from './faults.ts'

interface Row {
  readonly id: string
  readonly body: string
  readonly sum: number | null
}

export const sumOf = (body: string) => crc32(body)

/**
 * All entries, in the order they came. What was checked against this very model when it was written, and has its checksum still, is not
 * checked again: with 10,000 machines that is most of the time a start takes. Throws Damage, and `inventory.newer` for sound entries
 * that this model does not know.
 */
export function loadEntries(database: Database.Database): Map<string, Entry> {
  const model = String(crc32(JSON.stringify(z.toJSONSchema(Entry))))
  const known = database.prepare<[], string>("SELECT value FROM mark WHERE name = 'model'").pluck().get() === model
  const entries = new Map<string, Entry>()
  const checked: Entry[] = []
  for (const { id, body, sum } of database.prepare<[], Row>('SELECT id, body, sum FROM entry ORDER BY number').iterate()) {
    if (sum !== null && sum !== sumOf(body)) throw new Damage(`the entry ${id} is not what was written`)
    const data = parseJson(id, body)
    const entry = known && sum !== null ? data : check(id, data, sum !== null)
    if (entry.id !== id) throw new Damage(`the entry ${id} holds ${entry.id}`)
    if (entry !== data) checked.push(entry)
    entries.set(id, entry)
  }
  if (!known || checked.length > 0) keepChecked(database, checked, model)
  return entries
}

/** Typed as what was written; the checksum and the model's mark are the proof, or else `check` is. */
function parseJson(id: string, body: string): Entry {
  try {
    return JSON.parse(body)
  } catch (cause) {
    throw new Damage(`the entry ${id} is not JSON`, { cause })
  }
}

function check(id: string, data: unknown, sound: boolean): Entry {
  const read = Entry.safeParse(data)
  if (read.success) return read.data
  const [issue] = read.error.issues
  const why = `${[id, ...(issue?.path ?? [])].join('.')}: ${issue?.message ?? 'not known'}`
  if (!sound) throw new Damage(`the entry ${id} makes no sense: ${why}`)
  throw new ProblemError({
    code: 'inventory.newer',
    severity: 'error',
    title: 'The inventory was written by a newer ServiceComposer',
    message: `It holds something this program does not know (${why}). The file was left untouched.`,
    hint: 'Use the newer program.',
    detail: why,
  })
}

function keepChecked(database: Database.Database, entries: readonly Entry[], model: string): void {
  const put = database.prepare<[string, number, string]>('UPDATE entry SET body = ?, sum = ? WHERE id = ?')
  const mark = database.prepare<[string]>(
    "INSERT INTO mark (name, value) VALUES ('model', ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
  )
  const keep = database.transaction(() => {
    for (const entry of entries) {
      const body = JSON.stringify(entry)
      put.run(body, sumOf(body), entry.id)
    }
    mark.run(model)
  })
  keep()
}
