import type { Condition } from '../../shared/model/machine.ts'
import type { Step } from '../../shared/model/plan.ts'
import { ProblemError, type Problem } from '../../shared/model/problem.ts'
import type { Rung } from '../../shared/model/stop.ts'
import type { Seen } from '../../shared/plugin/plugin.ts'
import { within, type Clock } from './clock.ts'
import { stopIgnored } from './failures.ts'
import type { Subject } from './subject.ts'

const LOOK = { first: 50, longest: 1_000 }
const gone = (condition: Condition) => condition === 'off' || condition === 'absent'

export interface Climbing {
  readonly step: Step
  readonly subject: Subject
  /** The rung on which the stop stands now. */
  rung(index: number): void
  look(): Promise<Seen>
  readonly signal: AbortSignal
  readonly clock: Clock
}

/**
 * Stops a machine rung after rung until it is seen off: each rung asks, and has its own time. A rung that cannot be had, or
 * is refused, is said and left at once. Rejects with `stop.ignored` after the last, or with the signal's reason.
 */
export async function climb(climbing: Climbing): Promise<void> {
  const { step, subject, signal } = climbing
  const refusals: string[] = []
  for (const [index, { how, ms }] of step.rungs.entries()) {
    climbing.rung(index)
    const time = within(ms, signal)
    try {
      if (await ask(how, climbing, time)) return
      subject.context.say(`${spoken[how]}: not off after ${ms / 1000} s`)
      refusals.push(`${spoken[how]} did not end it within ${ms / 1000} s`)
    } catch (cause) {
      signal.throwIfAborted()
      const why = whyNot(cause, time, ms)
      subject.context.say(`${spoken[how]}: ${why}`)
      refusals.push(`${spoken[how]}: ${why}`)
      if (gone((await climbing.look()).condition)) return
    }
  }
  throw new ProblemError(stopIgnored(step, refusals))
}

const spoken: Readonly<Record<Rung, string>> = {
  guest: 'the guest’s own command',
  ask: 'the request to shut down',
  off: 'power off',
  kill: 'ending its process',
}

/** Whether it was seen off within the rung's time. The soft request is repeated: one that comes too early is silently lost. */
async function ask(how: Rung, { subject, look, signal, clock }: Climbing, time: AbortSignal): Promise<boolean> {
  const act = actOf(how, subject, time)
  const { againMs } = subject.stop
  let next = 0
  for (let wait = LOOK.first; !time.aborted; wait = Math.min(LOOK.longest, wait * 1.5)) {
    if (clock.now() >= next) {
      await act()
      next = how === 'ask' ? clock.now() + againMs : Number.POSITIVE_INFINITY
    }
    if (gone((await look()).condition)) return true
    await clock.sleep(Math.min(wait, Math.max(1, next - clock.now())), time).catch(() => signal.throwIfAborted())
  }
  return gone((await look()).condition)
}

function actOf(how: Rung, subject: Subject, time: AbortSignal): () => Promise<unknown> {
  const context = { ...subject.context, signal: time }
  if (how !== 'guest') return async () => subject.plugin.stops[how]?.(context, subject.target)
  const [command = 'poweroff', ...args] = subject.stop.command
  return async () => {
    const { endpoints } = await subject.plugin.observe(context, subject.target)
    const inside = await subject.inner(endpoints, time)
    // A guest that goes down may take the connection with it before it has told the end of the command.
    await inside.run(command, args, { signal: time }).catch((cause: unknown) => {
      if (!(cause instanceof ProblemError) || !cause.problem.code.startsWith('connect.')) throw cause
    })
  }
}

function whyNot(cause: unknown, time: AbortSignal, ms: number): string {
  if (time.aborted) return `no answer within ${ms / 1000} s`
  const problem: Problem | null = cause instanceof ProblemError ? cause.problem : null
  return problem?.message ?? (cause instanceof Error ? cause.message : String(cause))
}
