import type { Event } from '../model/event.ts'
import type { Step, StepStatus } from '../model/plan.ts'
import type { RunRecord } from '../model/run.ts'
import type { Own } from './own.ts'

/** One line of a step's log. */
export interface Line {
  readonly at: number
  readonly text: string
}

/** The newest try of one readiness probe of a step. */
export interface Trial {
  readonly probe: number
  readonly tries: number
  readonly answer: string
  readonly passed: boolean
  readonly at: number
}

/** When a stop came to a rung of its ladder. */
export interface Climb {
  readonly rung: number
  readonly at: number
}

/** A run as it is kept, and what was said and tried in it while somebody listened. */
export interface LiveRun {
  readonly record: RunRecord
  /** The last event of this run that was taken in; 0 when only the record is known. */
  readonly seq: number
  /** The last lines of each step. */
  readonly said: Readonly<Record<string, readonly Line[]>>
  readonly trials: Readonly<Record<string, readonly Trial[]>>
  /** The rungs of each stop that were heard of, in their order. */
  readonly climbs: Readonly<Record<string, readonly Climb[]>>
}

/** So many lines of a step are kept; all of them are in `run.events`. */
export const LINES_KEPT = 200

export type RunEvent = Extract<Event, { run: unknown }>

export const isOver = (status: StepStatus): boolean =>
  status === 'done' || status === 'failed' || status === 'skipped' || status === 'cancelled'

/** A step of which nothing has been heard. */
export const untouched = { status: 'waiting', began: null, started: null, ended: null, problem: null, rung: null } as const

/** A run in which nothing has happened yet. */
export function begun({ run, workspace, plan, only, onFailure, follows, at, seq }: Extract<Event, { type: 'run.began' }>): LiveRun {
  const steps = Object.fromEntries(plan.steps.map(({ id }) => [id, untouched]))
  const record = { id: run, workspace, plan, began: at, ended: null, verdict: null, only, onFailure, follows, followUp: null, steps }
  return { record, seq, said: {}, trials: {}, climbs: {} }
}

/** One run after one more event of its own; what was taken in already, or names no step of it, changes nothing. */
export function foldRun(was: LiveRun, event: Exclude<RunEvent, { type: 'run.began' }>, own: Own): LiveRun {
  if (event.seq <= was.seq) return was
  const run = own(was)
  run.seq = event.seq
  if (event.type === 'run.ended') run.record = { ...run.record, ...ended(run.record, event) }
  else if (event.type === 'run.followed') run.record = { ...run.record, followUp: event.followUp }
  else if (!Object.hasOwn(run.record.steps, event.step)) return run
  else if (event.type === 'step.said') {
    const said = own(run.said)
    said[event.step] = [...(said[event.step] ?? []).slice(1 - LINES_KEPT), { at: event.at, text: event.line }]
    run.said = said
  } else if (event.type === 'step.probed') {
    const { probe, tries, answer, passed, at } = event
    const trials = own(run.trials)
    const others = (trials[event.step] ?? []).filter((one) => one.probe !== probe)
    trials[event.step] = [...others, { probe, tries, answer, passed, at }].sort((a, b) => a.probe - b.probe)
    run.trials = trials
  } else changeStep(run, event, own)
  return run
}

/** What an engine that died had not ended counts as cancelled: nobody waits for it any more, and nobody told of it. */
function ended({ steps }: RunRecord, { at, verdict }: Extract<RunEvent, { type: 'run.ended' }>) {
  if (verdict !== 'interrupted') return { ended: at, verdict }
  const over = Object.entries(steps).map(([id, step]) => [
    id,
    isOver(step.status) ? step : { ...step, status: 'cancelled' as const, ended: at },
  ])
  return { ended: at, verdict, steps: Object.fromEntries(over) }
}

function changeStep(
  run: { record: RunRecord; climbs: LiveRun['climbs'] },
  event: Extract<RunEvent, { type: 'step.changed' | 'step.started' | 'step.rung' }>,
  own: Own,
): void {
  const record = own(run.record)
  const steps = own(record.steps)
  const step = steps[event.step]
  if (!step) return
  if (event.type === 'step.started') steps[event.step] = { ...step, started: step.started ?? event.at }
  else if (event.type === 'step.rung') {
    steps[event.step] = { ...step, rung: event.rung }
    const climbs = own(run.climbs)
    climbs[event.step] = [...(climbs[event.step] ?? []), { rung: event.rung, at: event.at }]
    run.climbs = climbs
  } else {
    const { status, at, problem } = event
    steps[event.step] = {
      status,
      started: step.started,
      began: step.began ?? (status === 'running' ? at : null),
      ended: isOver(status) ? at : null,
      // A step that came right in the end has no problem, whatever its first try said.
      problem: problem ?? (status === 'done' ? null : step.problem),
      rung: step.rung,
    }
  }
  record.steps = steps
  run.record = record
}

/** What a run waits for right now, for one line: the step that began first, and the first probe of it that has not passed. */
export function waitingFor({ record, trials }: LiveRun): { readonly step: Step; readonly trial: Trial | null } | null {
  let oldest: { step: Step; began: number } | null = null
  for (const step of record.plan.steps) {
    const { status, began } = record.steps[step.id] ?? {}
    if (status === 'running' && began !== undefined && (!oldest || (began ?? 0) < oldest.began)) oldest = { step, began: began ?? 0 }
  }
  return oldest && { step: oldest.step, trial: trials[oldest.step.id]?.find(({ passed }) => !passed) ?? null }
}

/** How many steps have ended, of how many. */
export function progress({ record }: LiveRun): { readonly over: number; readonly all: number } {
  const steps = Object.values(record.steps)
  return { over: steps.filter(({ status }) => isOver(status)).length, all: steps.length }
}
