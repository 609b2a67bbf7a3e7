import { z } from 'zod'

/**
 * How gently: the guest's own command through its login; the hypervisor's soft request, repeated because one that comes
 * before the guest listens is silently lost; power off; end of the process.
 */
export const Rung = z.enum(['guest', 'ask', 'off', 'kill'])
export type Rung = z.infer<typeof Rung>

const wait = z.int().min(100).nullable()

/** The ladder of a stop: rung after rung, each with its own time in ms, until the machine is seen off. Null leaves a rung out. */
export const StopPolicy = z.strictObject({
  guestMs: wait.default(15_000),
  askMs: wait.default(20_000),
  offMs: wait.default(10_000),
  killMs: wait.default(10_000),
  /** Between two soft requests. */
  againMs: z.int().min(100).default(2_000),
  /** What the first rung runs inside the machine. */
  command: z.array(z.string().min(1)).min(1).default(['poweroff']),
})
export type StopPolicy = z.infer<typeof StopPolicy>
