import type { Bounds } from './fit.ts'
import { covers } from './free-spot.ts'

/**
 * A monitor beside others: drawn to their edges where it is no further than `within` px from them, and never over one of them,
 * for which it is moved out the shortest way. In whole px.
 */
export function abutted(box: Bounds, others: readonly Bounds[], within: number): Bounds {
  const { width, height } = box
  const x = nearest(
    box.x,
    others.flatMap((one) => [one.x, one.x + one.width - width, one.x - width, one.x + one.width]),
    within,
  )
  const y = nearest(
    box.y,
    others.flatMap((one) => [one.y, one.y + one.height - height, one.y - height, one.y + one.height]),
    within,
  )
  return freed({ x: Math.round(x), y: Math.round(y), width, height }, others)
}

function nearest(at: number, lines: readonly number[], within: number): number {
  const [best] = lines.filter((line) => Math.abs(line - at) <= within).sort((a, b) => Math.abs(a - at) - Math.abs(b - at))
  return best ?? at
}

/** The nearest place at which it covers none: straight out first, and around a corner where others are in the way. */
function freed(box: Bounds, others: readonly Bounds[]): Bounds {
  const free = (one: Bounds) => !others.some((other) => covers(one, other))
  if (free(box)) return box
  const xs = [box.x, ...others.flatMap((one) => [one.x - box.width, one.x + one.width])]
  const ys = [box.y, ...others.flatMap((one) => [one.y - box.height, one.y + one.height])]
  const away = ({ x, y }: Bounds) => Math.hypot(x - box.x, y - box.y)
  const [best] = xs
    .flatMap((x) => ys.map((y) => ({ ...box, x, y })))
    .filter(free)
    .sort((a, b) => away(a) - away(b))
  return best ?? box
}
