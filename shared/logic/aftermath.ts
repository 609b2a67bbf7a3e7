import { ComponentId } from '../model/id.ts'
import type { Step } from '../model/plan.ts'
import type { Problem } from '../model/problem.ts'
import type { RunRecord } from '../model/run.ts'

/** Whether a run ended otherwise than well, and nobody has said yet what shall become of it. */
export const isOpen = ({ ended, verdict, followUp }: Pick<RunRecord, 'ended' | 'verdict' | 'followUp'>): boolean =>
  ended !== null && verdict !== 'done' && followUp === null

/** The steps that did not come true: failed, skipped, or cancelled. */
export const restOf = ({ plan, steps }: RunRecord): Step[] =>
  plan.steps.filter(({ id }) => ['failed', 'skipped', 'cancelled'].includes(steps[id]?.status ?? ''))

/** The step below a skipped one that did not end well: what it waited for, or what that waited for. Null when none is known. */
export function causeOf(step: Step, { plan, steps }: RunRecord): Step | null {
  const byId = new Map(plan.steps.map((one) => [one.id, one]))
  const seen = new Set<string>()
  const open = step.needs.map((need) => need.step)
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (seen.has(id)) continue
    seen.add(id)
    const status = steps[id]?.status
    const below = byId.get(id)
    if (below && (status === 'failed' || status === 'cancelled')) return below
    if (status === 'skipped') open.push(...(below?.needs.map((need) => need.step) ?? []))
  }
  return null
}

/** A step that went wrong, with everything that is only its echo. */
export interface Failure {
  readonly step: Step
  readonly problem: Problem | null
  /** Steps that failed of the very same thing. */
  readonly alike: readonly Step[]
  /** Steps that were never begun because of it, or of those that are alike. */
  readonly skipped: readonly Step[]
}

/** What went wrong in a run, each cause once with its echoes, in the order of the plan. */
export function failuresOf(record: RunRecord): Failure[] {
  const failures: { step: Step; problem: Problem | null; alike: Step[]; skipped: Step[] }[] = []
  const of = new Map<string, (typeof failures)[number]>()
  for (const step of record.plan.steps) {
    const kept = record.steps[step.id]
    if (kept?.status !== 'failed') continue
    const { problem } = kept
    const first = failures.find((one) => problem && one.problem && isEcho(one.problem, problem))
    const own = first ?? { step, problem, alike: [], skipped: [] }
    if (first) first.alike.push(step)
    else failures.push(own)
    of.set(step.id, own)
  }
  for (const step of record.plan.steps) {
    if (record.steps[step.id]?.status !== 'skipped') continue
    const cause = causeOf(step, record)
    if (cause) of.get(cause.id)?.skipped.push(step)
  }
  return failures
}

/** Whether two steps tell of one thing: the same words about the same thing, such as a carrier that cannot be reached. */
const isEcho = (a: Problem, b: Problem): boolean =>
  a.code === b.code && a.about === b.about && a.title === b.title && a.message === b.message

/** The steps that trying one failure again is about: those that failed of it, and what was skipped because of it. */
export const branchOf = ({ step, alike, skipped }: Failure): Step[] => [step, ...alike, ...skipped]

/** The components of steps; a window stands for the machine it shows, which comes along with its own step or is ready. */
export const componentsOfSteps = (steps: readonly Step[]): ComponentId[] => [
  ...new Set(steps.flatMap(({ target }) => ComponentId.safeParse(target).data ?? [])),
]

/** The steps whose work stands: they ended well, or were given up after their target was powered. */
export const didOf = ({ steps }: Pick<RunRecord, 'steps'>): Set<string> =>
  new Set(
    Object.entries(steps).flatMap(([id, { status, started }]) =>
      status === 'done' || (started !== null && (status === 'failed' || status === 'cancelled')) ? [id] : [],
    ),
  )

/** Whether the run takes back what another one did. */
export const isTakingBack = ({ plan, follows }: RunRecord): boolean =>
  follows !== null && plan.steps.length > 0 && plan.steps.every(({ cause }) => cause === 'taken back')

/**
 * The part of the workspace that going on with a run is about. What was started and has gone down since belongs to it, so
 * it is the part that was meant; taking back is about nothing but its own steps.
 */
export const partLeft = (record: RunRecord): readonly ComponentId[] | null =>
  isTakingBack(record) ? componentsOfSteps(restOf(record)) : record.only
