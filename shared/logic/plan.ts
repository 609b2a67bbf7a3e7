import type { Plan, Step } from '../model/plan.ts'
import type { PlanInput } from './draft.ts'
import { inOrder } from './order.ts'
import { atOnce, type Paced } from './paced.ts'
import { actSteps } from './plan-act.ts'
import { downSteps } from './plan-down.ts'
import { upSteps } from './plan-up.ts'

/**
 * Wished and seen in, steps out, each after all it needs. No clock, no disk, no network: the same input gives the same
 * plan. Members with problems (`membersOf`, `check`) still give a plan to look at, but one that must not be run.
 */
export const makePlan = (input: PlanInput): Plan => atOnce(makingPlan(input))

/** The same as work that can be laid down in between. */
export function* makingPlan(input: PlanInput): Paced<Plan> {
  const { goal, basis, limits } = input
  const { steps, left } = goal === 'up' ? yield* upSteps(input) : goal === 'down' ? yield* downSteps(input) : yield* actSteps(input, goal)
  return { goal, basis, limits, steps: yield* sorting(steps), left }
}

/** Steps of a circle keep the order in which they came: it is `check` that names the circle. */
export const lowestFirst = (steps: readonly Step[]): Step[] => atOnce(sorting(steps))

function* sorting(steps: readonly Step[]): Paced<Step[]> {
  return (yield* inOrder(steps, ({ needs }) => needs.map(({ step }) => step))) ?? [...steps]
}
