/** Answers the same question only once: nothing is worked out twice, and no problem is told twice. */
export function once<K, V extends NonNullable<unknown> | null>(answer: (key: K) => V): (key: K) => V {
  const known = new Map<K, V>()
  return (key) => {
    const before = known.get(key)
    if (before !== undefined) return before
    const value = answer(key)
    known.set(key, value)
    return value
  }
}
