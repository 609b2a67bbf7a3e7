import type { Placement, Screen } from '../model/layout.ts'

/** A rectangle in logical px of the whole desktop. */
export interface Bounds {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** The screen a placement means: by name, by number, else the first; null where there is no screen at all. */
export const screenOf = ({ screen }: Placement, screens: readonly Screen[]): Screen | null =>
  screens.find((each, index) => each.name === screen || index === screen) ?? screens[0] ?? null

/** Where a placement is on the whole desktop. */
export function boundsOf(placement: Placement, screens: readonly Screen[]): Bounds {
  const { x, y, width, height } = placement
  const screen = screenOf(placement, screens)
  return { x: x + (screen?.x ?? 0), y: y + (screen?.y ?? 0), width, height }
}

/**
 * The placement on the screens that are there, nothing of it off screen: moved, and made smaller where that is not
 * enough. A window may span screens, as long as they hold all of it. One whose screen is missing goes to the first.
 */
export function fitToScreens(placement: Placement, screens: readonly Screen[]): Placement {
  const screen = screenOf(placement, screens)
  if (!screen) return placement
  const named = screens.some((each, index) => each.name === placement.screen || index === placement.screen) ? placement.screen : screen.name
  const moved = { ...placement, screen: named }
  if (covered([boundsOf(moved, screens)], screens)) return named === placement.screen ? placement : moved
  const width = Math.min(placement.width, screen.width)
  const height = Math.min(placement.height, screen.height)
  return { ...moved, width, height, x: within(placement.x, screen.width - width), y: within(placement.y, screen.height - height) }
}

const within = (value: number, most: number) => Math.max(0, Math.min(value, most))

/** Whether the screens together leave nothing of the rectangles over. */
function covered(rectangles: readonly Bounds[], screens: readonly Screen[]): boolean {
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
