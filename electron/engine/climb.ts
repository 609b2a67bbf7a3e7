import { isGone } from '../../shared/model/machine.ts'
import type { Step } from '../../shared/model/plan.ts'
import { hasCode, ProblemError } from '../../shared/model/problem.ts'
import type { Rung } from '../../shared/model/stop.ts'
import type { Seen } from '../../shared/plugin/plugin.ts'
import type { Clock } from './clock.ts'
import { rungMissing, rungPaused, stopIgnored } from './failures.ts'
import { isLost, overNew } from './held.ts'
import type { Subject } from './subject.ts'

const LOOK = { first: 50, longest: 1_000 }

export interface Climbing {
  readonly step: Step
  /** As it can be reached now: another one after its connection was lost. */
  subject(): Subject
  /** Enters the carrier again, after the connection to it was lost. */
  again(): Promise<unknown>
  /** The rung on which the stop stands now. */
  rung(index: number): void
  look(): Promise<Seen>
  readonly signal: AbortSignal
  readonly clock: Clock
}

/**
 * Stops a machine rung after rung: each rung asks, and has its own time. A machine that is seen off ends it at once, whatever
 * is still being asked; a rung that cannot be had, or is refused, is said and left at once. Rejects with `stop.ignored` after
 * the last, or with the signal's reason.
 */
export async function climb(climbing: Climbing): Promise<void> {
  const { step, signal } = climbing
  const over = new AbortController()
  const both = AbortSignal.any([over.signal, signal])
  const pace = { wait: LOOK.first }
  const off = untilOff(climbing, pace, both)
  off.catch(() => undefined)
  const refusals: string[] = []
  try {
    for (const [index, { how, ms }] of step.rungs.entries()) {
      climbing.rung(index)
      pace.wait = LOOK.first
      const why = await stand(how, ms, climbing, off, both)
      if (why === null) return
      climbing.subject().context.say(`${spoken[how]}: ${why}`)
      refusals.push(`${spoken[how]}: ${why}`)
    }
    if (isGone((await climbing.look()).condition)) return
  } finally {
    over.abort()
  }
  throw new ProblemError(stopIgnored(step, refusals))
}

const spoken: Readonly<Record<Rung, string>> = {
  guest: 'the guest’s own command',
  ask: 'the request to shut down',
  off: 'power off',
  kill: 'ending its process',
}

/** Looks again and again, a little less often each time, and soon again after each new rung. */
async function untilOff({ look, clock }: Climbing, pace: { wait: number }, signal: AbortSignal): Promise<void> {
  for (;;) {
    if (isGone((await look()).condition)) return
    await clock.sleep(pace.wait, signal)
    pace.wait = Math.min(LOOK.longest, pace.wait * 1.5)
  }
}

/** Null when the machine was seen off, else why the rung was left. What still hangs of it is told to end and not waited for. */
async function stand(how: Rung, ms: number, climbing: Climbing, off: Promise<void>, signal: AbortSignal): Promise<string | null> {
  const over = new AbortController()
  const both = AbortSignal.any([over.signal, signal])
  const late = climbing.clock.sleep(ms, both).then(
    () => `not off after ${ms / 1000} s`,
    () => '',
  )
  const refused = askOn(how, climbing, both).catch(whyNot)
  refused.catch(() => undefined)
  try {
    const why = await Promise.race([off.then(() => null), refused, late])
    signal.throwIfAborted()
    return why
  } finally {
    over.abort()
  }
}

function whyNot(cause: unknown): string {
  if (!(cause instanceof ProblemError)) return cause instanceof Error ? cause.message : String(cause)
  // It, or what carries it, is off: that is no refusal.
  if (cause.problem.code === 'machine.off') throw cause
  return cause.problem.message
}

/** Asks, the soft request again and again, and never resolves. Rejects when it is refused the first time. */
async function askOn(how: Rung, climbing: Climbing, signal: AbortSignal): Promise<never> {
  const { clock, subject } = climbing
  await overNew(() => ask(how, climbing, signal), signal, climbing.again)
  for (;;) {
    await clock.sleep(subject().stop.againMs, signal)
    if (how !== 'ask') continue
    // It was taken once: that a machine on its way down takes no more is no reason to be harder on it.
    await ask(how, climbing, signal).catch((cause: unknown) => {
      if (isLost(cause)) return climbing.again()
      return signal.throwIfAborted()
    })
  }
}

async function ask(how: Rung, { subject, look }: Climbing, signal: AbortSignal): Promise<void> {
  const { plugin, target, context, stop, inner } = subject()
  if (how !== 'guest') {
    const act = plugin.stops[how]
    if (!act) throw new ProblemError(rungMissing(plugin.title))
    return act({ ...context, signal }, target)
  }
  const { condition, endpoints } = await look()
  if (isGone(condition)) return
  if (condition === 'paused') throw new ProblemError(rungPaused(target.name))
  const inside = await inner(endpoints, signal)
  const [command = 'poweroff', ...args] = stop.command
  // A guest that goes down may take the connection with it, or the command, before it has told its end.
  await inside.run(command, args, { signal, okCodes: GOING_DOWN }).catch((cause: unknown) => {
    if (!isLost(cause) && !hasCode(cause, 'command.cut')) throw cause
  })
}

/** Ended well, or by one of the signals with which a system that goes down ends what runs: SIGHUP, SIGTERM, SIGKILL. */
const GOING_DOWN = [0, 129, 137, 143]
