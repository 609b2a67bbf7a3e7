/**
 * Work that can be laid down at each `yield` and taken up later, with its result at the end: so that a large piece of it need not
 * hold up everything else. What it reads must not change before it has ended.
 */
export type Paced<T> = Generator<void, T, void>

/** Carries the work out in one go. */
export function atOnce<T>(work: Paced<T>): T {
  for (;;) {
    const next = work.next()
    if (next.done) return next.value
  }
}

/** So many things at most between two yields: some ms of the dearest of this work. */
export const STRETCH = 500

/** Does it for each, in order, also for what a list gains meanwhile. */
export function* along<T>(things: Iterable<T>, act: (thing: T, at: number) => void): Paced<void> {
  let at = 0
  for (const thing of things) {
    if (at > 0 && at % STRETCH === 0) yield
    act(thing, at)
    at++
  }
}

/** By its key each, of two with the same key the last. */
export function* keyed<K, T>(things: Iterable<T>, keyOf: (thing: T) => K): Paced<Map<K, T>> {
  const map = new Map<K, T>()
  yield* along(things, (thing) => map.set(keyOf(thing), thing))
  return map
}
