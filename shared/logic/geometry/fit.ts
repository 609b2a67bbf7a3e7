import type { Placement } from '../../model/layout.ts'
import { type Area, type Bounds, type Cell, lengthIn, offsetIn, TERMINAL_CELL } from './measure.ts'
import { screenOnWall } from './wall.ts'

export type { Bounds } from './measure.ts'

/** A placement whose shares, edges and cells have been worked out: all in logical px, relative to its screen. */
export type PxPlacement = Omit<Placement, keyof Bounds> & Bounds

/** The screen of that name, number or column and row; null where it is not there. */
export const findScreen = <S extends Area>(wanted: number | string, screens: readonly S[]): S | null =>
  screens.find((each, index) => each.name === wanted || index === wanted) ??
  (typeof wanted === 'string' ? screenOnWall(wanted, screens) : null)

/**
 * The screen a placement means, else the first; of one on the whole desktop the screen under its middle. Null where there is no screen
 * at all.
 */
export function screenOf<S extends Area>(placement: Placement, screens: readonly S[], cell: Cell = TERMINAL_CELL): S | null {
  const first = screens[0] ?? null
  if (placement.screen !== null) return findScreen(placement.screen, screens) ?? first
  const { x, y, width, height } = boundsOf(placement, screens, cell)
  return screens.find((screen) => holds(screen, x + width / 2, y + height / 2)) ?? first
}

const holds = (screen: Bounds, x: number, y: number) =>
  x >= screen.x && x < screen.x + screen.width && y >= screen.y && y < screen.y + screen.height

/** Where a placement is on the whole desktop. Shares of what no screen is known of are those of a screen of 1920 by 1080 px. */
export function boundsOf(placement: Placement, screens: readonly Area[], cell: Cell = TERMINAL_CELL): Bounds {
  const area = areaOf(placement, screens)
  const width = lengthIn(placement.width, area.width, cell.width, cell.around.width)
  const height = lengthIn(placement.height, area.height, cell.height, cell.around.height)
  const begin = originOf(placement, screens)
  // Plain px count from the origin, which on the whole desktop need not be the edge of its screens.
  const x = typeof placement.x === 'number' ? begin.x + placement.x : area.x + offsetIn(placement.x, area.width, width)
  const y = typeof placement.y === 'number' ? begin.y + placement.y : area.y + offsetIn(placement.y, area.height, height)
  return { x, y, width, height }
}

/** The placement with plain px in the place of shares, edges and cells. It stands where it stood, on these screens. */
export function inPx(placement: Placement, screens: readonly Area[], cell: Cell = TERMINAL_CELL): PxPlacement {
  const { x, y, width, height } = boundsOf(placement, screens, cell)
  const begin = originOf(placement, screens)
  return { ...placement, x: x - begin.x, y: y - begin.y, width, height }
}

const NO_SCREEN: Bounds = { x: 0, y: 0, width: 1920, height: 1080 }

/** What shares are shares of, and whose edges are meant. */
function areaOf({ screen }: Placement, screens: readonly Area[]): Bounds {
  if (screen !== null || screens.length === 0) return (screen === null ? null : findScreen(screen, screens)) ?? screens[0] ?? NO_SCREEN
  const x = Math.min(...screens.map((each) => each.x))
  const y = Math.min(...screens.map((each) => each.y))
  const right = Math.max(...screens.map((each) => each.x + each.width))
  const bottom = Math.max(...screens.map((each) => each.y + each.height))
  return { x, y, width: right - x, height: bottom - y }
}

const originOf = (placement: Placement, screens: readonly Area[]): { readonly x: number; readonly y: number } =>
  placement.screen === null ? NO_SCREEN : areaOf(placement, screens)

/**
 * The placement on the screens that are there, nothing of it off screen: moved, and made smaller where that is not
 * enough. A window may span screens, as long as they hold all of it. One whose screen is missing goes to the first.
 */
export function fitToScreens(placement: Placement, screens: readonly Area[], cell: Cell = TERMINAL_CELL): Placement {
  const screen = screenOf(placement, screens, cell)
  if (!screen) return placement
  const there = placement.screen === null || findScreen(placement.screen, screens) !== null
  const moved = there ? placement : { ...placement, screen: screen.name }
  const bounds = boundsOf(moved, screens, cell)
  if (covered([bounds], screens)) return moved
  const begin = originOf(moved, screens)
  const width = Math.min(bounds.width, screen.width)
  const height = Math.min(bounds.height, screen.height)
  const x = within(bounds.x, screen.x, screen.x + screen.width - width) - begin.x
  const y = within(bounds.y, screen.y, screen.y + screen.height - height) - begin.y
  return { ...moved, width, height, x, y }
}

const within = (value: number, least: number, most: number) => Math.max(least, Math.min(value, most))

/** Whether the screens together leave nothing of the rectangles over. */
function covered(rectangles: readonly Bounds[], screens: readonly Area[]): boolean {
  return screens.reduce((left, screen) => left.flatMap((rectangle) => without(rectangle, screen)), rectangles).length === 0
}

/** What is left of a rectangle beside another: above, below, left and right of it. */
function without(whole: Bounds, hole: Bounds): Bounds[] {
  const left = Math.max(whole.x, hole.x)
  const right = Math.min(whole.x + whole.width, hole.x + hole.width)
  const top = Math.max(whole.y, hole.y)
  const bottom = Math.min(whole.y + whole.height, hole.y + hole.height)
  if (left >= right || top >= bottom) return [whole]
  return [
    { ...whole, height: top - whole.y },
    { ...whole, y: bottom, height: whole.y + whole.height - bottom },
    { x: whole.x, y: top, width: left - whole.x, height: bottom - top },
    { x: right, y: top, width: whole.x + whole.width - right, height: bottom - top },
  ].filter(({ width, height }) => width > 0 && height > 0)
}
