import type { ComponentId } from '../model/id.ts'
import type { Service, VComponent } from '../model/service.ts'
import { forestOf, measures, type Size, type Spot } from './forest.ts'

/** The size of what a reference shows in its box; null for everything else. */
export type InsideOf = (c: VComponent) => Size | null
const nothing: InsideOf = () => null

/**
 * A place for everything: guests below each other in their box, whoever is waited for first; on the canvas in columns
 * from left to right, in the order in which things wait.
 */
export function tidied(service: Service, insideOf: InsideOf = nothing): Service {
  const { roots, guests } = forestOf(service)
  const at = new Map<ComponentId, Spot>()
  const measure = (c: VComponent): Size => {
    const inside = byRank(guests.get(c.id) ?? [], guests).flat()
    const brought = insideOf(c)
    if (inside.length === 0) return brought ?? measures.node
    let y: number = brought ? brought.height - measures.padding + measures.gap : measures.header
    let width = brought ? brought.width - 2 * measures.padding : 0
    for (const guest of inside) {
      at.set(guest.id, { x: measures.padding, y })
      const size = measure(guest)
      y += size.height + measures.gap
      width = Math.max(width, size.width)
    }
    return { width: width + 2 * measures.padding, height: y - measures.gap + measures.padding }
  }
  let x: number = measures.first
  for (const column of byRank(roots, guests)) {
    let y: number = measures.first
    let width = 0
    for (const root of column) {
      at.set(root.id, { x, y })
      const size = measure(root)
      y += size.height + 2 * measures.gap
      width = Math.max(width, size.width)
    }
    x += width + measures.column
  }
  return { ...service, components: service.components.map((c) => ({ ...c, at: at.get(c.id) ?? c.at })) }
}

/** Those that were never placed (a file without positions) get the place that tidying would give them. */
export function spread(service: Service, insideOf: InsideOf = nothing): Service {
  const unplaced = new Set(service.components.filter((c) => c.at.x === 0 && c.at.y === 0))
  if (unplaced.size < 2) return service
  const wish = new Map(tidied(service, insideOf).components.map((c) => [c.id, c.at]))
  return { ...service, components: service.components.map((c) => (unplaced.has(c) ? { ...c, at: wish.get(c.id) ?? c.at } : c)) }
}

/** Siblings in columns: each as far right as the longest chain of waits that leads to its tree. Circles are cut. */
function byRank(siblings: readonly VComponent[], guests: ReadonlyMap<ComponentId, readonly VComponent[]>): VComponent[][] {
  const owner = new Map<ComponentId, VComponent>()
  const claim = (c: VComponent, sibling: VComponent): void => {
    owner.set(c.id, sibling)
    for (const guest of guests.get(c.id) ?? []) claim(guest, sibling)
  }
  for (const sibling of siblings) claim(sibling, sibling)
  const waits = (c: VComponent): VComponent[] => [
    ...c.after.flatMap((a) => owner.get(a.component) ?? []),
    ...(guests.get(c.id) ?? []).flatMap(waits),
  ]
  const ranks = new Map<VComponent, number>()
  const rank = (c: VComponent, above: ReadonlySet<VComponent>): number => {
    const known = ranks.get(c)
    if (known !== undefined) return known
    const below = waits(c).filter((w) => w !== c && !above.has(w))
    const own = below.length === 0 ? 0 : 1 + Math.max(...below.map((w) => rank(w, new Set([...above, c]))))
    ranks.set(c, own)
    return own
  }
  const columns: VComponent[][] = []
  for (const sibling of siblings) {
    const at = rank(sibling, new Set([sibling]))
    const column = columns[at]
    if (column) column.push(sibling)
    else columns[at] = [sibling]
  }
  return columns.filter((column) => column !== undefined)
}
