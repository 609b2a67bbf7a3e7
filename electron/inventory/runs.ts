import type Database from 'better-sqlite3'
import type { RunId } from '../../shared/model/id.ts'
import { RunRecord } from '../../shared/model/run.ts'
import { durably } from './database.ts'

/** What ran, when, and how far it came. */
export interface Runs {
  keep(run: RunRecord): void
  one(id: RunId): RunRecord | null
  newest(limit: number): RunRecord[]
  unfinished(): RunRecord[]
  /** Writes what was put off. */
  flush(): void
}

interface Row {
  readonly id: string
  readonly workspace: string
  readonly plan: string
  readonly began: number
  readonly ended: number | null
  readonly verdict: string | null
  readonly steps: string
  readonly wish: string
}

/** How long the progress of a run may lie in memory only. Its events are kept apart, so that nothing is lost but this summary. */
const restMs = 200

/**
 * A run's beginning is on disk when `keep` returns, or `keep` throws and nothing should begin. Progress and end never throw: `failed` is
 * told. In between, the steps are written at most every
 * 200 ms: a run of 1,000 steps tells thousands of changes, each with the state of all steps.
 */
export function openRuns(database: Database.Database, failed: (cause: unknown) => void): Runs {
  const { begin, progress, select } = statements(database)
  const open = new Map<RunId, RunRecord>()
  const begun = new Set<RunId>()
  const read = reader()
  let timer: NodeJS.Timeout | null = null

  const update = (run: RunRecord) => progress.run(run.ended, run.verdict, JSON.stringify(run.steps), wishOf(run), run.id)
  const flush = () => {
    if (timer) clearTimeout(timer)
    timer = null
    try {
      for (const run of open.values()) update(run)
      open.clear()
    } catch (cause) {
      failed(cause)
    }
  }

  return {
    keep(run) {
      if (!begun.has(run.id)) {
        const steps = JSON.stringify(run.steps)
        durably(database, () =>
          begin.run(run.id, run.workspace, JSON.stringify(run.plan), run.began, run.ended, run.verdict, steps, wishOf(run)),
        )
        begun.add(run.id)
        return
      }
      open.set(run.id, run)
      if (run.ended !== null) return durably(database, flush)
      timer ??= setTimeout(flush, restMs).unref()
    },
    one(id) {
      flush()
      const row = select.one.get(id)
      return row ? read(row) : null
    },
    newest(limit) {
      flush()
      return select.newest.all(limit).map(read)
    },
    unfinished() {
      flush()
      return select.unfinished.all().map(read)
    },
    flush,
  }
}

const wishOf = ({ only, onFailure, follows, followUp }: RunRecord) => JSON.stringify({ only, onFailure, follows, followUp })

/** Runs that ended change only in what became of them: they are parsed once. */
function reader(): (row: Row) => RunRecord {
  const ended = new Map<string, RunRecord>()
  return (row) => {
    const known = ended.get(row.id)
    if (known && row.ended === known.ended && row.wish === wishOf(known)) return known
    const { wish, ...fields } = row
    const run = RunRecord.parse({ ...fields, ...JSON.parse(wish), plan: JSON.parse(row.plan), steps: JSON.parse(row.steps) })
    if (run.ended === null) return run
    const [oldest] = ended.keys()
    if (oldest !== undefined && ended.size >= 500) ended.delete(oldest)
    ended.set(row.id, run)
    return run
  }
}

function statements(database: Database.Database) {
  const columns = 'id, workspace, plan, began, ended, verdict, steps, wish'
  return {
    begin: database.prepare<[string, string, string, number, number | null, string | null, string, string]>(
      `INSERT INTO run (${columns}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (id) DO UPDATE SET ended = excluded.ended, verdict = excluded.verdict, steps = excluded.steps, wish = excluded.wish`,
    ),
    progress: database.prepare<[number | null, string | null, string, string, string]>(
      'UPDATE run SET ended = ?, verdict = ?, steps = ?, wish = ? WHERE id = ?',
    ),
    select: {
      one: database.prepare<[string], Row>(`SELECT ${columns} FROM run WHERE id = ?`),
      newest: database.prepare<[number], Row>(`SELECT ${columns} FROM run ORDER BY began DESC, number DESC LIMIT ?`),
      unfinished: database.prepare<[], Row>(`SELECT ${columns} FROM run WHERE ended IS NULL ORDER BY began DESC, number DESC`),
    },
  }
}
