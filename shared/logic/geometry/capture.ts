import type { Screen } from '../../model/layout.ts'
import type { DesktopWindow } from '../../plugin/desktop.ts'
import type { PxPlacement } from './fit.ts'
import type { Bounds } from './measure.ts'

/** A window that is open now, and the placement that brings it back to where it is. */
export interface Captured {
  readonly window: DesktopWindow
  readonly placement: PxPlacement
}

/**
 * What is open now as placements: each on the screen that most of it is on, else on the first one; in px, of the content. Dialogs go
 * with their windows and are left out. Of a window that fills a screen nobody knows where it was before: it keeps the bounds it has.
 */
export function capture(windows: readonly DesktopWindow[], screens: readonly Screen[]): Captured[] {
  return windows.filter(({ dialog }) => !dialog).map((window) => ({ window, placement: placementOf(window, screens) }))
}

function placementOf({ content, desktop, show }: DesktopWindow, screens: readonly Screen[]): PxPlacement {
  const { width, height } = content
  const [on] = screens.toSorted((a, b) => shared(content, b) - shared(content, a))
  return { screen: on?.name ?? null, desktop, x: content.x - (on?.x ?? 0), y: content.y - (on?.y ?? 0), width, height, show }
}

/** The area that both have, in px². */
function shared(one: Bounds, other: Bounds): number {
  const along = Math.min(one.x + one.width, other.x + other.width) - Math.max(one.x, other.x)
  const down = Math.min(one.y + one.height, other.y + other.height) - Math.max(one.y, other.y)
  return along > 0 && down > 0 ? along * down : 0
}
