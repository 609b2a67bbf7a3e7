import type { Length, Offset, Placement } from '../../model/layout.ts'
import { Misread, type Misreading } from '../misread.ts'
import { COUNTS, readGeometry, SHOWS, type SaidGeometry, type Unit } from './geometry-reader.ts'

/** A place, and the name of the layout in which its screen is to be found, where one is named. */
export interface Geometry {
  readonly placement: Placement
  readonly layout?: string
}

/** All of the desktop: what a text stands for that says nothing else. */
export const WHOLE: Placement = {
  screen: null,
  desktop: null,
  x: 0,
  y: 0,
  width: { percent: 100 },
  height: { percent: 100 },
  show: 'normal',
}

/**
 * `1268x994+0+0:left:2`: size, place on its screen, the screen by name or number, then the layout's name, the virtual desktop and how it
 * is shown, as far as there is something to say. A screen alone, such as `:5`, is all of it. `parseGeometry` reads it as the same place.
 */
export function showGeometry(placement: Placement, layout?: string): string {
  const { screen, desktop, show } = placement
  const more = [
    ...(layout === undefined ? [] : [nameOfLayout(layout)]),
    ...(desktop === null ? [] : [typeof desktop === 'number' ? String(desktop) : `@${name(desktop)}`]),
    ...(show === 'normal' ? [] : [show]),
  ]
  const place = isWhole(placement) && screen !== null ? '' : showRectangle(placement)
  const where = screen === null ? '' : typeof screen === 'number' ? String(screen) : name(screen, screen === '*')
  return [place, ...(screen !== null || more.length > 0 ? [where] : []), ...more].join(':')
}

/** `50%x24c-0+-40`: half as wide as its screen, 24 lines high, at the right edge, 40 px above it. */
export const showRectangle = ({ x, y, width, height }: Pick<Placement, 'x' | 'y' | 'width' | 'height'>): string =>
  `${showLength(width)}x${showLength(height)}${showOffset(x)}${showOffset(y)}`

/** One length as in a `-g` text: `800`, `50%`, `80c`. */
export const showLength = (length: Length): string =>
  typeof length === 'number' ? String(length) : 'cells' in length ? `${length.cells}c` : `${length.percent}%`

/** One offset as in a `-g` text: `+40`, `-0`, `+50%`. */
export function showOffset(offset: Offset): string {
  if (typeof offset === 'object' && 'fromEnd' in offset) return `-${showDistance(offset.fromEnd)}`
  return `+${showDistance(offset)}`
}
const showDistance = (distance: number | { percent: number }) => (typeof distance === 'number' ? String(distance) : `${distance.percent}%`)

const isWhole = ({ x, y, width, height }: Placement): boolean => x === 0 && y === 0 && isAll(width) && isAll(height)
const isAll = (length: Length) => typeof length === 'object' && 'percent' in length && length.percent === 100

const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`
const name = (text: string, always = false) => (always || /^$|^\s|\s$|[:"]/.test(text) || COUNTS.test(text) ? quoted(text) : text)
const nameOfLayout = (text: string) => name(text, SHOWS.has(text.toLowerCase()) || /^[@/~]/.test(text))

/**
 * Reads `WxH+X+Y:screen`, then in any order a layout's name, a desktop (its number, or `@` and its name) and a state. `+40` counts from
 * the left and upper edge, `-40` from the right and lower one (`-0` is that edge), `+-40` is left of or above the screen. A size is px,
 * `50%` of the screen, or `80c` characters; `unit` says what a plain number is. Names with a colon stand in double quotes.
 * What is left out stays as it is in `was`; a screen without size and place is all of that screen.
 */
export function parseGeometry(text: string, was: Placement = WHOLE, unit: Unit = 'px'): Geometry | { misread: Misreading } {
  try {
    return placed(readGeometry(text, unit), was)
  } catch (cause) {
    if (!(cause instanceof Misread)) throw cause
    return { misread: { at: cause.at, message: cause.message } }
  }
}

function placed({ size, place, layout, ...rest }: SaidGeometry, was: Placement): Geometry {
  const all = !size && !place && rest.screen !== undefined && rest.screen !== null
  const { x, y, width, height } = all ? WHOLE : was
  const [wide, high] = size ?? [width, height]
  const [across, down] = place ?? [x, y]
  const placement = { ...was, ...rest, x: across, y: down, width: wide, height: high }
  return layout === undefined ? { placement } : { placement, layout }
}
