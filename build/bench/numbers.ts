import { setImmediate } from 'node:timers/promises'
import { interruption } from './interruption.ts'

/** The value in the middle. NaN for none. */
export const median = (values: readonly number[]): number => quantile(values, 0.5)

/** The value that this share of all stay below, by linear interpolation. NaN for none. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  const at = (sorted.length - 1) * share
  const low = sorted[Math.floor(at)] ?? Number.NaN
  const high = sorted[Math.ceil(at)] ?? Number.NaN
  return low + (high - low) * (at - Math.floor(at))
}

/** A, B, B, A, A, B …: what changes slowly while measuring falls on both sides alike. */
export async function alternating<A, B>(rounds: number, a: () => Promise<A>, b: () => Promise<B>): Promise<{ a: A[]; b: B[] }> {
  const [as, bs]: [A[], B[]] = [[], []]
  for (let round = 0; round < rounds; round++) {
    if (round % 2 === 1) bs.push(await b())
    as.push(await a())
    if (round % 2 === 0) bs.push(await b())
  }
  return { a: as, b: bs }
}

/** How long the work takes, in ms. Rejects when the measuring is interrupted. */
export async function timed(work: () => unknown): Promise<number> {
  // A turn of the event loop, in which an interruption is heard also where one work follows the other.
  await setImmediate()
  interruption.throwIfAborted()
  const began = performance.now()
  await work()
  return performance.now() - began
}
