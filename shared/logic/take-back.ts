import type { LeftAlone, Plan, Step, Verb } from '../model/plan.ts'
import { EXPECTED, stepId } from './draft.ts'
import { ladderMs } from './ladder.ts'
import { nearest } from './order.ts'
import { lowestFirst } from './plan.ts'

/**
 * Rollback is no mode of the engine: it is the plan that takes back what this plan did, top first. `did` holds the steps
 * that ended well, and those that failed after their target was powered. What cannot be taken back, or was so before, is
 * listed as left alone.
 */
export function takeBack(plan: Plan, did: ReadonlySet<string>): Plan {
  const back = new Map<string, Step & { opposite: Verb }>()
  const left: LeftAlone[] = []
  for (const step of plan.steps) {
    if (!did.has(step.id)) continue
    if (step.opposite) back.set(step.id, { ...step, opposite: step.opposite })
    else left.push({ target: step.target, name: step.name, reason: `stays as it is: ${step.cause.split(',')[0] ?? step.cause} before` })
  }
  const waiting = new Map<string, { to: string }[]>(plan.steps.map(({ id }) => [id, []]))
  for (const { id, needs } of plan.steps) for (const { step } of needs) waiting.get(step)?.push({ to: id })

  const steps = [...back.values()].map((step): Step => {
    const first = nearest(step.id, (id) => waiting.get(id) ?? [], { arrives: (id) => back.has(id), passes: (id) => waiting.has(id) })
    return {
      ...step,
      id: stepId(step.opposite, step.target),
      verb: step.opposite,
      needs: [...new Set(first.map(({ to }) => to))].flatMap((id) => {
        const above = back.get(id)
        return above ? [{ step: stepId(above.opposite, above.target), gate: 'done' as const }] : []
      }),
      cause: 'taken back',
      expect: EXPECTED[step.opposite],
      attempts: 1,
      timeoutMs: step.opposite === 'stop' ? ladderMs(step.rungs) : step.timeoutMs,
      opposite: null,
    }
  })
  return { ...plan, goal: plan.goal === 'up' ? 'down' : 'up', steps: lowestFirst(steps), left }
}
