import type { Length, Offset, Placement } from '../../model/layout.ts'
import type { Bounds, Cell } from './measure.ts'

/** What a size is told in. Cells are for what shows text. */
export type Measure = 'pixels' | 'percent' | 'cells'

/** What the width and height of a placement are told in; null where they differ. */
export function measureOf({ width, height }: Placement): Measure | null {
  const [wide, high] = [ofLength(width), ofLength(height)]
  return wide === high ? wide : null
}

/**
 * The placement told in another measure, its window at the same box of its screen: in percent all of it, in cells its size, to
 * the nearest character. `box` is where it is, `screen` what shares are of, both in px of the whole desktop.
 */
export function measuredIn(placement: Placement, measure: Measure, box: Bounds, screen: Bounds, cell: Cell): Placement {
  const near = { x: box.x - screen.x, y: box.y - screen.y }
  const size: Pick<Placement, 'width' | 'height'> =
    measure === 'pixels'
      ? { width: box.width, height: box.height }
      : measure === 'percent'
        ? { width: { percent: percentOf(box.width, screen.width) }, height: { percent: percentOf(box.height, screen.height) } }
        : {
            width: { cells: cellsIn(box.width, cell.width, cell.around.width) },
            height: { cells: cellsIn(box.height, cell.height, cell.around.height) },
          }
  const offset = (was: Offset, px: number, length: number, whole: number): Offset => {
    const far = typeof was === 'object' && 'fromEnd' in was
    const distance = far ? whole - length - px : px
    const told = measure === 'percent' ? { percent: percentOf(distance, whole) } : distance
    return far ? { fromEnd: told } : told
  }
  return {
    ...placement,
    ...size,
    x: offset(placement.x, near.x, box.width, screen.width),
    y: offset(placement.y, near.y, box.height, screen.height),
  }
}

/** The share that gives back this many px, with no more decimals than a placement may have. */
export function percentOf(px: number, whole: number): number {
  for (const decimals of [0, 1, 2, 3]) {
    const percent = Number(((px * 100) / whole).toFixed(decimals))
    if (Math.round((whole * percent) / 100) === px && percent !== 0) return percent + 0
  }
  return Number(((px * 100) / whole).toFixed(4)) + 0
}

const ofLength = (length: Length): Measure => (typeof length === 'number' ? 'pixels' : 'percent' in length ? 'percent' : 'cells')
const cellsIn = (px: number, cell: number, around: number): number => Math.max(1, Math.round((px - around) / cell))
