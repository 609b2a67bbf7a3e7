import { ProblemError } from '../../shared/model/problem.ts'
import type { ReadinessProbe } from '../../shared/model/probe.ts'
import type { Endpoint } from '../../shared/plugin/plugin.ts'
import type { Clock } from './clock.ts'
import { tryProbe, type Probing } from './probe.ts'
import type { Subject, Telling } from './subject.ts'

/** Tries every readiness probe again and again, all at the same time, until each has passed. Rejects with the signal's reason, or with the Problem of a hopeless one. */
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
  const until = async (probe: ReadinessProbe, index: number) => {
    for (let tries = 1; ; tries++) {
      const { passed, answer, hopeless } = await tryProbe(probe, probing, both)
      tell.probed(index, tries, answer, passed)
      if (passed) return
      if (hopeless) throw new ProblemError(hopeless)
      await clock.sleep(probe.kind === 'delay' ? probe.ms : probe.intervalMs, both)
    }
  }
  const all = subject.probes.map(until)
  try {
    await Promise.all(all)
  } finally {
    over.abort()
    await Promise.allSettled(all)
  }
}

export const probingOf = (endpoints: readonly Endpoint[], subject: Subject, clock: Clock): Probing => ({
  endpoints,
  shell: subject.context.shell,
  inner: (signal) => subject.inner(endpoints, signal),
  clock,
})
