import { z } from 'zod'
import { Edit } from './document.ts'
import { ComponentId, MachineId, RunId, SessionId, WorkspaceId } from './id.ts'
import { Condition } from './machine.ts'
import { Plan, StepStatus } from './plan.ts'
import { Problem } from './problem.ts'
import { Question } from './question.ts'
import { FollowUp, OnFailure, Verdict } from './run.ts'

/** `seq` counts without gaps; `at` is milliseconds since 1970. */
const stamp = { seq: z.int(), at: z.number() }

/** How a run began; as in `RunRecord`. */
const began = {
  only: z.array(ComponentId).nullable().default(null),
  onFailure: OnFailure.default('keep'),
  follows: RunId.nullable().default(null),
}

/** Everything that happened, in order. The screen, the tray, the log and the command line all read this. */
export const Event = z.discriminatedUnion('type', [
  z.object({ ...stamp, type: z.literal('run.began'), run: RunId, workspace: WorkspaceId, plan: Plan, ...began }),
  z.object({ ...stamp, type: z.literal('run.ended'), run: RunId, workspace: WorkspaceId, verdict: Verdict }),
  z.object({ ...stamp, type: z.literal('step.changed'), run: RunId, step: z.string(), status: StepStatus, problem: Problem.optional() }),
  /** The act was accepted and the target is powered; what follows is probing. */
  z.object({ ...stamp, type: z.literal('step.started'), run: RunId, step: z.string() }),
  /** A stop stands on this rung of its step's ladder now. */
  z.object({ ...stamp, type: z.literal('step.rung'), run: RunId, step: z.string(), rung: z.int() }),
  /** What became of a run that did not end well. */
  z.object({ ...stamp, type: z.literal('run.followed'), run: RunId, followUp: FollowUp }),
  z.object({ ...stamp, type: z.literal('step.said'), run: RunId, step: z.string(), line: z.string() }),
  /** One try of the `probe`-th readiness probe: its count so far, what it answered, and whether that was enough. */
  z.object({
    ...stamp,
    type: z.literal('step.probed'),
    run: RunId,
    step: z.string(),
    probe: z.int(),
    tries: z.int(),
    answer: z.string(),
    passed: z.boolean(),
  }),
  z.object({
    ...stamp,
    type: z.literal('machine.seen'),
    component: ComponentId,
    machine: MachineId,
    condition: Condition,
    note: z.string().optional(),
  }),
  z.object({ ...stamp, type: z.literal('window.changed'), session: SessionId, state: z.enum(['open', 'closed']) }),
  z.object({ ...stamp, type: z.literal('question.asked'), question: Question }),
  z.object({ ...stamp, type: z.literal('question.answered'), question: z.string(), choice: z.string() }),
  z.object({ ...stamp, type: z.literal('document.changed'), revision: z.int(), edit: Edit }),
])
export type Event = z.infer<typeof Event>

/** An event before the engine has stamped it. */
export type News = Event extends infer E ? (E extends Event ? Omit<E, 'seq' | 'at'> : never) : never
