import type { Bounds } from './fit.ts'

/** Which sides follow the pointer. None is a move of the whole. */
export interface Sides {
  readonly left?: boolean
  readonly right?: boolean
  readonly top?: boolean
  readonly bottom?: boolean
}

/** The gap kept between two windows that snap to one another, in logical px. */
export const GAP = 12
/** No window is pulled smaller than this, in logical px: it must still be held. */
export const LEAST = 80

/** What a box may be drawn to. */
export interface Ground {
  readonly screen: Bounds
  readonly others: readonly Bounds[]
  /** Shares of the screen, between 0 and 1, at which it is divided. */
  readonly shares: readonly number[]
}

/** A line that a box has been drawn to. `x` is an upright line at that x, from one y to another. */
export interface Guide {
  readonly axis: Axis
  readonly at: number
  readonly from: number
  readonly to: number
  /** Where the other window begins beyond the gap; null where the line is no gap. */
  readonly beside: number | null
}

export type Axis = 'x' | 'y'

interface Span {
  readonly start: number
  readonly end: number
}
interface Line {
  readonly at: number
  /** Which edge of the box belongs on it. */
  readonly edge: 'start' | 'end' | 'middle'
  readonly source: Span
  readonly beside: number | null
}

/** Halves and thirds: what most people divide a screen into. */
export const THIRDS: readonly number[] = [1 / 3, 1 / 2, 2 / 3]
/** Twelfths hold halves, thirds, quarters and sixths. */
export const TWELFTHS: readonly number[] = Array.from({ length: 11 }, (_, index) => (index + 1) / 12)

const moves = ({ left, right, top, bottom }: Sides): boolean => !left && !right && !top && !bottom

/** The box after the pointer went so far: moved, or with the held sides pulled, never smaller than `LEAST`. */
export function pulled(box: Bounds, sides: Sides, dx: number, dy: number): Bounds {
  if (moves(sides)) return { ...box, x: box.x + dx, y: box.y + dy }
  const left = sides.left ? Math.min(box.x + dx, box.x + box.width - LEAST) : box.x
  const top = sides.top ? Math.min(box.y + dy, box.y + box.height - LEAST) : box.y
  const right = sides.right ? Math.max(box.x + box.width + dx, box.x + LEAST) : box.x + box.width
  const bottom = sides.bottom ? Math.max(box.y + box.height + dy, box.y + LEAST) : box.y + box.height
  return { x: left, y: top, width: right - left, height: bottom - top }
}

/**
 * Draws the held sides of a box to the nearest lines that are not further than `within` px: edges, middle and shares of
 * the screen, edges of other windows, the gap beside them. The guides are the lines its held edges then lie on.
 */
export function snapped(box: Bounds, sides: Sides, ground: Ground, within: number): { box: Bounds; guides: readonly Guide[] } {
  const whole = rounded(box)
  const found = { x: linesOn('x', ground), y: linesOn('y', ground) }
  const drawn = rounded(pulled(whole, sides, shift('x', whole, sides, found.x, within), shift('y', whole, sides, found.y, within)))
  return { box: drawn, guides: [...guidesOn('x', drawn, sides, found.x), ...guidesOn('y', drawn, sides, found.y)] }
}

/** Where a screen's side is divided: the cell after the share starts at `start`, the one before ends at `end`, a gap between. */
export function divided(share: number, length: number): { start: number; end: number } {
  const start = Math.round(share * (length + GAP))
  return { start, end: start - GAP }
}

const along = (axis: Axis, { x, y, width, height }: Bounds): Span =>
  axis === 'x' ? { start: x, end: x + width } : { start: y, end: y + height }
const across = (axis: Axis, box: Bounds): Span => along(axis === 'x' ? 'y' : 'x', box)

function linesOn(axis: Axis, { screen, others, shares }: Ground): Line[] {
  const side = along(axis, screen)
  const plain = { source: across(axis, screen), beside: null }
  const own = shares.flatMap((share): Line[] => {
    const { start, end } = divided(share, side.end - side.start)
    return [
      { at: side.start + start, edge: 'start', ...plain },
      { at: side.start + end, edge: 'end', ...plain },
    ]
  })
  const theirs = others.flatMap((other): Line[] => {
    const { start, end } = along(axis, other)
    const source = across(axis, other)
    return [
      { at: start, edge: 'start', source, beside: null },
      { at: end, edge: 'end', source, beside: null },
      { at: end + GAP, edge: 'start', source, beside: end },
      { at: start - GAP, edge: 'end', source, beside: start },
    ]
  })
  return [
    { at: side.start, edge: 'start', ...plain },
    { at: side.end, edge: 'end', ...plain },
    { at: (side.start + side.end) / 2, edge: 'middle', ...plain },
    ...own,
    ...theirs,
  ]
}

/** The places of the edges that may move, by their name. A middle moves only with the whole. */
function edgesOf(axis: Axis, box: Bounds, sides: Sides): ReadonlyMap<Line['edge'], number> {
  const { start, end } = along(axis, box)
  const [first, last] = axis === 'x' ? [sides.left, sides.right] : [sides.top, sides.bottom]
  if (moves(sides))
    return new Map<Line['edge'], number>([
      ['start', start],
      ['end', end],
      ['middle', (start + end) / 2],
    ])
  return new Map<Line['edge'], number>([...(first ? [['start', start] as const] : []), ...(last ? [['end', end] as const] : [])])
}

/** The smallest way that brings one of the edges onto a line; 0 when none is near. */
function shift(axis: Axis, box: Bounds, sides: Sides, lines: readonly Line[], within: number): number {
  const edges = edgesOf(axis, box, sides)
  let best = 0
  let least = within
  for (const { edge, at } of lines) {
    const from = edges.get(edge)
    if (from === undefined) continue
    const way = Math.abs(at - from)
    if (way > least || (way === least && best !== 0)) continue
    least = way
    best = at - from
  }
  return best
}

function guidesOn(axis: Axis, box: Bounds, sides: Sides, lines: readonly Line[]): Guide[] {
  const edges = edgesOf(axis, box, sides)
  const own = across(axis, box)
  const byPlace = new Map<number, Guide>()
  for (const { edge, at, source, beside } of lines) {
    const place = edges.get(edge)
    // Half a pixel: the middle of an odd screen lies between two.
    if (place === undefined || Math.abs(place - at) > 0.5) continue
    const overlaps = source.start < own.end && own.start < source.end
    const was = byPlace.get(at)
    byPlace.set(at, {
      axis,
      at,
      from: Math.min(own.start, source.start, was?.from ?? own.start),
      to: Math.max(own.end, source.end, was?.to ?? own.end),
      beside: (overlaps ? beside : null) ?? was?.beside ?? null,
    })
  }
  return [...byPlace.values()]
}

/** The box in whole px. */
export const rounded = ({ x, y, width, height }: Bounds): Bounds => ({
  x: Math.round(x),
  y: Math.round(y),
  width: Math.round(width),
  height: Math.round(height),
})
