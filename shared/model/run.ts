import { z } from 'zod'
import { ComponentId, RunId, WorkspaceId } from './id.ts'
import { Plan, StepStatus } from './plan.ts'
import { Problem } from './problem.ts'

/** `interrupted`: the engine ended before the run did; found again at its next start. */
export const Verdict = z.enum(['done', 'failed', 'cancelled', 'interrupted'])
export type Verdict = z.infer<typeof Verdict>

/** After a failed start: keep what came up, try the failed branch again, or take back what this run started. */
export const OnFailure = z.enum(['keep', 'retry', 'unwind'])
export type OnFailure = z.infer<typeof OnFailure>

/** What became of a run that did not end well: once one of these was chosen, it is not offered again. */
export const FollowUp = z.enum(['continued', 'retried', 'taken-back', 'left'])
export type FollowUp = z.infer<typeof FollowUp>

/** One run as it is kept: what was planned, how far it came. Times in ms since 1970. */
export const RunRecord = z.strictObject({
  id: RunId,
  workspace: WorkspaceId,
  plan: Plan,
  began: z.number(),
  ended: z.number().nullable(),
  verdict: Verdict.nullable(),
  /** The part that was meant; null is all of the workspace. */
  only: z.array(ComponentId).nullable().default(null),
  onFailure: OnFailure.default('keep'),
  /** The run that this one follows up. */
  follows: RunId.nullable().default(null),
  followUp: FollowUp.nullable().default(null),
  steps: z.record(
    z.string(),
    z.strictObject({
      status: StepStatus,
      began: z.number().nullable(),
      started: z.number().nullable(),
      ended: z.number().nullable(),
      problem: Problem.nullable(),
      /** Of a stop: the rung of its ladder on which it stands or stood last. */
      rung: z.int().nullable().default(null),
    }),
  ),
})
export type RunRecord = z.infer<typeof RunRecord>
