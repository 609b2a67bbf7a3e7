import type { Effect, Input, Outcome, Run } from '../../shared/logic/run-state.ts'
import { advance, newRun } from '../../shared/logic/run.ts'
import type { Plan, Step } from '../../shared/model/plan.ts'
import { within } from './clock.ts'

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

/** Runs a plan to its end. All judgement is in `advance`; here are only hands. */
export function drive(plan: Plan, hands: Hands, stop: Stop): Promise<Run> {
  const { promise, resolve } = Promise.withResolvers<Run>()
  const aborts = new Map<string, AbortController>()
  const over = new AbortController()
  const inputs: Input[] = []
  let run = newRun(plan)
  let feeding = false

  /** One input after the other: an effect may bring the next input before its own turn is over. */
  const feed = (input: Input) => {
    inputs.push(input)
    if (feeding) return
    feeding = true
    for (let next = inputs.shift(); next; next = inputs.shift()) {
      const [after, effects] = advance(run, next)
      run = after
      for (const effect of effects) carryOut(effect)
    }
    feeding = false
  }
  const carryOut = (effect: Effect) => {
    hands.tell(effect)
    if (effect.type === 'perform') void start(effect.step)
    if (effect.type === 'rest') void rest(effect.step, effect.ms)
    if (effect.type === 'abort') aborts.get(effect.step)?.abort()
    if (effect.type === 'ended') {
      over.abort()
      resolve(run)
    }
  }
  const start = async (step: Step) => {
    const abort = new AbortController()
    aborts.set(step.id, abort)
    const outcome = await hands.perform(step, within(step.timeoutMs, abort.signal), () => feed({ type: 'started', step: step.id }))
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
