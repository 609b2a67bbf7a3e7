import { ProblemError } from '../../shared/model/problem.ts'
import type { ReadinessProbe } from '../../shared/model/probe.ts'
import type { Endpoint } from '../../shared/plugin/plugin.ts'
import type { Clock } from './clock.ts'
import type { Held } from './held.ts'
import { tryProbe, type Probing } from './probe.ts'
import type { Subject, Telling } from './subject.ts'

/**
 * Tries every readiness probe again and again, all at the same time, until each has passed. Rejects with the signal's reason, or with the
 * Problem of a probe that can never pass.
 */
export async function proveReady(
  endpoints: readonly Endpoint[],
  held: Pick<Held, 'subject'>,
  tell: Telling,
  signal: AbortSignal,
  clock: Clock,
): Promise<void> {
  const over = new AbortController()
  const both = AbortSignal.any([over.signal, signal])
  const all = held.subject().probes.map((probe, index) =>
    untilPassed(
      probe,
      () => probingOf(endpoints, held.subject(), clock),
      (tries, answer, passed) => tell.probed(index, tries, answer, passed),
      both,
      clock,
    ),
  )
  try {
    await Promise.all(all)
  } finally {
    over.abort()
    await Promise.allSettled(all)
  }
}

/**
 * Cheap tries that do not wait for each other: a forwarder that accepts for a guest that does not listen yet keeps a try hanging long
 * after the guest is there, and only a new connection finds that out.
 */
const OVERLAP: readonly ReadinessProbe['kind'][] = ['ssh-banner', 'tcp-answer', 'http']
/** So many of them hang at a time; a further one takes the place of the oldest. */
const HANGING = 3
/** While one hangs the guest may be slow: the pause grows, so that it is not asked more than it can answer. */
const SLOWER = 1.5

async function untilPassed(
  probe: ReadinessProbe,
  probing: () => Probing,
  tell: (tries: number, answer: string, passed: boolean) => void,
  signal: AbortSignal,
  clock: Clock,
): Promise<void> {
  const over = new AbortController()
  const both = AbortSignal.any([over.signal, signal])
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  const going = new Map<AbortController, Promise<void>>()
  const attempt = async (tries: number, mine: AbortController) => {
    const began = clock.now()
    try {
      const { passed, answer, hopeless } = await tryProbe(probe, probing(), AbortSignal.any([both, mine.signal]))
      if (over.signal.aborted) return
      const patience = `no answer within ${Math.round(clock.now() - began) / 1000} s`
      tell(tries, mine.signal.aborted && !passed ? patience : answer, passed)
      if (passed) {
        over.abort()
        resolve()
      } else if (hopeless) reject(new ProblemError(hopeless))
    } catch (cause) {
      if (!mine.signal.aborted) reject(cause)
    } finally {
      going.delete(mine)
    }
  }
  const again = async () => {
    let pause = probe.kind === 'delay' ? probe.ms : probe.intervalMs
    for (let tries = 1; ; tries++) {
      const [oldest] = going.keys()
      if (oldest && going.size >= HANGING) oldest.abort()
      const mine = new AbortController()
      const trying = attempt(tries, mine)
      going.set(mine, trying)
      if (!OVERLAP.includes(probe.kind)) await trying
      await clock.sleep(pause, both)
      pause = nextPause(probe, pause, going.size > 0)
    }
  }
  const looping = again().catch(reject)
  try {
    await promise
  } finally {
    over.abort()
    await Promise.all([...going.values(), looping])
  }
}

/** In ms. Longer by the probe's own `backoff`, and while a try hangs; never longer than it allows. */
function nextPause(probe: ReadinessProbe, pause: number, hangs: boolean): number {
  if (probe.kind === 'delay') return pause
  return Math.min(Math.max(probe.longestMs, probe.intervalMs), pause * probe.backoff * (hangs ? SLOWER : 1))
}

export const probingOf = (endpoints: readonly Endpoint[], subject: Subject, clock: Clock): Probing => ({
  endpoints,
  shell: subject.context.shell,
  inner: (signal) => subject.inner(endpoints, signal),
  console: async (signal) => (await subject.plugin.console?.({ ...subject.context, signal }, subject.target)) ?? null,
  clock,
})
