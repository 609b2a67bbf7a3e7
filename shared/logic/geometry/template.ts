import type { Bounds } from './fit.ts'
import { GAP } from './snap.ts'

/** A way to divide a screen among windows. */
export type TemplateName = 'two' | 'three' | 'grid' | 'main' | 'top' | 'whole'

/** The templates in the order in which they are offered, with the words for them. */
export const TEMPLATES: readonly { readonly name: TemplateName; readonly title: string }[] = [
  { name: 'two', title: 'Two columns' },
  { name: 'three', title: 'Three columns' },
  { name: 'grid', title: 'Grid, 2 by 2' },
  { name: 'main', title: 'Main and stack' },
  { name: 'top', title: 'Main above, row below' },
  { name: 'whole', title: 'Whole screen' },
]

/** So many windows stand in a stack before it becomes two beside one another. */
const STACK = 4
/** Below this many px a window, gaps only take room away. */
const NARROW = 60

/**
 * The cells of a template on this screen, in reading order, the main one first: at least `count` of them, none covering
 * another (but for the whole screen, of which each gets all), with a gap between. More windows than a template has cells
 * get further rows.
 */
export function cells(name: TemplateName, screen: Bounds, count: number): Bounds[] {
  const rows = (columns: number, least = 1) => Math.max(least, Math.ceil(count / columns))
  if (name === 'two') return grid(screen, 2, rows(2))
  if (name === 'three') return grid(screen, 3, rows(3))
  if (name === 'grid') return grid(screen, 2, rows(2, 2))
  if (name === 'whole') return Array.from({ length: Math.max(1, count) }, () => boundsOnly(screen))
  const rest = Math.max(2, count - 1)
  if (name === 'main') {
    const columns = Math.ceil(rest / STACK)
    const [x, width] = slice(screen.x, screen.width, 0, 0.6)
    const [beside, left] = slice(screen.x, screen.width, 0.6, 1)
    return [
      { x, width, y: screen.y, height: screen.height },
      ...grid({ x: beside, width: left, y: screen.y, height: screen.height }, columns, Math.ceil(rest / columns)),
    ]
  }
  const below = Math.ceil(rest / STACK)
  const [y, height] = slice(screen.y, screen.height, 0, 0.6)
  const [under, left] = slice(screen.y, screen.height, 0.6, 1)
  return [
    { x: screen.x, width: screen.width, y, height },
    ...grid({ x: screen.x, width: screen.width, y: under, height: left }, Math.ceil(rest / below), below),
  ]
}

/** The boxes, each in a cell of the template: as they are read now, or with the one at index `main` first. */
export function arranged(name: TemplateName, screen: Bounds, boxes: readonly Bounds[], main: number | null = null): Bounds[] {
  const spots = cells(name, screen, boxes.length)
  const order = readingOrder(boxes)
  const first = main === null ? order : [main, ...order.filter((index) => index !== main)]
  const result = [...boxes]
  first.forEach((index, turn) => {
    const spot = spots[turn]
    if (spot) result[index] = spot
  })
  return result
}

/** The indices of the boxes as one reads: rows from the top, each from the left. */
export function readingOrder(boxes: readonly Bounds[]): number[] {
  const left = boxes.map((box, index) => ({ ...box, index })).sort((a, b) => a.y - b.y || a.x - b.x || a.index - b.index)
  const order: number[] = []
  while (left.length > 0) {
    let bottom = Infinity
    let length = 0
    for (const box of left) {
      if (length > 0 && box.y + box.height / 2 >= bottom) break
      bottom = Math.min(bottom, box.y + box.height)
      length++
    }
    const row = left.splice(0, length).sort((a, b) => a.x - b.x || a.y - b.y || a.index - b.index)
    order.push(...row.map((box) => box.index))
  }
  return order
}

function grid(area: Bounds, columns: number, rows: number): Bounds[] {
  return Array.from({ length: rows }, (_, row) => {
    const [y, height] = slice(area.y, area.height, row / rows, (row + 1) / rows, area.height / rows)
    return Array.from({ length: columns }, (_, column) => {
      const [x, width] = slice(area.x, area.width, column / columns, (column + 1) / columns, area.width / columns)
      return { x, y, width, height }
    })
  }).flat()
}

/** Start and length of the part between two shares, with a gap after it that the last part does not have. */
function slice(start: number, length: number, from: number, to: number, each = Infinity): [number, number] {
  const gap = each < NARROW ? 0 : GAP
  const first = Math.round(from * (length + gap))
  const next = Math.round(to * (length + gap))
  return [start + first, Math.max(1, next - gap - first)]
}

const boundsOnly = ({ x, y, width, height }: Bounds): Bounds => ({ x, y, width, height })
