import { z } from 'zod'
import { RunId, WorkspaceId } from './id.ts'
import { Plan, StepStatus } from './plan.ts'
import { Problem } from './problem.ts'

/** `interrupted`: the engine ended before the run did; found again at its next start. */
export const Verdict = z.enum(['done', 'failed', 'cancelled', 'interrupted'])
export type Verdict = z.infer<typeof Verdict>

/** One run as it is kept: what was planned, how far it came. Times in ms since 1970. */
export const RunRecord = z.strictObject({
  id: RunId,
  workspace: WorkspaceId,
  plan: Plan,
  began: z.number(),
  ended: z.number().nullable(),
  verdict: Verdict.nullable(),
  steps: z.record(
    z.string(),
    z.strictObject({
      status: StepStatus,
      began: z.number().nullable(),
      started: z.number().nullable(),
      ended: z.number().nullable(),
      problem: Problem.nullable(),
    }),
  ),
})
export type RunRecord = z.infer<typeof RunRecord>
