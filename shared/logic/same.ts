/**
 * Whether two pieces of plain data say the same, whatever the order of their fields. A field that is undefined is a field
 * that is not there: so it stays true after a way through JSON. Two objects that are one object are known at once.
 */
export function same(one: unknown, other: unknown): boolean {
  if (Object.is(one, other)) return true
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return false
  if (Array.isArray(one) || Array.isArray(other)) {
    return (
      Array.isArray(one) && Array.isArray(other) && one.length === other.length && one.every((value, index) => same(value, other[index]))
    )
  }
  const fields = new Map(Object.entries(other).filter(([, value]) => value !== undefined))
  let shared = 0
  for (const [key, value] of Object.entries(one)) {
    if (value === undefined) continue
    if (!fields.has(key) || !same(value, fields.get(key))) return false
    shared++
  }
  return shared === fields.size
}
