import type Database from 'better-sqlite3'
import { z } from 'zod'
import { foldAll, snapshot } from '../../shared/logic/live.ts'
import { untouched } from '../../shared/logic/live-run.ts'
import { atOnce, type Paced } from '../../shared/logic/paced.ts'
import type { Event } from '../../shared/model/event.ts'
import type { RunId } from '../../shared/model/id.ts'
import type { Plan } from '../../shared/model/plan.ts'
import { RunRecord } from '../../shared/model/run.ts'
import { durably } from './database.ts'
import { isLarge, openRunParts, withoutSteps, type RunParts } from './run-parts.ts'

/** What ran, when, and how far it came. */
export interface Runs {
  /** Keeps a run, as work that can be laid down: of a large one a part before each `yield`. */
  keeping(run: RunRecord): Paced<void>
  one(id: RunId): RunRecord | null
  planOf(id: RunId): Plan | null
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
 * A run's beginning is on disk when `keeping` is over, or `keeping` throws and nothing should begin. Its end is on disk when `keeping` is
 * over, or `failed` is told. Progress is not written here: the events of a run say it, each once, and whoever finds a run that never ended
 * follows them (`eventsOf`). Writing all steps at each change would cost the square of their number.
 */
export function openRuns(database: Database.Database, eventsOf: (run: RunId) => Event[], failed: (cause: unknown) => void): Runs {
  const { begin, end, rewish, select } = statements(database)
  const parts = openRunParts(database)
  /** Runs that go on, as they are now, and those whose end could not be written yet. */
  const open = new Map<RunId, RunRecord>()
  const begun = new Set<RunId>()
  const read = reader((id) => select.one.get(id), parts)

  const stepsColumn = (run: RunRecord) => (isLarge(run.plan) ? '{}' : JSON.stringify(run.steps))
  function* endsOf(run: RunRecord): Paced<void> {
    if (run.ended !== null && isLarge(run.plan)) yield* parts.write(run.id, 'steps', stepsIn(run))
  }
  function* beginning(run: RunRecord): Paced<void> {
    const { id, workspace, plan, began, ended, verdict } = run
    if (isLarge(plan)) {
      yield* parts.write(id, 'plan', plan.steps)
      yield* parts.write(id, 'left', plan.left)
    }
    yield* endsOf(run)
    const kept = JSON.stringify(isLarge(plan) ? withoutSteps(plan) : plan)
    durably(database, () => begin.run(id, workspace, kept, began, ended, verdict, stepsColumn(run), wishOf(run)))
    begun.add(id)
    if (ended === null) open.set(id, run)
  }
  /** Writes all ends that are not written yet. */
  function* ending(): Paced<void> {
    try {
      for (const run of [...open.values()]) {
        if (run.ended === null) continue
        yield* endsOf(run)
        durably(database, () => end.run(run.ended, run.verdict, stepsColumn(run), wishOf(run), run.id))
        open.delete(run.id)
      }
    } catch (cause) {
      failed(cause)
    }
  }
  const recordOf = (mark: Mark): RunRecord[] => {
    const going = open.get(mark.id)
    if (going) return [{ ...going, steps: copied(going.steps) }]
    const run = read(mark)
    if (!run) return []
    return [run.ended === null ? followed(run, eventsOf(run.id)) : run]
  }

  return {
    *keeping(run) {
      const ended = run.ended !== null && !open.has(run.id) && select.mark.get(run.id)?.ended === run.ended
      if (ended) return void durably(database, () => rewish.run(wishOf(run), run.id))
      if (!begun.has(run.id)) return yield* beginning(run)
      open.set(run.id, run)
      if (run.ended !== null) yield* ending()
    },
    one(id) {
      const mark = select.mark.get(id)
      return (mark && recordOf(mark)[0]) ?? null
    },
    planOf(id) {
      const mark = select.mark.get(id)
      return open.get(id)?.plan ?? (mark && read(mark)?.plan) ?? null
    },
    newest: (limit) => select.newest.all(limit).flatMap(recordOf),
    unfinished: () => select.unfinished.all().flatMap(recordOf),
    flush: () => atOnce(ending()),
  }
}

/** What became of each step of the plan, in its order. */
function* stepsIn({ plan, steps }: RunRecord) {
  for (const { id } of plan.steps) yield [id, steps[id]]
}

/** What a run that goes on changes. */
const copied = (steps: RunRecord['steps']): RunRecord['steps'] =>
  Object.fromEntries(Object.entries(steps).map(([id, step]) => [id, { ...step }]))

/** How far a run came whose engine died: what its events say, on top of what was written when it began. */
function followed(run: RunRecord, events: readonly Event[]): RunRecord {
  const told = events.filter(({ type }) => type === 'step.changed' || type === 'step.started' || type === 'step.rung')
  return foldAll(snapshot({ seen: [], open: [], runs: [run], questions: [] }, 0), told).runs[run.id]?.record ?? run
}

const wishOf = ({ only, onFailure, follows, followUp }: RunRecord) => JSON.stringify({ only, onFailure, follows, followUp })

/** Runs that ended change only in what became of them: they are parsed once. */
function reader(rowOf: (id: RunId) => Row | undefined, parts: RunParts): (mark: Mark) => RunRecord | null {
  const ended = new Map<RunId, RunRecord>()
  return (mark) => {
    const known = ended.get(mark.id)
    if (known && mark.ended === known.ended && mark.wish === wishOf(known)) return known
    const row = rowOf(mark.id)
    if (!row) return null
    const run = RunRecord.parse(joined(row, parts))
    if (run.ended === null) return run
    const [oldest] = ended.keys()
    if (oldest !== undefined && ended.size >= 500) ended.delete(oldest)
    ended.set(row.id, run)
    return run
  }
}

/** The run of a row, with the steps that are kept in parts. What nothing was written of is untouched. */
function joined({ wish, plan, steps, ...row }: Row, parts: RunParts): unknown {
  const run = { ...row, ...JSON.parse(wish), plan: JSON.parse(plan), steps: JSON.parse(steps) }
  const planned = z.array(z.looseObject({ id: z.string() })).parse(parts.read(row.id, 'plan'))
  const left = parts.read(row.id, 'left')
  if (planned.length + left.length === 0) return run
  const ends = z.array(z.tuple([z.string(), z.unknown()])).parse(parts.read(row.id, 'steps'))
  return {
    ...run,
    plan: { ...run.plan, steps: planned, left },
    steps: Object.fromEntries([...planned.map(({ id }): [string, unknown] => [id, untouched]), ...ends]),
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
    rewish: database.prepare<[string, string]>('UPDATE run SET wish = ? WHERE id = ?'),
    select: {
      one: database.prepare<[string], Row>(`SELECT ${columns} FROM run WHERE id = ?`),
      mark: database.prepare<[string], Mark>(`${marks} WHERE id = ?`),
      newest: database.prepare<[number], Mark>(`${marks} ORDER BY began DESC, number DESC LIMIT ?`),
      unfinished: database.prepare<[], Mark>(`${marks} WHERE ended IS NULL ORDER BY began DESC, number DESC`),
    },
  }
}
