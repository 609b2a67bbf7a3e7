import type Database from 'better-sqlite3'
import { foldAll, snapshot } from '../../shared/logic/live.ts'
import type { Event } from '../../shared/model/event.ts'
import type { RunId } from '../../shared/model/id.ts'
import { RunRecord } from '../../shared/model/run.ts'
import { durably } from './database.ts'

/** What ran, when, and how far it came. */
export interface Runs {
  keep(run: RunRecord): void
  one(id: RunId): RunRecord | null
  newest(limit: number): RunRecord[]
  unfinished(): RunRecord[]
  /** Writes ends that the disk has refused so far. */
  flush(): void
}

/** What changes of a run that has ended. */
interface Mark {
  readonly id: RunId
  readonly ended: number | null
  readonly wish: string
}
interface Row extends Mark {
  readonly workspace: string
  readonly plan: string
  readonly began: number
  readonly verdict: string | null
  readonly steps: string
}

/**
 * A run's beginning is on disk when `keep` returns, or `keep` throws and nothing should begin. Its end is on disk when `keep` returns, or
 * `failed` is told. Progress is not written here: the events of a run say it, each once, and whoever finds a run that never ended follows
 * them (`eventsOf`). Writing all steps at each change would cost the square of their number.
 */
export function openRuns(database: Database.Database, eventsOf: (run: RunId) => Event[], failed: (cause: unknown) => void): Runs {
  const { begin, end, select } = statements(database)
  /** Runs that go on, as they are now, and those whose end could not be written yet. */
  const open = new Map<RunId, RunRecord>()
  const begun = new Set<RunId>()
  const read = reader((id) => select.one.get(id))

  const flush = () => {
    try {
      for (const run of open.values()) {
        if (run.ended === null) continue
        end.run(run.ended, run.verdict, JSON.stringify(run.steps), wishOf(run), run.id)
        open.delete(run.id)
      }
    } catch (cause) {
      failed(cause)
    }
  }
  const recordOf = (mark: Mark): RunRecord[] => {
    const going = open.get(mark.id)
    if (going) return [{ ...going, steps: structuredClone(going.steps) }]
    const run = read(mark)
    if (!run) return []
    return [run.ended === null ? followed(run, eventsOf(run.id)) : run]
  }

  return {
    keep(run) {
      if (!begun.has(run.id)) {
        const steps = JSON.stringify(run.steps)
        durably(database, () =>
          begin.run(run.id, run.workspace, JSON.stringify(run.plan), run.began, run.ended, run.verdict, steps, wishOf(run)),
        )
        begun.add(run.id)
        if (run.ended === null) open.set(run.id, run)
        return
      }
      open.set(run.id, run)
      if (run.ended !== null) durably(database, flush)
    },
    one(id) {
      const mark = select.mark.get(id)
      return (mark && recordOf(mark)[0]) ?? null
    },
    newest: (limit) => select.newest.all(limit).flatMap(recordOf),
    unfinished: () => select.unfinished.all().flatMap(recordOf),
    flush,
  }
}

/** How far a run came whose engine died: what its events say, on top of what was written when it began. */
function followed(run: RunRecord, events: readonly Event[]): RunRecord {
  const told = events.filter(({ type }) => type === 'step.changed' || type === 'step.started' || type === 'step.rung')
  return foldAll(snapshot({ seen: [], open: [], runs: [run], questions: [] }, 0), told).runs[run.id]?.record ?? run
}

const wishOf = ({ only, onFailure, follows, followUp }: RunRecord) => JSON.stringify({ only, onFailure, follows, followUp })

/** Runs that ended change only in what became of them: they are parsed once. */
function reader(rowOf: (id: RunId) => Row | undefined): (mark: Mark) => RunRecord | null {
  const ended = new Map<RunId, RunRecord>()
  return (mark) => {
    const known = ended.get(mark.id)
    if (known && mark.ended === known.ended && mark.wish === wishOf(known)) return known
    const row = rowOf(mark.id)
    if (!row) return null
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
  const marks = 'SELECT id, ended, wish FROM run'
  return {
    begin: database.prepare<[string, string, string, number, number | null, string | null, string, string]>(
      `INSERT INTO run (${columns}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (id) DO UPDATE SET ended = excluded.ended, verdict = excluded.verdict, steps = excluded.steps, wish = excluded.wish`,
    ),
    end: database.prepare<[number | null, string | null, string, string, string]>(
      'UPDATE run SET ended = ?, verdict = ?, steps = ?, wish = ? WHERE id = ?',
    ),
    select: {
      one: database.prepare<[string], Row>(`SELECT ${columns} FROM run WHERE id = ?`),
      mark: database.prepare<[string], Mark>(`${marks} WHERE id = ?`),
      newest: database.prepare<[number], Mark>(`${marks} ORDER BY began DESC, number DESC LIMIT ?`),
      unfinished: database.prepare<[], Mark>(`${marks} WHERE ended IS NULL ORDER BY began DESC, number DESC`),
    },
  }
}
