import type { SeenNow } from '../../shared/contract/contract.ts'
import type { Event } from '../../shared/model/event.ts'
import type { Condition } from '../../shared/model/machine.ts'
import type { Problem } from '../../shared/model/problem.ts'
import type { Question } from '../../shared/model/question.ts'
import type { RunRecord } from '../../shared/model/run.ts'

/** What a machine was when it was last looked at. `at`: ms since 1970; null when nobody told. */
export interface Sight {
  readonly machine: string
  readonly condition: Condition
  readonly note: string | null
  readonly at: number | null
}
/** One line of a step's log. */
export interface Line {
  readonly at: number
  readonly text: string
}
/** The readiness probe a step waits for. */
export interface Trial {
  readonly probe: number
  readonly tries: number
  readonly answer: string
  readonly passed: boolean
  readonly at: number
}
/** A run as it is kept, and what was said and tried in it while this screen listened. */
export interface LiveRun {
  readonly record: RunRecord
  /** The last event of this run that was taken in; 0 when only the record is known. */
  readonly seq: number
  readonly said: Readonly<Record<string, readonly Line[]>>
  readonly trials: Readonly<Record<string, readonly Trial[]>>
}
/** Everything that is going on, as a fold over the events: the same events give the same screen. */
export interface Live {
  readonly seq: number
  readonly seen: Readonly<Record<string, Sight>>
  readonly runs: Readonly<Record<string, LiveRun>>
  /** Sessions whose window is open. */
  readonly open: readonly string[]
  readonly questions: readonly Question[]
}

export const nothing: Live = { seq: 0, seen: {}, runs: {}, open: [], questions: [] }

/** Takes in one event. An event that was already taken changes nothing. */
export function fold(live: Live, event: Event): Live {
  if (event.seq <= live.seq) return live
  return { ...live, seq: event.seq, ...change(live, event) }
}

function change(live: Live, event: Event): Partial<Live> {
  switch (event.type) {
    case 'machine.seen':
      return { seen: { ...live.seen, [event.component]: sight(event, event.at) } }
    case 'window.changed': {
      const others = live.open.filter((id) => id !== event.session)
      return { open: event.state === 'open' ? [...others, event.session] : others }
    }
    case 'question.asked':
      return { questions: [...live.questions.filter((one) => one.id !== event.question.id), event.question] }
    case 'question.answered':
      return { questions: live.questions.filter((one) => one.id !== event.question) }
    case 'document.changed':
      return {}
    default:
      return foldRun(live, event)
  }
}

type RunEvent = Extract<Event, { run: unknown }>

function foldRun(live: Live, event: RunEvent): Partial<Live> {
  if (event.type === 'run.began') return { runs: { ...live.runs, [event.run]: begun(event) } }
  const run = live.runs[event.run]
  return run ? { runs: { ...live.runs, [event.run]: advanced(run, event) } } : {}
}

function begun({ run, workspace, plan, at, seq }: Extract<Event, { type: 'run.began' }>): LiveRun {
  const untouched = { status: 'waiting' as const, began: null, started: null, ended: null, problem: null }
  const steps = Object.fromEntries(plan.steps.map((step) => [step.id, untouched]))
  return { record: { id: run, workspace, plan, began: at, ended: null, verdict: null, steps }, seq, said: {}, trials: {} }
}

/** One run after one more event of its own. */
export function advanced(was: LiveRun, event: Exclude<RunEvent, { type: 'run.began' }>): LiveRun {
  if (event.seq <= was.seq) return was
  const run = { ...was, seq: event.seq }
  const { record } = run
  if (event.type === 'run.ended') return { ...run, record: { ...record, ended: event.at, verdict: event.verdict } }
  if (event.type === 'step.said') {
    const lines = [...(run.said[event.step] ?? []), { at: event.at, text: event.line }].slice(-500)
    return { ...run, said: { ...run.said, [event.step]: lines } }
  }
  if (event.type === 'step.probed') {
    const { probe, tries, answer, passed, at } = event
    const others = (run.trials[event.step] ?? []).filter((one) => one.probe !== probe)
    const trials = [...others, { probe, tries, answer, passed, at }].sort((a, b) => a.probe - b.probe)
    return { ...run, trials: { ...run.trials, [event.step]: trials } }
  }
  const step = record.steps[event.step]
  if (!step) return run
  const next =
    event.type === 'step.started'
      ? { ...step, started: event.at }
      : {
          ...step,
          status: event.status,
          began: step.began ?? (event.status === 'running' ? event.at : null),
          ended: isOver(event.status) ? event.at : null,
          problem: event.problem ?? step.problem ?? null,
        }
  return { ...run, record: { ...record, steps: { ...record.steps, [event.step]: next } } }
}

const isOver = (status: string) => ['done', 'failed', 'skipped', 'cancelled'].includes(status)

/** Why the run went wrong: the problems of its failed steps, in the order of the plan. */
export const problemsOf = ({ plan, steps }: RunRecord): Problem[] =>
  plan.steps.flatMap((step) => {
    const of = steps[step.id]
    return of?.status === 'failed' && of.problem ? [of.problem] : []
  })

/** What a snapshot says about one machine. */
export const sight = ({ machine, condition, note }: SeenNow, at: number | null): Sight => ({ machine, condition, note: note ?? null, at })
