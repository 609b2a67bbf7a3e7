import { RETRY_PAUSES_MS } from '../../shared/logic/retry.ts'
import type { Event } from '../../shared/model/event.ts'
import type { RunId } from '../../shared/model/id.ts'
import type { Plan } from '../../shared/model/plan.ts'
import { ProblemError, type Problem } from '../../shared/model/problem.ts'
import type { OnFailure, Verdict } from '../../shared/model/run.ts'
import type { Interrupts } from './interrupts.ts'
import { engineGone, type Line } from './line.ts'
import type { Output } from './output.ts'
import { lineOf } from './step-line.ts'

export interface Followed {
  readonly verdict: Verdict
  /** Why, of every step that failed. */
  readonly problems: readonly Problem[]
}

export interface Following {
  readonly plan: Plan
  /** What the engine does by itself after a start that failed; those runs are followed too. */
  readonly onFailure: OnFailure
  /** How many runs it goes on with. */
  readonly earlier?: number
}

/** So long the engine may take until a run that it begins by itself is there: it looks first. */
const BEGINS_MS = 30_000

/**
 * Starts a run and tells each step in one live line, until it ended. Ctrl-C cancels softly (what runs may finish), a second one
 * hard. Where the engine takes back or tries again after a failure, that run is followed too. Rejects with `engine.gone`.
 */
export async function follow(
  line: Line,
  output: Output,
  interrupts: Interrupts,
  { plan, onFailure, earlier = 0 }: Following,
  start: () => Promise<{ run: RunId }>,
): Promise<Followed> {
  const names = new Map<string, string>()
  const { promise, resolve, reject } = Promise.withResolvers<Verdict>()
  const early: Event[] = []
  const answers = new Set<string>()
  const problems: Problem[] = []
  const now: Now = { run: null, plan, verdict: null, next: null, tried: earlier, did: false, presses: 0 }

  const name = ({ steps }: Plan) => steps.forEach((step) => names.set(step.id, `${step.verb} ${step.name}`))
  name(plan)
  /** A probe says the same again and again: people hear it once. */
  const isNew = (event: Event): boolean => {
    if (event.type !== 'step.probed') return true
    const before = answers.size
    return answers.add(`${event.step} ${event.probe} ${event.answer}`).size > before
  }
  const hear = (event: Event): void => {
    if (now.run === null) return void early.push(event)
    if (!('run' in event)) return
    if (now.next && event.type === 'run.began' && event.follows === now.run) goOn(event, now.next)
    else if (event.run === now.run) tell(event)
  }
  const goOn = (event: Extract<Event, { type: 'run.began' }>, { timer, verdict }: NonNullable<Now['next']>): void => {
    clearTimeout(timer)
    Object.assign(now, { run: event.run, plan: event.plan, verdict, next: null, did: false, presses: 0 })
    // What is tried again may fail again: it is told by its last try.
    if (verdict === null) problems.splice(0)
    name(event.plan)
    output.progress(event, verdict === null ? 'Trying again what failed.' : 'What came up is taken back.')
  }
  const tell = (event: Event): void => {
    if (event.type === 'run.began') {
      now.plan = event.plan
      name(event.plan)
    }
    output.progress(event, isNew(event) ? lineOf(event, names) : null)
    if (event.type === 'step.changed' && event.status === 'failed' && event.problem) problems.push(event.problem)
    if (event.type === 'step.started' || (event.type === 'step.changed' && event.status === 'done')) now.did ||= undoes(event.step)
    if (event.type !== 'run.ended') return
    const pauseMs = now.verdict === null && event.verdict === 'failed' && now.plan.goal === 'up' ? pauseBefore() : null
    if (pauseMs === null) return void resolve(now.verdict ?? event.verdict)
    now.next = { timer: setTimeout(() => resolve('failed'), pauseMs + BEGINS_MS), verdict: onFailure === 'retry' ? null : 'failed' }
  }
  const undoes = (id: string) => now.plan.steps.some((step) => step.id === id && step.opposite !== null)
  /** In ms, until the engine begins by itself what follows this failure; null when nothing does. */
  const pauseBefore = (): number | null => {
    if (onFailure === 'retry') return RETRY_PAUSES_MS[now.tried++] ?? null
    return onFailure === 'unwind' && now.did ? 0 : null
  }
  const aside = (cause: unknown) => output.aside(cause instanceof ProblemError ? cause.problem : String(cause))
  const cancel = (run: RunId): void => {
    now.presses += 1
    const how = now.presses === 1 ? 'soft' : 'hard'
    output.progress({ cancelling: how }, how === 'soft' ? 'Cancelling: what runs may finish. Ctrl-C again cuts it off.' : 'Cutting off.')
    line.composer['run.cancel']({ run, how }).catch(aside)
  }
  /** The engine is told not to go on by itself. */
  const leave = (run: RunId): void => {
    line.composer['run.leave']({ run }).catch(aside)
    resolve('cancelled')
  }
  const deaf = line.listen(hear)
  line.onLost(() => reject(new ProblemError(engineGone)))
  const calm = interrupts.onInterrupt(() => {
    if (now.run !== null) (now.next ? leave : cancel)(now.run)
  })
  try {
    const begin = async () => {
      now.run = (await start()).run
      for (const event of early.splice(0)) hear(event)
    }
    const [verdict] = await Promise.all([promise, begin()])
    return { verdict, problems }
  } finally {
    clearTimeout(now.next?.timer)
    deaf()
    calm()
  }
}

/** The run that is followed now. */
interface Now {
  run: RunId | null
  plan: Plan
  /** How it ends whatever becomes of this run: it only takes back one that failed. */
  verdict: Verdict | null
  /** Set while the engine is expected to begin the next run by itself; with that one's fixed verdict. */
  next: { readonly timer: NodeJS.Timeout; readonly verdict: Verdict | null } | null
  /** How often it was tried. */
  tried: number
  /** Whether it did anything that can be taken back. */
  did: boolean
  presses: number
}
