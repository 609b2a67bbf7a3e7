import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Bounds } from './fit.ts'
import { divided, LEAST, pulled, snapped, THIRDS, TWELFTHS, type Sides } from './snap.ts'

const screen = { x: 0, y: 0, width: 1920, height: 1080 }
const plain = { screen, others: [], shares: THIRDS }
const boxAfter = (box: Bounds, sides: Sides, others: readonly Bounds[] = [], within = 12) =>
  snapped(box, sides, { ...plain, others }, within).box

test('a window that is moved near an edge of its screen must lie on it', () => {
  expect(boxAfter({ x: 7, y: -5, width: 600, height: 400 }, {})).toEqual({ x: 0, y: 0, width: 600, height: 400 })
  expect(boxAfter({ x: 1325, y: 672, width: 600, height: 400 }, {})).toEqual({ x: 1320, y: 680, width: 600, height: 400 })
})

test('a window that is moved near another must keep a gap of 12 px', () => {
  const other = { x: 0, y: 0, width: 600, height: 400 }
  expect(boxAfter({ x: 609, y: 3, width: 500, height: 400 }, {}, [other], 8)).toEqual({ x: 612, y: 0, width: 500, height: 400 })
})

test('a window pulled to half of its screen must leave half a gap for the other half', () => {
  const left = boxAfter({ x: 0, y: 0, width: 950, height: 1080 }, { right: true })
  expect(left).toEqual({ x: 0, y: 0, width: 954, height: 1080 })
  expect(boxAfter({ x: 961, y: 0, width: 959, height: 1080 }, { left: true }, [left])).toEqual({ x: 966, y: 0, width: 954, height: 1080 })
})

test('the side that is pulled must reach the line, and the other sides must stay', () => {
  const box = { x: 100, y: 100, width: 1170, height: 300 }
  expect(boxAfter(box, { right: true })).toEqual({ ...box, width: divided(2 / 3, 1920).end - 100 })
})

test('a window that is moved to the middle of its screen must stand in it', () => {
  expect(boxAfter({ x: 764, y: 335, width: 400, height: 400 }, {})).toEqual({ x: 760, y: 340, width: 400, height: 400 })
})

test('what is near nothing must stay where it was put, and show no line', () => {
  const box = { x: 300, y: 200, width: 500, height: 250 }
  expect(snapped(box, {}, plain, 8)).toEqual({ box, guides: [] })
})

test('a line must be shown for each edge that lies on one, with the gap that is kept', () => {
  const other = { x: 0, y: 0, width: 600, height: 500 }
  const { guides } = snapped({ x: 610, y: 2, width: 500, height: 300 }, {}, { ...plain, others: [other] }, 8)
  expect(guides).toEqual([
    { axis: 'x', at: 612, from: 0, to: 500, beside: 600 },
    { axis: 'y', at: 0, from: 0, to: 1920, beside: null },
  ])
})

test('a window must never be pulled smaller than can be held', () => {
  const box = { x: 100, y: 100, width: 300, height: 300 }
  expect(pulled(box, { right: true, bottom: true }, -1000, -1000)).toEqual({ x: 100, y: 100, width: 80, height: 80 })
  expect(pulled(box, { left: true }, 1000, 0)).toEqual({ x: 320, y: 100, width: 80, height: 300 })
})

test('twelfths must hold halves, thirds and quarters', () => {
  for (const share of [1 / 2, 1 / 3, 2 / 3, 1 / 4, 3 / 4])
    expect(TWELFTHS.map((each) => divided(each, 1920))).toContainEqual(divided(share, 1920))
})

const boxes = fc.record({
  x: fc.integer({ min: -500, max: 2500 }),
  y: fc.integer({ min: -500, max: 1500 }),
  width: fc.integer({ min: LEAST, max: 2000 }),
  height: fc.integer({ min: LEAST, max: 1200 }),
})
const sides = fc.constantFrom<Sides>({}, { left: true }, { right: true, bottom: true }, { top: true, left: true }, { bottom: true })

test('snapping never moves an edge further than it may, nor an edge that is not held, nor in parts of a px', () => {
  fc.assert(
    fc.property(boxes, sides, fc.array(boxes, { maxLength: 4 }), fc.integer({ min: 0, max: 40 }), (box, held, others, within) => {
      const { box: now } = snapped(box, held, { ...plain, others }, within)
      const edges = ({ x, y, width, height }: Bounds) => [x, y, x + width, y + height] as const
      const moving = Object.keys(held).length === 0
      const free = [held.left, held.top, held.right, held.bottom]
      edges(now).forEach((edge, index) => {
        const was = edges(box)[index] ?? Number.NaN
        expect(Number.isInteger(edge)).toBe(true)
        // The middle of an odd length lies between two px, and is rounded once more.
        expect(Math.abs(edge - was)).toBeLessThanOrEqual(moving || free[index] ? within + 0.5 : 0)
      })
      if (moving) expect([now.width, now.height]).toEqual([box.width, box.height])
      expect(Math.min(now.width, now.height)).toBeGreaterThanOrEqual(LEAST)
    }),
  )
})

test('what lies on its lines stays on them', () => {
  fc.assert(
    fc.property(boxes, fc.array(boxes, { maxLength: 4 }), (box, others) => {
      const once = snapped(box, { right: true, bottom: true }, { ...plain, others }, 20)
      expect(snapped(once.box, { right: true, bottom: true }, { ...plain, others }, 20)).toEqual(once)
    }),
  )
})
