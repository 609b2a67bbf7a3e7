import { findScreen, screenOf } from '../../../shared/logic/geometry/fit.ts'
import type { Bounds } from '../../../shared/logic/geometry/fit.ts'
import type { Cell } from '../../../shared/logic/geometry/measure.ts'
import type { Placement, Screen } from '../../../shared/model/layout.ts'
import { boxOf, ONE_SCREEN } from './arrange.ts'

/** A window held at this place is over that screen; null beside all of them. */
export function screenUnder(box: Bounds, screens: readonly Screen[]): Screen | null {
  const x = box.x + box.width / 2
  const y = box.y + box.height / 2
  return screens.find((one) => x >= one.x && x < one.x + one.width && y >= one.y && y < one.y + one.height) ?? null
}

/**
 * The placement with its window at this box, in px of the whole desktop. What of it already says so stays as it was said (a share, an
 * edge, characters); the rest is told in px from the screen under its middle, from the far edge where that was meant.
 */
export function placedAt(placement: Placement, box: Bounds, screens: readonly Screen[], cell: Cell | null): Placement {
  const was = boxOf({ ...placement, show: 'normal' }, screens, cell)
  if (was.x === box.x && was.y === box.y && was.width === box.width && was.height === box.height) return placement
  const under = screenUnder(box, screens) ?? screenOf(placement, screens) ?? ONE_SCREEN
  const screen = placement.screen !== null && findScreen(placement.screen, screens) === under ? placement.screen : under.name
  const at = (part: Partial<Placement>): Placement => ({ ...placement, screen, show: 'normal', ...part })
  const says = (part: Partial<Placement>, side: keyof Bounds) => boxOf(at(part), screens, cell)[side] === box[side]

  const width = says({}, 'width') ? placement.width : box.width
  const height = says({}, 'height') ? placement.height : box.height
  const far = { x: under.x + under.width - box.x - box.width, y: under.y + under.height - box.y - box.height }
  const near = { x: box.x - under.x, y: box.y - under.y }
  const offset = (side: 'x' | 'y') => {
    const told = placement[side]
    if (says({ width, height }, side)) return told
    return typeof told === 'object' && 'fromEnd' in told ? { fromEnd: far[side] } : near[side]
  }
  return { ...placement, screen, width, height, x: offset('x'), y: offset('y') }
}
