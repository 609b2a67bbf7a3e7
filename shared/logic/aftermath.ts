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
export const causeOf = (step: Step, record: RunRecord): Step | null => causesIn(record)(step)

/** The same for many steps of one run, in one walk over its plan, in which each stands after what it needs. */
function causesIn({ plan, steps }: RunRecord): (step: Step) => Step | null {
  const blamed = new Map<string, Step>()
  const below = ({ needs }: Step) => blamed.get(needs.findLast((need) => blamed.has(need.step))?.step ?? '') ?? null
  for (const step of plan.steps) {
    const status = steps[step.id]?.status
    const cause = status === 'skipped' ? below(step) : status === 'failed' || status === 'cancelled' ? step : null
    if (cause) blamed.set(step.id, cause)
  }
  return below
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
  const cause = causesIn(record)
  const failures: { step: Step; problem: Problem | null; alike: Step[]; skipped: Step[] }[] = []
  const of = new Map<string, (typeof failures)[number]>()
  const told = new Map<string, (typeof failures)[number]>()
  for (const step of record.plan.steps) {
    const kept = record.steps[step.id]
    if (kept?.status !== 'failed') continue
    const { problem } = kept
    const thing = problem ? thingOf(problem) : step.id
    const first = told.get(thing)
    const own = first ?? { step, problem, alike: [], skipped: [] }
    if (first) first.alike.push(step)
    else failures.push(own)
    told.set(thing, own)
    of.set(step.id, own)
  }
  for (const step of record.plan.steps) {
    if (record.steps[step.id]?.status !== 'skipped') continue
    of.get(cause(step)?.id ?? '')?.skipped.push(step)
  }
  return failures
}

/** Steps tell of one thing where this is the same: the same words about the same thing, such as a carrier that cannot be reached. */
const thingOf = ({ code, about, title, message }: Problem): string => JSON.stringify([code, about ?? null, title, message])

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
