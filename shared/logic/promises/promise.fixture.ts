import type { ComponentId } from '../../model/id.ts'
import type { Condition } from '../../model/machine.ts'
import type { Plan } from '../../model/plan.ts'
import type { RunRecord } from '../../model/run.ts'
import type { PlanInput } from '../draft.ts'
import type { Effect, Input, Run } from '../run-state.ts'

/** What is put to the test; a test of the tests hands in broken ones. */
export interface Loop {
  makePlan(input: PlanInput): Plan
  newRun(plan: Plan): Run
  advance(run: Run, input: Input): [Run, Effect[]]
  takeBack(plan: Plan, did: ReadonlySet<string>): Plan
  doneBy(chain: readonly RunRecord[], seen: (component: ComponentId) => Condition | null): { plan: Plan; did: Set<string> }
}

/** What planner and loop promise, as the design counts it: 1 to 8 of the loop, then of the plan, then across a crash. */
export const PROMISES = {
  needs: '1: no step begins before all it needs is done',
  limits: '2: never more run than may, in all and on one carrier',
  stop: '3: after a cancel or a cut nothing begins',
  end: '4: every run ends, once, and every step has an end with a name',
  cause: '5: what is skipped has a cause below it',
  mirror: '6: down is the mirror of up',
  back: '7: what was done can be taken back, top first',
  pure: '8: a run is never changed, and the same input does the same',
  wished: '9: only what is not yet as wished becomes a step, and all of that does',
  part: '10: a part brings along what the plan says it must, and nothing else',
  floor: '11: nothing is stopped while something stands on it',
  shared: '12: what another workspace uses is left running, with all that carries it',
  order: '13: nothing is started before what it comes after, or stopped before what comes after it',
  twice: '14: nothing is started that is on, and nothing stopped that is off',
  goal: '15: a run that went well, and going on with one that did not, reach the goal',
  only: '16: taking back undoes what was done, and nothing else',
  across: '17: the order holds across a crash',
} as const
export type Promised = keyof typeof PROMISES

/** A promise that was not kept. */
export class Broken extends Error {
  readonly promised: Promised
  readonly how: string
  constructor(promised: Promised, how: string) {
    super(`promise ${PROMISES[promised]}. Broken: ${how}`)
    this.promised = promised
    this.how = how
  }
}

/** `how` is said only when it is needed: most promises are kept, many million times. */
export function promise(promised: Promised, kept: boolean, how: () => string): void {
  if (!kept) throw new Broken(promised, how())
}

/** How often the random stories have met what: a promise that was never put to the test is not kept. */
export const nothingYet = () => ({
  stacks: 0,
  runs: 0,
  begun: 0,
  rested: 0,
  failed: 0,
  skipped: 0,
  cancelled: 0,
  cancels: 0,
  cuts: 0,
  crashes: 0,
  crashesInBack: 0,
  deaths: 0,
  late: 0,
  parts: 0,
  shared: 0,
  continued: 0,
  takenBack: 0,
  left: 0,
  reached: 0,
  undone: 0,
})
export type Tally = ReturnType<typeof nothingYet>

/** A number from 0 up to, not including, `below`. */
export type Roll = (below: number) => number
