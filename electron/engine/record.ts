import { untouched } from '../../shared/logic/live-run.ts'
import { along, type Paced } from '../../shared/logic/paced.ts'
import type { RunId } from '../../shared/model/id.ts'
import type { StepStatus } from '../../shared/model/plan.ts'
import type { Problem } from '../../shared/model/problem.ts'
import type { RunRecord } from '../../shared/model/run.ts'

/** A run in which nothing has happened yet, still without its steps. */
export const emptyRecord = (
  id: RunId,
  { workspace, plan, only, onFailure, follows }: Pick<RunRecord, 'workspace' | 'plan' | 'only' | 'onFailure' | 'follows'>,
  began: number,
): RunRecord => ({
  id,
  workspace,
  plan,
  began,
  ended: null,
  verdict: null,
  only,
  onFailure,
  follows,
  followUp: null,
  steps: {},
})

/** Gives the record its steps: each one of its own, to be written. */
export const layOutSteps = ({ plan, steps }: RunRecord): Paced<void> => along(plan.steps, ({ id }) => (steps[id] = { ...untouched }))

/** Writes a step's change into the record, which belongs to one live run: copying a thousand steps at each change would cost more than the run. */
export function noteStatus(record: RunRecord, id: string, status: StepStatus, problem: Problem | null, now: number): void {
  const step = record.steps[id]
  if (!step) return
  step.status = status
  step.problem = problem
  if (status === 'running') step.began ??= now
  else if (status !== 'waiting' && status !== 'resting') step.ended = now
}

/** The rung on which a stop stands now. */
export function noteRung(record: RunRecord, id: string, rung: number): void {
  const step = record.steps[id]
  if (step) step.rung = rung
}

/** Whether it is the first time. */
export function noteStarted(record: RunRecord, id: string, now: number): boolean {
  const step = record.steps[id]
  if (!step || step.started !== null) return false
  step.started = now
  return true
}

/** What was not over when the engine ended counts as cancelled: nobody waits for it any more. */
export function noteInterrupted(record: RunRecord, now: number): void {
  for (const step of Object.values(record.steps)) {
    if (step.status !== 'waiting' && step.status !== 'running' && step.status !== 'resting') continue
    step.status = 'cancelled'
    step.ended = now
  }
}
