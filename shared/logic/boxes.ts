import type { ComponentId } from '../model/id.ts'
import type { Service, VComponent } from '../model/service.ts'
import type { Spot } from './forest.ts'
import { forestOf, measures } from './forest.ts'
import { spread } from './tidy.ts'

/** Where a component is drawn. */
export interface Box {
  readonly id: ComponentId
  readonly on: ComponentId | null
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
export function layoutBoxes(service: Service): Map<ComponentId, Box> {
  const forest = forestOf(spread(service))
  const sizes = new Map<ComponentId, Sized>()
  const measure = (c: VComponent): Sized => {
    const guests = settle(
      (forest.guests.get(c.id) ?? []).map((g) => ({ guest: g, size: measure(g) })),
      true,
    )
    const right = Math.max(0, ...guests.map((g) => g.at.x + g.size.width))
    const bottom = Math.max(0, ...guests.map((g) => g.at.y + g.size.height))
    const sized: Sized = {
      width: guests.length === 0 ? measures.node.width : Math.max(measures.node.width, right + measures.padding),
      height: guests.length === 0 ? measures.node.height : bottom + measures.padding,
      guests: new Map(guests.map((g) => [g.guest.id, g.at])),
    }
    sizes.set(c.id, sized)
    return sized
  }
  const boxes = new Map<ComponentId, Box>()
  const draw = (c: VComponent, at: Spot, under: Box | null): void => {
    const size = sizes.get(c.id)
    if (!size) return
    const guests = forest.guests.get(c.id) ?? []
    const box: Box = {
      id: c.id,
      on: under?.id ?? null,
      at,
      x: (under?.x ?? 0) + at.x,
      y: (under?.y ?? 0) + at.y,
      width: size.width,
      height: size.height,
      depth: under ? under.depth + 1 : 0,
      guests: guests.map((g) => g.id),
    }
    boxes.set(c.id, box)
    for (const guest of guests) draw(guest, size.guests.get(guest.id) ?? guest.at, box)
  }
  for (const { guest, at } of settle(
    forest.roots.map((c) => ({ guest: c, size: measure(c) })),
    false,
  ))
    draw(guest, at, null)
  return boxes
}

interface Sized {
  readonly width: number
  readonly height: number
  readonly guests: ReadonlyMap<ComponentId, Spot>
}
interface Placed {
  readonly guest: VComponent
  readonly size: Sized
  readonly at: Spot
}

/** Top first, each pushed down below those it would cover; inside a box also out of the header and the padding. */
function settle(items: readonly { guest: VComponent; size: Sized }[], inside: boolean): Placed[] {
  const least = inside ? { x: measures.padding, y: measures.header } : { x: -Infinity, y: -Infinity }
  const wished = items.map(
    ({ guest, size }): Placed => ({ guest, size, at: { x: Math.max(least.x, guest.at.x), y: Math.max(least.y, guest.at.y) } }),
  )
  const placed: Placed[] = []
  for (const item of wished.sort((a, b) => a.at.y - b.at.y || a.at.x - b.at.x)) {
    let { at } = item
    for (let hit = covered(placed, item, at); hit; hit = covered(placed, item, at))
      at = { x: at.x, y: hit.at.y + hit.size.height + measures.gap }
    placed.push({ ...item, at })
  }
  return placed
}
const covered = (placed: readonly Placed[], { size }: Placed, at: Spot): Placed | undefined =>
  placed.find(
    (p) => at.x < p.at.x + p.size.width && p.at.x < at.x + size.width && at.y < p.at.y + p.size.height && p.at.y < at.y + size.height,
  )

/** The deepest box under a point of the canvas, not one of `without` nor anything that stands on them. */
export function boxUnder(boxes: ReadonlyMap<ComponentId, Box>, point: Spot, without: ReadonlySet<ComponentId>): Box | null {
  let best: Box | null = null
  for (const box of boxes.values()) {
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
