import type { Bounds } from './fit.ts'

/** What of a box is brought to one line. */
export type Edge = 'left' | 'centre' | 'right' | 'top' | 'middle' | 'bottom'

/** The smallest box around all of them; an empty one at 0 for none. */
export function around(boxes: readonly Bounds[]): Bounds {
  if (boxes.length === 0) return { x: 0, y: 0, width: 0, height: 0 }
  const x = Math.min(...boxes.map((one) => one.x))
  const y = Math.min(...boxes.map((one) => one.y))
  const right = Math.max(...boxes.map((one) => one.x + one.width))
  const bottom = Math.max(...boxes.map((one) => one.y + one.height))
  return { x, y, width: right - x, height: bottom - y }
}

/** The boxes with that edge on one line of the area; without an area, of the box around all of them. Sizes stay. */
export function aligned(boxes: readonly Bounds[], edge: Edge, area: Bounds = around(boxes)): Bounds[] {
  const across = { left: 0, centre: 0.5, right: 1 }
  const down = { top: 0, middle: 0.5, bottom: 1 }
  return boxes.map((box) => {
    if (edge === 'left' || edge === 'centre' || edge === 'right')
      return { ...box, x: area.x + Math.round((area.width - box.width) * across[edge]) }
    return { ...box, y: area.y + Math.round((area.height - box.height) * down[edge]) }
  })
}

/** The boxes with equal gaps between them along the axis: the outer two and all sizes stay. Fewer than three stay as they are. */
export function distributed(boxes: readonly Bounds[], axis: 'x' | 'y'): Bounds[] {
  if (boxes.length < 3) return [...boxes]
  const size = axis === 'x' ? 'width' : 'height'
  const order = boxes.map((box, index) => ({ box, index })).sort((a, b) => a.box[axis] - b.box[axis] || a.index - b.index)
  const start = Math.min(...boxes.map((box) => box[axis]))
  const end = Math.max(...boxes.map((box) => box[axis] + box[size]))
  const gap = (end - start - boxes.reduce((sum, box) => sum + box[size], 0)) / (boxes.length - 1)
  const result = [...boxes]
  let at = start
  for (const { box, index } of order) {
    result[index] = { ...box, [axis]: Math.round(at) }
    at += box[size] + gap
  }
  return result
}

/** The boxes as wide, or as high, as the first of them. */
export function sized(boxes: readonly Bounds[], side: 'width' | 'height'): Bounds[] {
  const [first] = boxes
  return first ? boxes.map((box) => ({ ...box, [side]: first[side] })) : []
}
