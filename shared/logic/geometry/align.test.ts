import fc from 'fast-check'
import { expect, test } from 'vitest'
import { aligned, around, distributed, sized } from './align.ts'

const a = { x: 0, y: 10, width: 100, height: 50 }
const b = { x: 300, y: 40, width: 60, height: 90 }
const c = { x: 140, y: 0, width: 80, height: 30 }

test('an edge of all must come to the outermost of them, and sizes must stay', () => {
  expect(aligned([a, b, c], 'left').map(({ x }) => x)).toEqual([0, 0, 0])
  expect(aligned([a, b, c], 'right').map(({ x, width }) => x + width)).toEqual([360, 360, 360])
  expect(aligned([a, b, c], 'top').map(({ y }) => y)).toEqual([0, 0, 0])
  expect(aligned([a, b, c], 'bottom').map(({ y, height }) => y + height)).toEqual([130, 130, 130])
  expect(aligned([a, b, c], 'centre').map(({ x, width }) => x + width / 2)).toEqual([180, 180, 180])
  expect(aligned([a, b, c], 'left').map(({ width, height, y }) => [width, height, y])).toEqual([
    [100, 50, 10],
    [60, 90, 40],
    [80, 30, 0],
  ])
})

test('a single window must come to the edge of the area it is told', () => {
  expect(aligned([a], 'right', { x: 1000, y: 0, width: 500, height: 400 })).toEqual([{ ...a, x: 1400 }])
  expect(aligned([a], 'middle', { x: 1000, y: 0, width: 500, height: 400 })).toEqual([{ ...a, y: 175 }])
})

test('gaps must become equal in the order in which the windows stand, whatever order they are named in', () => {
  expect(distributed([a, b, c], 'x')).toEqual([a, b, { ...c, x: 160 }])
  expect(distributed([b, a], 'x')).toEqual([b, a])
})

test('all must become as wide or high as the first', () => {
  expect(sized([a, b], 'width').map(({ width }) => width)).toEqual([100, 100])
  expect(sized([a, b], 'height').map(({ height }) => height)).toEqual([50, 50])
})

const box = fc.record({
  x: fc.integer({ min: -2000, max: 4000 }),
  y: fc.integer({ min: -2000, max: 4000 }),
  width: fc.integer({ min: 1, max: 900 }),
  height: fc.integer({ min: 1, max: 900 }),
})
const edges = fc.constantFrom('left', 'centre', 'right', 'top', 'middle', 'bottom')

test('aligning twice changes nothing more, and never leaves the box around them', () => {
  fc.assert(
    fc.property(fc.array(box, { minLength: 1, maxLength: 6 }), edges, (boxes, edge) => {
      const area = around(boxes)
      const once = aligned(boxes, edge)
      expect(aligned(once, edge, area)).toEqual(once)
      expect(around([...once, area])).toEqual(area)
    }),
  )
})

test('gaps differ by no more than the px that cannot be halved, and the box around all stays', () => {
  fc.assert(
    fc.property(fc.array(box, { minLength: 3, maxLength: 7 }), fc.constantFrom('x', 'y'), (boxes, axis) => {
      const size = axis === 'x' ? 'width' : 'height'
      const spread = distributed(boxes, axis)
      expect(spread.map((one) => [one.width, one.height])).toEqual(boxes.map((one) => [one.width, one.height]))
      const order = boxes.map((one, index) => ({ was: one, now: spread[index] ?? one, index }))
      order.sort((p, q) => p.was[axis] - q.was[axis] || p.index - q.index)
      const gaps = order.slice(1).map(({ now }, index) => {
        const before = order[index]?.now ?? now
        return now[axis] - before[axis] - before[size]
      })
      expect(Math.max(...gaps) - Math.min(...gaps)).toBeLessThanOrEqual(1)
    }),
  )
})
