import type { SeenNow } from '../contract/contract.ts'
import type { Event } from '../model/event.ts'
import type { WorkspaceId } from '../model/id.ts'
import type { Condition } from '../model/machine.ts'
import type { Problem } from '../model/problem.ts'
import type { Question } from '../model/question.ts'
import type { RunRecord } from '../model/run.ts'
import { begun, foldRun, type LiveRun } from './live-run.ts'
import { owning, type Own } from './own.ts'

/** What a machine was when it was last looked at. `at`: ms since 1970; null when nobody told. */
export interface Sight {
  readonly machine: string
  readonly condition: Condition
  readonly note: string | null
  readonly at: number | null
}

/**
 * Everything that is going on, as a fold over the events: the same events give the same state, whoever reads them. The
 * screen, the tray and the command line all do. Nothing in it is ever changed; what an event does not touch stays the same object.
 */
export interface Live {
  /** The last event that was taken in. */
  readonly seq: number
  readonly seen: Readonly<Record<string, Sight>>
  readonly runs: Readonly<Record<string, LiveRun>>
  /** Sessions whose window is open. */
  readonly open: readonly string[]
  readonly questions: readonly Question[]
}

/** So many runs that have ended are kept, besides the newest of each workspace. */
export const FINISHED_KEPT = 50

export const nothing: Live = { seq: 0, seen: {}, runs: {}, open: [], questions: [] }

/** What an engine says of itself before its events are heard: `machines.seen`, `runs.list`, `questions.open`. */
export function snapshot(
  now: { seen: readonly SeenNow[]; open: readonly string[]; runs: readonly RunRecord[]; questions: readonly Question[] },
  seq: number,
): Live {
  return {
    seq,
    seen: Object.fromEntries(now.seen.map((one) => [one.component, sight(one, null)])),
    runs: Object.fromEntries(
      now.runs.map((record): [string, LiveRun] => [record.id, { record, seq: 0, said: {}, trials: {}, climbs: {} }]),
    ),
    open: [...now.open],
    questions: [...now.questions],
  }
}

export const sight = ({ machine, condition, note }: SeenNow, at: number | null): Sight => ({ machine, condition, note: note ?? null, at })

export const fold = (live: Live, event: Event): Live => foldAll(live, [event])

/**
 * Takes in events, oldest first; what was taken in already changes nothing. Each thing that they touch is copied once,
 * so a thousand events together cost little more than one: gather what comes within a frame.
 */
export function foldAll(live: Live, events: readonly Event[]): Live {
  const own = owning()
  let now = live
  for (const event of events) {
    if (event.seq <= now.seq) continue
    const next = own(now)
    next.seq = event.seq
    change(next, event, own)
    now = next
  }
  return now
}

type Changing = { -readonly [K in keyof Live]: Live[K] }

function change(live: Changing, event: Event, own: Own): void {
  switch (event.type) {
    case 'machine.seen': {
      const seen = own(live.seen)
      seen[event.component] = sight(event, event.at)
      live.seen = seen
      return
    }
    case 'window.changed': {
      const others = live.open.filter((id) => id !== event.session)
      live.open = event.state === 'open' ? [...others, event.session] : others
      return
    }
    case 'question.asked':
      live.questions = [...live.questions.filter(({ id }) => id !== event.question.id), event.question]
      return
    case 'question.answered':
      live.questions = live.questions.filter(({ id }) => id !== event.question)
      return
    case 'document.changed':
      return
    default:
      changeRuns(live, event, own)
  }
}

function changeRuns(live: Changing, event: Extract<Event, { run: unknown }>, own: Own): void {
  const before = live.runs[event.run]
  if (event.type !== 'run.began' && !before) return
  const runs = own(live.runs)
  live.runs = runs
  if (event.type === 'run.began') runs[event.run] = begun(event)
  else if (before) runs[event.run] = foldRun(before, event, own)
  if (event.type === 'run.ended') for (const id of tooOld(Object.values(runs))) delete runs[id]
}

/** The newest run of a workspace is what its card shows, however old it is. */
function tooOld(runs: readonly LiveRun[]): string[] {
  const finished = runs.filter(({ record }) => record.ended !== null)
  if (finished.length <= FINISHED_KEPT) return []
  const newestFirst = finished.toSorted((a, b) => b.record.began - a.record.began)
  const newest = new Map<WorkspaceId, LiveRun>()
  for (const run of newestFirst) if (!newest.has(run.record.workspace)) newest.set(run.record.workspace, run)
  return newestFirst.slice(FINISHED_KEPT).flatMap((run) => (newest.get(run.record.workspace) === run ? [] : [run.record.id]))
}

/** The newest run of a workspace, and the one that goes on; null where there is none. */
export function runsOf(
  live: Pick<Live, 'runs'>,
  workspace: WorkspaceId,
): { readonly last: LiveRun | null; readonly current: LiveRun | null } {
  let [last, current]: (LiveRun | null)[] = [null, null]
  for (const run of Object.values(live.runs)) {
    if (run.record.workspace !== workspace) continue
    if (!last || run.record.began >= last.record.began) last = run
    if (run.record.ended === null && (!current || run.record.began >= current.record.began)) current = run
  }
  return { last: last ?? null, current: current ?? null }
}

/** Why a run went wrong: the problems of its failed steps, in the order of the plan. */
export const problemsOf = ({ plan, steps }: RunRecord): Problem[] =>
  plan.steps.flatMap(({ id }) => {
    const step = steps[id]
    return step?.status === 'failed' && step.problem ? [step.problem] : []
  })
