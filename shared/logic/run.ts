import type { Plan, StepStatus } from '../model/plan.ts'
import { atOnce, type Paced } from './paced.ts'
import { indexing } from './run-index.ts'
import type { Effect, Input, Run } from './run-state.ts'
import { Turn } from './run-turn.ts'
import { Vector } from './vector.ts'

/** A run in which nothing has happened yet. */
export const newRun = (plan: Plan): Run => atOnce(makingRun(plan))

/** The same as work that can be laid down in between. */
export function* makingRun(plan: Plan): Paced<Run> {
  const { index, cells, lanes, roomy } = yield* indexing(plan)
  const counts = { open: plan.steps.length, running: 0, resting: 0, failed: 0, cancelled: 0 }
  return { plan, phase: 'new', verdict: null, index, cells: Vector.of(cells), lanes: Vector.of(lanes), roomy, counts }
}

/**
 * The whole engine as one pure function: what is, and what happened → what is now, and what to do. What does not fit, such
 * as the end of a step that does not run, changes nothing. The cost is in proportion to what the input frees or ends.
 */
export function advance(run: Run, input: Input): [Run, Effect[]] {
  if (run.phase === 'ended') return [run, []]
  const turn = new Turn(run)
  switch (input.type) {
    case 'begin':
      turn.begin()
      break
    case 'started':
      turn.started(input.step)
      break
    case 'settled':
      turn.settled(input.step, input.outcome)
      break
    case 'rested':
      turn.rested(input.step)
      break
    default:
      turn.drain(input.type)
  }
  return turn.end()
}

/** Throws a RangeError for a step that the plan does not have. */
export function statusOf({ index, cells }: Run, step: string): StepStatus {
  return cells.get(index.position.get(step) ?? -1).status
}

export function statuses({ plan, cells }: Run): Record<string, StepStatus> {
  return Object.fromEntries(plan.steps.map(({ id }, at) => [id, cells.get(at).status]))
}
