/** A thing that may be written. */
export type Writable<T> = { -readonly [K in keyof T]: T[K] }

/** A copy of the thing that belongs to this batch of changes: made at the first asking, the same one at every later one. */
export type Own = <T extends object>(thing: T) => Writable<T>

/** For one batch of changes to things that are never changed once they have been shown. */
export function owning(): Own {
  const mine = new WeakSet<object>()
  return (thing) => {
    if (mine.has(thing)) return thing
    const copy = { ...thing }
    mine.add(copy)
    return copy
  }
}
