import type { ComponentId } from '../model/id.ts'
import type { Service, VComponent } from '../model/service.ts'
import type { Size, Spot } from './forest.ts'
import { measures } from './forest.ts'
import { type Nest, nestOf, type Part, rootsOf } from './nest.ts'
import { once } from './once.ts'
import { spread } from './tidy.ts'

/** Where a component is drawn. */
export interface Box {
  readonly id: ComponentId
  readonly on: ComponentId | null
  /** The reference it came in through; null for what the service draws itself. */
  readonly through: ComponentId | null
  /** From the top left corner of the carrier's box, or of the canvas. */
  readonly at: Spot
  /** From the top left corner of the canvas. */
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
  /** How many carriers are below it: 0 stands on this computer. */
  readonly depth: number
  readonly guests: readonly ComponentId[]
}

/**
 * The boxes of a service, carriers before what they carry. A box grows around its guests; what would cover a
 * neighbour is moved down until it does not; what was never placed gets a place. A carrier that is missing or part of a circle counts as this computer.
 */
export const layoutBoxes = (service: Service): Map<ComponentId, Box> => boxesOf(nestOf(service, new Map()))

/** The same for a stack whose references are opened: a reference is a box around its service as that service draws it. */
export function boxesOf(nest: Nest): Map<ComponentId, Box> {
  const wishes = new Map<Service, ReadonlyMap<ComponentId, Spot>>()
  const wishOf = ({ component, service }: Part): Spot => {
    const known = wishes.get(service) ?? new Map(spread(service, insideOf).components.map((c) => [c.id, c.at]))
    wishes.set(service, known)
    return known.get(component.id) ?? component.at
  }
  /** What came in through a reference, moved into the upper left corner of its box. */
  const broughtBy = once((id: ComponentId): readonly Item[] => {
    const roots = partsOf(nest, nest.get(id)?.above ?? []).filter((part) => part.through === id)
    const left = Math.min(...roots.map((part) => wishOf(part).x))
    const top = Math.min(...roots.map((part) => wishOf(part).y))
    return roots.map((part) => {
      const { x, y } = wishOf(part)
      return { part, size: sizeOf(part), at: { x: x - left + measures.padding, y: y - top + measures.header } }
    })
  })
  const insideOf = (c: VComponent): Size | null => (broughtBy(c.id).length > 0 ? around(settle(broughtBy(c.id), true)) : null)
  const sizes = new Map<ComponentId, Sized>()
  const sizeOf = (part: Part): Sized => {
    const known = sizes.get(part.component.id)
    if (known) return known
    const guests = partsOf(nest, part.above).filter((guest) => guest.through !== part.component.id)
    const items = [...broughtBy(part.component.id), ...guests.map((guest) => ({ part: guest, size: sizeOf(guest), at: wishOf(guest) }))]
    const inside = settle(items, true)
    const sized: Sized = { ...around(inside), guests: new Map(inside.map((item) => [item.part.component.id, item.at])) }
    sizes.set(part.component.id, sized)
    return sized
  }
  const boxes = new Map<ComponentId, Box>()
  const draw = (part: Part, at: Spot, under: Box | null): void => {
    const { component, through, depth, above } = part
    const size = sizeOf(part)
    const [x, y] = [(under?.x ?? 0) + at.x, (under?.y ?? 0) + at.y]
    const { width, height } = size
    const box: Box = { id: component.id, on: under?.id ?? null, through, at, x, y, width, height, depth, guests: above }
    boxes.set(component.id, box)
    for (const guest of partsOf(nest, above)) draw(guest, size.guests.get(guest.component.id) ?? guest.component.at, box)
  }
  const roots = partsOf(nest, rootsOf(nest)).map((part) => ({ part, size: sizeOf(part), at: wishOf(part) }))
  for (const { part, at } of settle(roots, false)) draw(part, at, null)
  return boxes
}
const partsOf = (nest: Nest, ids: readonly ComponentId[]): Part[] => ids.flatMap((id) => nest.get(id) ?? [])

function around(inside: readonly Item[]): Size {
  if (inside.length === 0) return measures.node
  const right = Math.max(...inside.map((item) => item.at.x + item.size.width))
  const bottom = Math.max(...inside.map((item) => item.at.y + item.size.height))
  return { width: Math.max(measures.node.width, right + measures.padding), height: bottom + measures.padding }
}

interface Sized extends Size {
  readonly guests: ReadonlyMap<ComponentId, Spot>
}
interface Item {
  readonly part: Part
  readonly size: Size
  readonly at: Spot
}

/** Top first, each pushed down below those it would cover; inside a box also out of the header and the padding. */
function settle(items: readonly Item[], inside: boolean): Item[] {
  const least = inside ? { x: measures.padding, y: measures.header } : { x: -Infinity, y: -Infinity }
  const wished = items.map((item): Item => ({ ...item, at: { x: Math.max(least.x, item.at.x), y: Math.max(least.y, item.at.y) } }))
  const placed: Item[] = []
  for (const item of wished.sort((a, b) => a.at.y - b.at.y || a.at.x - b.at.x)) {
    let { at } = item
    for (let hit = covered(placed, item, at); hit; hit = covered(placed, item, at))
      at = { x: at.x, y: hit.at.y + hit.size.height + measures.gap }
    placed.push({ ...item, at })
  }
  return placed
}
const covered = (placed: readonly Item[], { size }: Item, at: Spot): Item | undefined =>
  placed.find(
    (p) => at.x < p.at.x + p.size.width && p.at.x < at.x + size.width && at.y < p.at.y + p.size.height && p.at.y < at.y + size.height,
  )

/** The deepest own box under a point of the canvas, not one of `without` nor anything that stands on them. */
export function boxUnder(boxes: ReadonlyMap<ComponentId, Box>, point: Spot, without: ReadonlySet<ComponentId>): Box | null {
  let best: Box | null = null
  for (const box of boxes.values()) {
    if (box.through !== null) continue
    if (point.x < box.x || point.y < box.y || point.x >= box.x + box.width || point.y >= box.y + box.height) continue
    if (isWithin(boxes, box, without)) continue
    if (!best || box.depth >= best.depth) best = box
  }
  return best
}
function isWithin(boxes: ReadonlyMap<ComponentId, Box>, box: Box, ids: ReadonlySet<ComponentId>): boolean {
  for (let at: Box | undefined = box; at; at = at.on === null ? undefined : boxes.get(at.on)) if (ids.has(at.id)) return true
  return false
}

/** The first spot below what a box (or the canvas, for null) holds already. */
export function freeSpot(boxes: ReadonlyMap<ComponentId, Box>, on: ComponentId | null): Spot {
  const there = [...boxes.values()].filter((b) => b.on === on)
  const left = on === null ? measures.first : measures.padding
  const top = on === null ? measures.first : measures.header
  if (there.length === 0) return { x: left, y: top }
  return { x: Math.min(...there.map((b) => b.at.x)), y: Math.max(...there.map((b) => b.at.y + b.height)) + measures.gap }
}

/** The nearest spot of the grid. */
export const snapped = ({ x, y }: Spot): Spot => ({
  x: Math.round(x / measures.grid) * measures.grid,
  y: Math.round(y / measures.grid) * measures.grid,
})
