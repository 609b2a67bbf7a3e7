import { z } from 'zod'
import { ComponentId, PluginId, SessionId } from './id.ts'
import { Condition } from './machine.ts'
import { Rung } from './stop.ts'

export const Verb = z.enum(['start', 'stop', 'suspend', 'resume', 'reset', 'save', 'open', 'close'])
export type Verb = z.infer<typeof Verb>

/** One act on one thing, why it is needed, and what must be seen before it counts as done. */
export const Step = z.strictObject({
  id: z.string(),
  verb: Verb,
  target: z.union([ComponentId, SessionId]),
  /** What people call the target. */
  name: z.string(),
  plugin: PluginId,
  /** The carrier that feels the load; `ground` for this computer, `desk` for windows. */
  lane: z.string(),
  /** Steps that must have ended well, each up to its gate. */
  needs: z.array(z.strictObject({ step: z.string(), gate: z.enum(['started', 'done']) })),
  cause: z.string(),
  expect: Condition,
  timeoutMs: z.int().positive(),
  attempts: z.int().positive(),
  opposite: Verb.nullable(),
  /** The ladder of a stop, gentlest first; also where the opposite is a stop, so that it can be taken back. Empty for all else. */
  rungs: z.array(z.strictObject({ how: Rung, ms: z.int().positive() })).default([]),
})
export type Step = z.infer<typeof Step>

/** How many steps at a time: in all, and on one carrier. */
export const Limits = z.strictObject({ all: z.int().positive().default(32), perLane: z.int().positive().default(8) })
export type Limits = z.infer<typeof Limits>

/** What is wished: everything meant ready, or off; or one act on the machines named, mapped onto what stands on them. */
export const Goal = z.enum(['up', 'down', 'suspend', 'resume', 'reset', 'save'])
export type Goal = z.infer<typeof Goal>

/** Something the plan does not touch, and why: already as wished, or needed by somebody else. */
export const LeftAlone = z.strictObject({ target: z.union([ComponentId, SessionId]), name: z.string(), reason: z.string() })
export type LeftAlone = z.infer<typeof LeftAlone>

/** A plan is data: it can be shown, saved, compared and refused before anything is touched. */
export const Plan = z.strictObject({
  goal: Goal,
  basis: z.strictObject({ revision: z.int(), observedAt: z.number() }),
  limits: Limits,
  steps: z.array(Step),
  left: z.array(LeftAlone),
})
export type Plan = z.infer<typeof Plan>

export const StepStatus = z.enum(['waiting', 'running', 'resting', 'done', 'failed', 'skipped', 'cancelled'])
export type StepStatus = z.infer<typeof StepStatus>
