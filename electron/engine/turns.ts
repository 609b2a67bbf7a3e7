import { setImmediate } from 'node:timers/promises'
import type { Paced } from '../../shared/logic/paced.ts'

/** So long work goes on in one turn of the event loop, in ms: whoever else wants a turn waits no longer. */
const TURN_MS = 8

/** Carries out the work in as many turns of the event loop as it takes; what is small is over in this one. */
export async function inTurns<T>(work: Paced<T>): Promise<T> {
  for (let until = performance.now() + TURN_MS; ; ) {
    const next = work.next()
    if (next.done) return next.value
    if (performance.now() < until) continue
    await otherTurn()
    until = performance.now() + TURN_MS
  }
}

/** Lets all else have its turn first. */
export const otherTurn = (): Promise<void> => setImmediate()

/** For work that waits mostly, though perhaps for nothing that takes time: resolves in a later turn when this one has gone on for long. */
export function breather(): () => Promise<void> {
  let until = performance.now() + TURN_MS
  let next: Promise<void> | null = null
  const rest = async () => {
    await otherTurn()
    until = performance.now() + TURN_MS
    next = null
  }
  // All that do it side by side wait for the same turn: if each had one of its own, these came one right after the other.
  return async () => {
    if (performance.now() < until) return
    next ??= rest()
    await next
  }
}
