import type { Effect, Input, Outcome, Run } from '../../shared/logic/run-state.ts'
import { advance, makingRun } from '../../shared/logic/run.ts'
import type { Plan, Step } from '../../shared/model/plan.ts'
import { inTurns } from './turns.ts'

export interface Hands {
  /** Carries out one step; resolves when it came true, or with the reason why not. Never rejects. `started` opens the first gate. */
  perform(step: Step, signal: AbortSignal, started: () => void): Promise<Outcome>
  /** Rejects when the signal aborts. */
  sleep(ms: number, signal: AbortSignal): Promise<void>
  tell(effect: Effect): void
}

/** `soft`: nothing new begins. `hard`: and what runs is aborted. */
export interface Stop {
  readonly soft: AbortSignal
  readonly hard: AbortSignal
}

/** So long one turn of the event loop may go on with effects, in ms: a cancel of a hundred thousand steps has as many. */
const TURN_MS = 10
/** So many steps begin in one turn of the event loop. */
const BEGUN_AT_ONCE = 16
/** Node's timers know no longer time. */
const LONGEST_TIMER_MS = 2 ** 31 - 1

/**
 * Runs a plan to its end. All judgement is in `advance`; here are only hands. A step is carried out in a later turn of the event loop than
 * it is told of: so what was told is on disk before anything is asked of a machine, and no run, however large, keeps the loop busy.
 */
export async function drive(plan: Plan, hands: Hands, stop: Stop): Promise<Run> {
  let run = await inTurns(makingRun(plan))
  const { promise, resolve } = Promise.withResolvers<Run>()
  const aborts = new Map<string, AbortController>()
  const over = new AbortController()
  const effects = queue<Effect>()
  const due = queue<Step>()
  let telling = false

  const feed = (input: Input) => {
    const [after, followed] = advance(run, input)
    run = after
    for (const effect of followed) effects.add(effect)
    if (!telling) tellOn()
  }
  /** In their order, and never two at once: telling may bring the next input. */
  const tellOn = () => {
    telling = true
    const until = performance.now() + TURN_MS
    for (let effect = effects.take(); effect; effect = effects.take()) {
      carryOut(effect)
      if (performance.now() > until) return void setImmediate(tellOn)
    }
    telling = false
  }
  const carryOut = (effect: Effect) => {
    hands.tell(effect)
    if (effect.type === 'perform') {
      // From now on it can be aborted, though it begins a little later.
      aborts.set(effect.step.id, new AbortController())
      due.add(effect.step)
      if (due.size() === 1) setImmediate(beginDue)
    }
    if (effect.type === 'rest') void rest(effect.step, effect.ms)
    if (effect.type === 'abort') aborts.get(effect.step)?.abort()
    if (effect.type === 'ended') {
      over.abort()
      resolve(run)
    }
  }
  const beginDue = () => {
    const batch: Step[] = []
    while (batch.length < BEGUN_AT_ONCE) {
      const step = due.take()
      if (!step) break
      batch.push(step)
    }
    if (batch.length === 0) return
    // One turn more: whatever writes in the next turn what was told in this one has been asked to before.
    setImmediate(() => {
      for (const step of batch) void start(step)
      if (due.size() > 0) beginDue()
    })
  }
  const start = async (step: Step) => {
    const abort = aborts.get(step.id) ?? new AbortController()
    const timer = setTimeout(() => abort.abort(tooLate(step)), Math.min(step.timeoutMs, LONGEST_TIMER_MS))
    // Told of, but not begun when the run was cut: then it need not begin at all.
    const outcome: Outcome = abort.signal.aborted
      ? { how: 'cancelled' }
      : await hands.perform(step, abort.signal, () => feed({ type: 'started', step: step.id }))
    clearTimeout(timer)
    aborts.delete(step.id)
    feed({ type: 'settled', step: step.id, outcome })
  }
  const rest = async (step: string, ms: number) => {
    try {
      await hands.sleep(ms, over.signal)
    } catch (cause) {
      if (over.signal.aborted) return
      throw cause
    }
    feed({ type: 'rested', step })
  }
  const cancel = () => feed({ type: 'cancel' })
  const cut = () => feed({ type: 'cut' })
  stop.soft.addEventListener('abort', cancel, { once: true, signal: over.signal })
  stop.hard.addEventListener('abort', cut, { once: true, signal: over.signal })
  feed({ type: 'begin' })
  if (stop.hard.aborted) cut()
  else if (stop.soft.aborted) cancel()
  return promise
}

const tooLate = ({ timeoutMs }: Step) => new DOMException(`not done within ${timeoutMs} ms`, 'TimeoutError')

/** First in, first out, at the same cost however many wait. */
function queue<T>(): { add(value: T): void; take(): T | undefined; size(): number } {
  let values: T[] = []
  let at = 0
  return {
    add: (value) => void values.push(value),
    take() {
      const value = values[at]
      if (value === undefined) return undefined
      if (++at === values.length) [values, at] = [[], 0]
      return value
    },
    size: () => values.length - at,
  }
}
