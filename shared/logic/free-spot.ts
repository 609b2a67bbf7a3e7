import type { Bounds } from './fit.ts'
import { GAP } from './snap.ts'

/** How far the next window is moved when there is no free spot left, so that both titles can be read. */
const CASCADE = 40

/**
 * A place of this size that covers no other window, on the first screen that has one; made smaller where a screen is
 * smaller. When all is full, a place on the first screen a little further than the windows that begin there already.
 */
export function freeSpot(size: { width: number; height: number }, screens: readonly Bounds[], others: readonly Bounds[]): Bounds {
  for (const screen of screens) {
    const box = freeOn(fitted(size, screen), screen, others)
    if (box) return box
  }
  const [screen] = screens
  if (!screen) return { x: 0, y: 0, ...size }
  const { width, height } = fitted(size, screen)
  const most = Math.max(0, Math.min(screen.width - width, screen.height - height))
  for (let step = 0; step <= most; step += CASCADE) {
    const box = { x: screen.x + step, y: screen.y + step, width, height }
    if (!others.some((other) => other.x === box.x && other.y === box.y)) return box
  }
  return { x: screen.x, y: screen.y, width, height }
}

function freeOn(size: { width: number; height: number }, screen: Bounds, others: readonly Bounds[]): Bounds | null {
  const xs = [screen.x, ...others.map((one) => one.x + one.width + GAP)].sort((a, b) => a - b)
  const ys = [screen.y, ...others.map((one) => one.y + one.height + GAP)].sort((a, b) => a - b)
  for (const y of ys)
    for (const x of xs) {
      const box = { x, y, ...size }
      if (inside(box, screen) && !others.some((other) => covers(box, other))) return box
    }
  return null
}

const fitted = (size: { width: number; height: number }, screen: Bounds) => ({
  width: Math.min(size.width, screen.width),
  height: Math.min(size.height, screen.height),
})
const inside = (box: Bounds, area: Bounds): boolean =>
  box.x >= area.x && box.y >= area.y && box.x + box.width <= area.x + area.width && box.y + box.height <= area.y + area.height

/** Whether two boxes have a px in common. */
export const covers = (a: Bounds, b: Bounds): boolean =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height
