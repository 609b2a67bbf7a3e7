import { Lists } from './lists.ts'
import { along, type Paced, atOnce } from './paced.ts'

/** `ids` are lowest first. A circle names each member once; each needs the next, the last needs the first. */
export type Order =
  | { readonly ok: true; readonly ids: readonly string[] }
  | { readonly ok: false; readonly circles: readonly (readonly string[])[] }

/**
 * Every item after all that it needs, and otherwise as they came, or every separate circle that forbids it. Needs that are
 * no item are ignored. Linear in items and needs.
 */
export function order<T extends { readonly id: string }>(items: readonly T[], needs: (item: T) => readonly string[]): Order {
  const sorted = atOnce(inOrder(items, needs))
  return sorted ? { ok: true, ids: sorted.map(({ id }) => id) } : { ok: false, circles: atOnce(circling(items, ({ id }) => id, needs)) }
}

/** Every separate circle that forbids an order of the items, as in `Order`; none where there is one. */
export function* circling<T>(
  items: readonly T[],
  idOf: (item: T) => string,
  needs: (item: T) => readonly string[],
): Paced<readonly (readonly string[])[]> {
  const { free, below, open } = yield* walk(items, idOf, needs)
  if (free.length === items.length) return []
  const named = (index: number) => {
    const item = items[index]
    return item === undefined ? '' : idOf(item)
  }
  return circlesIn(below, open).map((circle) => circle.map(named))
}

/** The items in that order; null where circles forbid it. */
export function* inOrder<T extends { readonly id: string }>(items: readonly T[], needs: (item: T) => readonly string[]): Paced<T[] | null> {
  const { free } = yield* walk(items, ({ id }) => id, needs)
  if (free.length < items.length) return null
  const sorted: T[] = []
  yield* along(free, (index) => {
    const item = items[index]
    if (item) sorted.push(item)
  })
  return sorted
}

/** Items by number: those that can come in some order, in it; and for circles, who needs whom and how much each still waits for. */
interface Walk {
  readonly free: readonly number[]
  readonly below: Lists
  readonly open: Int32Array
}

function* walk<T>(items: readonly T[], idOf: (item: T) => string, needs: (item: T) => readonly string[]): Paced<Walk> {
  const position = new Map<string, number>()
  yield* along(items, (item, index) => position.set(idOf(item), index))
  const uppers: number[] = []
  const lowers: number[] = []
  yield* along(items, (item, upper) => {
    for (const id of needs(item)) {
      const lower = position.get(id)
      if (lower === undefined) continue
      uppers.push(upper)
      lowers.push(lower)
    }
  })
  const below = Lists.of(items.length, uppers, lowers)
  yield
  const above = Lists.of(items.length, lowers, uppers)
  yield
  const open = Int32Array.from(items, (_, index) => below.sizeOf(index))
  const free: number[] = []
  open.forEach((count, index) => {
    if (count === 0) free.push(index)
  })
  // The list grows while it is walked: what it frees is walked as well.
  yield* along(free, (index) => {
    for (const upper of above.get(index)) {
      const left = (open[upper] ?? 0) - 1
      open[upper] = left
      if (left === 0) free.push(upper)
    }
  })
  return { free, below, open }
}

/** Whoever is left over needs somebody who is left over too: following that never ends, except in a circle. */
function circlesIn(below: Lists, open: Int32Array): number[][] {
  const next = (index: number) => below.get(index).find((lower) => (open[lower] ?? 0) > 0)
  const walkOf = new Map<number, number>()
  const circles: number[][] = []
  for (let start = 0; start < open.length; start++) {
    if ((open[start] ?? 0) === 0) continue
    const path: number[] = []
    let here: number | undefined = start
    while (here !== undefined && !walkOf.has(here)) {
      walkOf.set(here, start)
      path.push(here)
      here = next(here)
    }
    if (here !== undefined && walkOf.get(here) === start) circles.push(lowestFirst(path.slice(path.indexOf(here))))
  }
  return circles
}

function lowestFirst(circle: readonly number[]): number[] {
  const at = circle.indexOf(circle.reduce((lowest, index) => Math.min(lowest, index)))
  return [...circle.slice(at), ...circle.slice(0, at)]
}

/**
 * The first edges on every way from `from` that end where `arrives` says so. A way leads on through what `passes`, and
 * ends at what does neither: so an order survives that something between two things is left out.
 */
export function nearest<E extends { readonly to: string }>(
  from: string,
  edges: (id: string) => readonly E[],
  { arrives, passes }: { arrives(id: string): boolean; passes(id: string): boolean },
): readonly E[] {
  const first = edges(from)
  if (first.every(({ to }) => arrives(to))) return first
  const found: E[] = []
  const walked = new Set([from])
  for (const id of walked) {
    for (const edge of edges(id)) {
      if (arrives(edge.to)) found.push(edge)
      else if (passes(edge.to)) walked.add(edge.to)
    }
  }
  return found
}

/** The ids themselves and, again and again, those that `next` names for them. */
export function closure<I extends string>(from: Iterable<I>, next: (id: I) => readonly I[]): Set<I> {
  const found = new Set(from)
  for (const id of found) for (const other of next(id)) found.add(other)
  return found
}
