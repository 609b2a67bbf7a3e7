import { ProblemError } from '../../shared/model/problem.ts'
import type { ReadinessProbe } from '../../shared/model/probe.ts'
import type { Endpoint } from '../../shared/plugin/plugin.ts'
import type { Clock } from './clock.ts'
import { tryProbe, type Probing } from './probe.ts'
import type { Subject, Telling } from './subject.ts'

/**
 * Tries every readiness probe again and again, all at the same time, until each has passed. Rejects with the signal's reason, or with the
 * Problem of a probe that can never pass.
 */
export async function proveReady(
  endpoints: readonly Endpoint[],
  subject: Subject,
  tell: Telling,
  signal: AbortSignal,
  clock: Clock,
): Promise<void> {
  const over = new AbortController()
  const both = AbortSignal.any([over.signal, signal])
  const probing = probingOf(endpoints, subject, clock)
  const all = subject.probes.map((probe, index) =>
    untilPassed(probe, probing, (tries, answer, passed) => tell.probed(index, tries, answer, passed), both, clock),
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

async function untilPassed(
  probe: ReadinessProbe,
  probing: Probing,
  tell: (tries: number, answer: string, passed: boolean) => void,
  signal: AbortSignal,
  clock: Clock,
): Promise<void> {
  const over = new AbortController()
  const both = AbortSignal.any([over.signal, signal])
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  const going = new Set<Promise<void>>()
  const attempt = async (tries: number) => {
    const { passed, answer, hopeless } = await tryProbe(probe, probing, both)
    if (over.signal.aborted) return
    tell(tries, answer, passed)
    if (passed) {
      over.abort()
      resolve()
    } else if (hopeless) reject(new ProblemError(hopeless))
  }
  const again = async () => {
    for (let tries = 1; ; tries++) {
      const mine = attempt(tries).catch(reject)
      going.add(mine)
      void mine.then(() => going.delete(mine))
      if (!OVERLAP.includes(probe.kind)) await mine
      await clock.sleep(probe.kind === 'delay' ? probe.ms : probe.intervalMs, both)
    }
  }
  const looping = again().catch(reject)
  try {
    await promise
  } finally {
    over.abort()
    await Promise.all([...going, looping])
  }
}

export const probingOf = (endpoints: readonly Endpoint[], subject: Subject, clock: Clock): Probing => ({
  endpoints,
  shell: subject.context.shell,
  inner: (signal) => subject.inner(endpoints, signal),
  console: async (signal) => (await subject.plugin.console?.({ ...subject.context, signal }, subject.target)) ?? null,
  clock,
})
