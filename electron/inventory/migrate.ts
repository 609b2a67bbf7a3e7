import type Database from 'better-sqlite3'
import { ProblemError } from '../../shared/model/problem.ts'
import { freeName } from './aside.ts'
import { sql as tables } from './migrations/0001-tables.ts'
import { sql as sums } from './migrations/0002-sums.ts'
import { sql as followUps } from './migrations/0003-follow-ups.ts'
import { sql as runParts } from './migrations/0004-run-parts.ts'

/** SQL that leads from version n to n + 1. Never changed once released; only added to. */
export const migrations: readonly string[] = [tables, sums, followUps, runParts]

/** Marks the file as ours (`PRAGMA application_id`): "SCmp". */
const ours = 0x53436d70

/**
 * Brings the tables to the newest version, in one transaction: a step that fails leaves the file as it was. Before an older inventory is
 * changed it is copied to `<name>.version-<n>`, so that the older program can still be used. Throws `inventory.newer`,
 * `inventory.foreign` and `inventory.migration`; SQLite's own errors come through.
 */
export function migrate(database: Database.Database, path: string, steps: readonly string[] = migrations): void {
  const version = number(database, 'user_version')
  refuseForeign(database, path, version)
  if (version > steps.length) throw newer(path, version, steps.length)
  if (version === steps.length) return
  if (version > 0 && !database.memory) database.prepare('VACUUM INTO ?').run(freeName(`${path}.version-${version}`))
  let reached = version
  const climb = database.transaction(() => {
    for (const step of steps.slice(version)) {
      database.exec(step)
      reached += 1
    }
    database.pragma(`application_id = ${ours}`)
    database.pragma(`user_version = ${reached}`)
  })
  try {
    climb.exclusive()
  } catch (cause) {
    if (!(cause instanceof Error) || !isOurFault(cause)) throw cause
    throw failed(path, reached, cause)
  }
}

function refuseForeign(database: Database.Database, path: string, version: number): void {
  const known = number(database, 'application_id') === ours
  const empty = database.prepare('SELECT 1 FROM sqlite_schema LIMIT 1').get() === undefined
  if (known || (empty && version === 0)) return
  throw new ProblemError({
    code: 'inventory.foreign',
    severity: 'error',
    title: 'This file belongs to another program',
    message: `${path} is an SQLite database, but not an inventory of ServiceComposer. It was left untouched.`,
    hint: 'Choose another data folder, or move that file away.',
  })
}

const newer = (path: string, version: number, known: number) =>
  new ProblemError({
    code: 'inventory.newer',
    severity: 'error',
    title: 'The inventory was written by a newer ServiceComposer',
    message: `${path} has version ${version}; this program knows versions up to ${known}. The file was left untouched.`,
    hint: `Use the newer program, or put back the copy it made before it changed the file (${path}.version-${known}).`,
  })

const failed = (path: string, reached: number, cause: Error) =>
  new ProblemError(
    {
      code: 'inventory.migration',
      severity: 'error',
      title: 'The inventory could not be brought to this version',
      message: `The step from version ${reached} to ${reached + 1} of ${path} failed: ${cause.message}. The file is as it was.`,
      hint: 'Use the program version you had before, and report this with the message above.',
    },
    { cause },
  )

/** A statement that SQLite cannot carry out is the step's fault; a full or failing disk is not. */
const isOurFault = (cause: Error) =>
  !('code' in cause) || cause.code === 'SQLITE_ERROR' || String(cause.code).startsWith('SQLITE_CONSTRAINT')

const number = (database: Database.Database, pragma: string) => Number(database.pragma(pragma, { simple: true }))
