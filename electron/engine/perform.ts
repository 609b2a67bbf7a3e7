import type { Outcome } from '../../shared/logic/run-state.ts'
import { isGone, type Condition } from '../../shared/model/machine.ts'
import type { Step } from '../../shared/model/plan.ts'
import type { ReadinessProbe } from '../../shared/model/probe.ts'
import { hasCode, ProblemError } from '../../shared/model/problem.ts'
import type { Seen } from '../../shared/plugin/plugin.ts'
import { deadline, systemClock, type Clock } from './clock.ts'
import { climb } from './climb.ts'
import { broke, cannot, died, late } from './failures.ts'
import { hold, overNew, type Held } from './held.ts'
import { proveReady } from './prove.ts'
import type { Subject, Telling } from './subject.ts'

const POLL = { first: 50, longest: 1_000 }
/** A look is dear in machines within machines, where it takes the time of those that boot: it is rested so many times as long, up to `ms`. */
const REST = { times: 3, ms: 15_000 }
/** One look may take this long; a hypervisor that hangs is `unknown`, not the end of the step. */
const LOOK_MS = 15_000
const powered = (condition: Condition) => condition === 'on' || condition === 'ready'

/**
 * Act, then look until it came true. The plugin asks; only what is seen decides. Never rejects: the outcome says done, failed
 * (with the Problem, and whether another try may help) or cancelled.
 */
export async function perform(
  step: Step,
  prepare: (signal: AbortSignal) => Promise<Subject>,
  tell: Telling,
  signal: AbortSignal,
  clock: Clock = systemClock,
): Promise<Outcome> {
  const answers = new Map<number, string>()
  let probes: readonly ReadinessProbe[] = []
  let last: Seen | null = null
  const told: Telling = {
    ...tell,
    probed(probe, tries, answer, passed) {
      if (passed) answers.delete(probe)
      else answers.set(probe, answer)
      tell.probed(probe, tries, answer, passed)
    },
  }
  try {
    const held = await hold(() => prepare(signal))
    probes = held.subject().probes
    const enterAgain = (lost: ProblemError) => {
      held.subject().context.say(`${lost.problem.title}; it is made again`)
      return held.again()
    }
    let rested = 0
    const look = async () => {
      for (let left = rested - clock.now(); left > 0; left = rested - clock.now()) await clock.sleep(Math.min(POLL.longest, left), signal)
      const began = clock.now()
      last = await overNew(() => lookOnce(held.subject(), signal), signal, enterAgain)
      if (last.condition === 'unknown' && held.lost()) {
        await held.again()
        last = await lookOnce(held.subject(), signal)
      }
      rested = clock.now() + Math.min(REST.ms, REST.times * (clock.now() - began))
      tell.seen(last.condition, last.note)
      return last
    }
    const before = await look()
    const already = step.verb !== 'reset' && isThere(step, before)
    if (step.verb === 'stop') {
      const rung = (index: number) => {
        // Whether it helps is worth a look at once, however long the last one took: one at what hangs takes longest of all.
        rested = 0
        tell.rung(index)
      }
      if (!already) await climb({ step, ...held, rung, look, signal, clock })
      return { how: 'done' }
    }
    if (!already && !underWay(step, before)) await overNew(() => act(step, before, held.subject()), signal, enterAgain)
    await cameTrue(step, held, told, look, already ? before : null, signal, clock)
    return { how: 'done' }
  } catch (cause) {
    if (!signal.aborted && step.verb === 'stop' && fellWithCarrier(cause)) {
      tell.seen('off', cause.problem.title)
      return { how: 'done' }
    }
    if (signal.aborted && !isTimeout(signal.reason)) return { how: 'cancelled' }
    if (signal.aborted) return { how: 'failed', problem: late(step, last, probes, answers), again: true }
    if (cause instanceof ProblemError) return { how: 'failed', problem: about(cause, step), again: mayHelpAgain(cause) }
    return { how: 'failed', problem: broke(step, cause), again: true }
  }
}

/** What stands on a machine that is off is off. */
const fellWithCarrier = (cause: unknown): cause is ProblemError => hasCode(cause, 'machine.off')

