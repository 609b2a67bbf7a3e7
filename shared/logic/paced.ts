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

/** The texts in the order of their letters, as `sort` puts them. */
export function* sorted(texts: readonly string[]): Paced<string[]> {
  let runs: string[][] = []
  for (let from = 0; from < texts.length; from += STRETCH) {
    runs.push(texts.slice(from, from + STRETCH).sort())
    yield
  }
  while (runs.length > 1) {
    const merged: string[][] = []
    for (let at = 0; at < runs.length; at += 2) merged.push(yield* merge(runs[at] ?? [], runs[at + 1] ?? []))
    runs = merged
  }
  return runs[0] ?? []
}

function* merge(a: readonly string[], b: readonly string[]): Paced<string[]> {
  const all: string[] = []
  let next = 0
  yield* along(a, (text) => {
    for (let other = b[next]; other !== undefined && other < text; other = b[++next]) all.push(other)
    all.push(text)
  })
  for (const rest of b.slice(next)) all.push(rest)
  return all
}

/** By its key each, of two with the same key the last. */
export function* keyed<K, T>(things: Iterable<T>, keyOf: (thing: T) => K): Paced<Map<K, T>> {
  const map = new Map<K, T>()
  yield* along(things, (thing) => map.set(keyOf(thing), thing))
  return map
}
