import type { Plan, Step } from '../model/plan.ts'
import type { Effect, Input } from './run-state.ts'
import { advance, newRun } from './run.ts'

/** When a step runs. `powered` is null where nobody knows. */
export interface Span {
  readonly from: number
  readonly powered: number | null
  readonly to: number
}

interface Coming {
  readonly at: number
  readonly input: Input
}

/**
 * When the steps of a plan would run if it began at `now` and each took the time that `spanOf` says of it, if it begins
 * at `from`. The run loop itself is asked, so that needs, gates, lanes and limits hold as they will; only the clock is
 * not real. What could never begin is not in the answer.
 */
export function forecast(plan: Plan, now: number, spanOf: (step: Step, from: number) => Span): Map<string, Span> {
  const spans = new Map<string, Span>()
  const coming: Coming[] = []
  let run = newRun(plan)
  const feed = ({ at, input }: Coming) => {
    const [next, effects] = advance(run, input)
    run = next
    for (const effect of effects) begin(effect, at)
  }
  const begin = (effect: Effect, at: number) => {
    if (effect.type !== 'perform') return
    const { step } = effect
    const span = spanOf(step, at)
    spans.set(step.id, span)
    if (span.powered !== null && span.powered < span.to) insert(coming, { at: span.powered, input: { type: 'started', step: step.id } })
    insert(coming, { at: span.to, input: { type: 'settled', step: step.id, outcome: { how: 'done' } } })
  }
  feed({ at: now, input: { type: 'begin' } })
  for (let next = coming.pop(); next; next = coming.pop()) feed(next)
  return spans
}

/** Latest first, so that the next one is taken from the end; of two at one time the one that came first. */
function insert(coming: Coming[], one: Coming): void {
  let [low, high] = [0, coming.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((coming[middle]?.at ?? 0) > one.at) low = middle + 1
    else high = middle
  }
  coming.splice(low, 0, one)
}