async function act(step: Step, { condition }: Seen, { plugin, context, target }: Subject): Promise<void> {
  // What sleeps is not started but woken: so it was left inside a carrier that slept itself, where nobody could see it before.
  const verb = step.verb === 'start' && condition === 'paused' && plugin.acts.resume ? 'resume' : step.verb
  const asked = verb === 'stop' || verb === 'open' || verb === 'close' ? undefined : plugin.acts[verb]
  // What cannot be started from here may still come up by itself: its probes tell.
  if (!asked && step.verb !== 'start') throw new ProblemError(cannot(step, plugin.title))
  await asked?.(context, target)
}

/** What must be seen before probing, or instead of it. */
function isThere(step: Step, { condition }: Seen): boolean {
  if (step.expect === 'ready' || step.expect === 'on') return powered(condition)
  if (step.expect === 'off' || step.expect === 'absent') return isGone(condition)
  return condition === step.expect
}

/** Asking again would be noise: it does already what was wished. */
const underWay = (step: Step, { condition }: Seen): boolean => step.verb === 'start' && condition === 'starting'

async function cameTrue(
  step: Step,
  held: Held,
  tell: Telling,
  look: () => Promise<Seen>,
  before: Seen | null,
  signal: AbortSignal,
  clock: Clock,
): Promise<void> {
  const rises = step.expect === 'ready' || step.expect === 'on'
  let wait = POLL.first
  let alive = false
  let seen = before ?? (await look())
  while (!isThere(step, seen)) {
    if (rises && alive && isGone(seen.condition)) throw new ProblemError(died(step, seen))
    alive ||= rises && !isGone(seen.condition) && seen.condition !== 'unknown'
    await clock.sleep(wait, signal)
    wait = Math.min(POLL.longest, wait * 1.5)
    seen = await look()
  }
  if (!rises) return
  tell.started()
  if (step.expect === 'on') return
  if (held.subject().probes.length > 0)
    await stayingAlive(step, look, signal, clock, (both) => proveReady(seen.endpoints, held, tell, both, clock))
  tell.seen('ready', seen.note)
}

/** Does the work while the machine is looked at from time to time; a machine that goes off meanwhile ends it at once. */
async function stayingAlive(
  step: Step,
  look: () => Promise<Seen>,
  signal: AbortSignal,
  clock: Clock,
  work: (signal: AbortSignal) => Promise<void>,
): Promise<void> {
  const over = new AbortController()
  const both = AbortSignal.any([over.signal, signal])
  const guard = async (): Promise<never> => {
    for (let wait = POLL.first; ; wait = Math.min(POLL.longest, wait * 2)) {
      await clock.sleep(wait, both)
      const seen = await look()
      if (isGone(seen.condition)) throw new ProblemError(died(step, seen))
    }
  }
  const tasks = [work(both), guard()]
  try {
    await Promise.race(tasks)
  } finally {
    over.abort()
    await Promise.allSettled(tasks)
  }
}

/** What is it now? A look that takes too long is `unknown`. Rejects only when the step itself is over, or with a plugin's Problem. */
async function lookOnce(subject: Subject, signal: AbortSignal): Promise<Seen> {
  using late = deadline(LOOK_MS, signal)
  try {
    return await subject.plugin.observe({ ...subject.context, signal: late.signal }, subject.target)
  } catch (cause) {
    signal.throwIfAborted()
    if (!late.signal.aborted) throw cause
    return { condition: 'unknown', endpoints: [], note: `no answer within ${LOOK_MS / 1000} s` }
  }
}

/** A machine that died or was silent, or a login that was refused, may do better on the next try; what a plugin says about its settings stays so. */
const mayHelpAgain = ({ problem: { code } }: ProblemError): boolean =>
  code === 'step.died' || code === 'machine.silent' || (code.startsWith('ssh.') && !code.startsWith('ssh.hostkey'))
const isTimeout = (reason: unknown): boolean => reason instanceof Error && reason.name === 'TimeoutError'
const about = ({ problem }: ProblemError, step: Step) => ({ ...problem, about: problem.about ?? step.target })
