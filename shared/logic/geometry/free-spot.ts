import type { Bounds } from './fit.ts'
import { GAP } from './snap.ts'

/** How far the next window is moved when there is no free spot left, so that both titles can be read. */
const CASCADE = 40

/**
 * A place of this size that covers no other window, on the first screen that has one; made smaller where a screen is smaller.
 * Where none has, the place that covers least. When all is covered, one on the first screen a little further than the windows
 * that begin there already.
 */
export function freeSpot(size: { width: number; height: number }, screens: readonly Bounds[], others: readonly Bounds[]): Bounds {
  let best: { box: Bounds; hidden: number } | null = null
  for (const screen of screens) {
    const { box, hidden } = leastOn(fitted(size, screen), screen, others)
    if (hidden === 0) return box
    if (hidden < box.width * box.height && hidden < (best?.hidden ?? Infinity)) best = { box, hidden }
  }
  return best?.box ?? cascaded(size, screens, others)
}

/** Beside edges of the screen and of other windows lies the place that covers least of them; of equal ones the upper left. */
function leastOn(size: { width: number; height: number }, screen: Bounds, others: readonly Bounds[]): { box: Bounds; hidden: number } {
  const places = (start: number, end: number, length: number, edges: readonly (readonly [number, number])[]) =>
    [...new Set([start, end - length, ...edges.flatMap(([from, to]) => [to + GAP, from - GAP - length])])]
      .filter((at) => at >= start && at + length <= end)
      .sort((a, b) => a - b)
  const xs = places(
    screen.x,
    screen.x + screen.width,
    size.width,
    others.map((one) => [one.x, one.x + one.width]),
  )
  const ys = places(
    screen.y,
    screen.y + screen.height,
    size.height,
    others.map((one) => [one.y, one.y + one.height]),
  )
  let best = { box: { x: screen.x, y: screen.y, ...size }, hidden: Infinity }
  for (const y of ys)
    for (const x of xs) {
      const box = { x, y, ...size }
      const hidden = others.reduce((sum, other) => sum + overlap(box, other), 0)
      if (hidden < best.hidden) best = { box, hidden }
    }
  return best
}

function cascaded(size: { width: number; height: number }, [screen]: readonly Bounds[], others: readonly Bounds[]): Bounds {
  if (!screen) return { x: 0, y: 0, ...size }
  const { width, height } = fitted(size, screen)
  const most = Math.max(0, Math.min(screen.width - width, screen.height - height))
  for (let step = 0; step <= most; step += CASCADE) {
    const box = { x: screen.x + step, y: screen.y + step, width, height }
    if (!others.some((other) => other.x === box.x && other.y === box.y)) return box
  }
  return { x: screen.x, y: screen.y, width, height }
}

/** How many px two boxes have in common. */
function overlap(a: Bounds, b: Bounds): number {
  const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x)
  const height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y)
  return width > 0 && height > 0 ? width * height : 0
}

const fitted = (size: { width: number; height: number }, screen: Bounds) => ({
  width: Math.min(size.width, screen.width),
  height: Math.min(size.height, screen.height),
})
/** Whether two boxes have a px in common. */
export const covers = (a: Bounds, b: Bounds): boolean =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height
