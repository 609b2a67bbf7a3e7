import type { ComponentId } from '../model/id.ts'
import { type Nest, rootsOf } from './nest.ts'

/** A step through a stack: onto what stands on it, down to what carries it, or along its neighbours on the same carrier. */
export type Way = 'up' | 'down' | 'next' | 'before' | 'first' | 'last'

/**
 * Where a step leads; null where there is nothing that way. `order` gives the neighbours as they are seen: by where they stand.
 * From nowhere (null) every way leads to the first part.
 */
export function walk(
  nest: Nest,
  from: ComponentId | null,
  way: Way,
  order: (ids: readonly ComponentId[]) => readonly ComponentId[] = same,
) {
  const here = from === null ? undefined : nest.get(from)
  if (!here || from === null) return order(rootsOf(nest))[0] ?? null
  if (way === 'up') return order(here.above)[0] ?? null
  if (way === 'down') return here.below
  const mates = order(here.below === null ? rootsOf(nest) : (nest.get(here.below)?.above ?? []))
  const at = mates.indexOf(from)
  const to = { next: at + 1, before: at - 1, first: 0, last: mates.length - 1 }[way]
  return mates[to] ?? null
}
const same = (ids: readonly ComponentId[]): readonly ComponentId[] => ids
