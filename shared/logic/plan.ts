import type { Plan, Step } from '../model/plan.ts'
import type { PlanInput } from './draft.ts'
import { order } from './order.ts'
import { actSteps } from './plan-act.ts'
import { downSteps } from './plan-down.ts'
import { upSteps } from './plan-up.ts'

/**
 * Wished and seen in, steps out, each after all it needs. No clock, no disk, no network: the same input gives the same
 * plan. Members with problems (`membersOf`, `check`) still give a plan to look at, but one that must not be run.
 */
export function makePlan(input: PlanInput): Plan {
  const { goal, basis, limits } = input
  const { steps, left } = goal === 'up' ? upSteps(input) : goal === 'down' ? downSteps(input) : actSteps(input, goal)
  return { goal, basis, limits, steps: lowestFirst(steps), left }
}

/** Steps of a circle keep the order in which they came: it is `check` that names the circle. */
export function lowestFirst(steps: readonly Step[]): Step[] {
  const sorted = order(steps, ({ needs }) => needs.map(({ step }) => step))
  if (!sorted.ok) return [...steps]
  const byId = new Map(steps.map((step) => [step.id, step]))
  return sorted.ids.flatMap((id) => byId.get(id) ?? [])
}
