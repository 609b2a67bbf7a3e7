import type { Bounds } from '../../../shared/logic/fit.ts'

/** Which sides follow the pointer. None is a move of the whole. */
export interface Sides {
  readonly left?: boolean
  readonly right?: boolean
  readonly top?: boolean
  readonly bottom?: boolean
}

/** The gap kept between two windows that snap to one another, in logical px. */
export const GAP = 12
const LEAST = 80

/** The box after the pointer went so far: moved, or with the held sides pulled, never smaller than 80 px. */
export function pulled(box: Bounds, sides: Sides, dx: number, dy: number): Bounds {
  if (!sides.left && !sides.right && !sides.top && !sides.bottom) return { ...box, x: box.x + dx, y: box.y + dy }
  const left = sides.left ? Math.min(box.x + dx, box.x + box.width - LEAST) : box.x
  const top = sides.top ? Math.min(box.y + dy, box.y + box.height - LEAST) : box.y
  const right = sides.right ? Math.max(box.x + box.width + dx, box.x + LEAST) : box.x + box.width
  const bottom = sides.bottom ? Math.max(box.y + box.height + dy, box.y + LEAST) : box.y + box.height
  return { x: left, y: top, width: right - left, height: bottom - top }
}

/** Draws the box to lines that are near: edges, halves and thirds of the screen, edges of other windows, the gap beside them. */
export function snapped(box: Bounds, sides: Sides, screen: Bounds, others: readonly Bounds[], within: number): Bounds {
  const x = lines(
    screen.x,
    screen.width,
    others.map((one) => [one.x, one.x + one.width]),
  )
  const y = lines(
    screen.y,
    screen.height,
    others.map((one) => [one.y, one.y + one.height]),
  )
  const moves = !sides.left && !sides.right && !sides.top && !sides.bottom
  const across = shift(
    moves ? [box.x, box.x + box.width] : [...(sides.left ? [box.x] : []), ...(sides.right ? [box.x + box.width] : [])],
    x,
    within,
  )
  const down = shift(
    moves ? [box.y, box.y + box.height] : [...(sides.top ? [box.y] : []), ...(sides.bottom ? [box.y + box.height] : [])],
    y,
    within,
  )
  return rounded(pulled(box, sides, across, down))
}

function lines(start: number, length: number, edges: readonly (readonly [number, number])[]): number[] {
  const own = [0, 1 / 3, 1 / 2, 2 / 3, 1].map((share) => start + Math.round(length * share))
  return [...own, ...edges.flatMap(([from, to]) => [from, to, from - GAP, to + GAP])]
}

/** The smallest way that brings one of the edges onto a line; 0 when none is near. */
function shift(edges: readonly number[], to: readonly number[], within: number): number {
  let best = 0
  let least = within
  for (const edge of edges)
    for (const line of to) {
      const way = Math.abs(line - edge)
      if (way > least || (way === least && best !== 0)) continue
      least = way
      best = line - edge
    }
  return best
}

const rounded = (box: Bounds): Bounds => ({
  x: Math.round(box.x),
  y: Math.round(box.y),
  width: Math.round(box.width),
  height: Math.round(box.height),
})

/** A place of this size on the screen that covers no other window; the screen's corner when all is full. */
export function freePlace(size: { width: number; height: number }, screen: Bounds, others: readonly Bounds[]): Bounds {
  const xs = [screen.x, ...others.map((one) => one.x + one.width + GAP)].sort((a, b) => a - b)
  const ys = [screen.y, ...others.map((one) => one.y + one.height + GAP)].sort((a, b) => a - b)
  for (const y of ys)
    for (const x of xs) {
      const box = { x, y, ...size }
      const inside = x + size.width <= screen.x + screen.width && y + size.height <= screen.y + screen.height
      if (inside && !others.some((other) => covers(box, other))) return box
    }
  return { x: screen.x, y: screen.y, width: Math.min(size.width, screen.width), height: Math.min(size.height, screen.height) }
}

const covers = (a: Bounds, b: Bounds): boolean => a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height
