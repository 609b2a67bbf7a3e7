import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Placement } from '../../../shared/model/layout.ts'
import { boxOf } from './arrange.ts'
import { placedAt } from './place.ts'

const left = { name: 'left', x: 0, y: 0, width: 1920, height: 1080 }
const right = { name: 'right', x: 1920, y: 100, width: 1280, height: 1024 }
const screens = [left, right]
const at = (place: object) => Placement.parse({ screen: 'left', ...place })
const moved = (placement: Placement, dx: number, dy: number) => {
  const box = boxOf(placement, screens)
  return placedAt(placement, { ...box, x: box.x + dx, y: box.y + dy }, screens, null)
}

test('a window that is moved keeps the share of the screen that it was told to be', () => {
  expect(moved(at({ x: { percent: 10 }, y: 0, width: { percent: 50 }, height: { percent: 50 } }), 8, 0)).toEqual(
    at({ x: 200, y: 0, width: { percent: 50 }, height: { percent: 50 } }),
  )
})

test('a window that hangs on the far edge is still measured from it', () => {
  const hung = at({ x: { fromEnd: 0 }, y: { fromEnd: 20 }, width: 600, height: 400 })
  expect(moved(hung, -30, 0)).toEqual({ ...hung, x: { fromEnd: 30 } })
})

test('only the side that is pulled is told anew', () => {
  const half = at({ x: 0, y: 0, width: { percent: 50 }, height: { percent: 100 } })
  expect(placedAt(half, { x: 0, y: 0, width: 1000, height: 1080 }, screens, null)).toEqual({ ...half, width: 1000 })
})

test('a window that comes to another screen is told from that one, in px where its share would be another size', () => {
  const half = at({ x: 0, y: 0, width: { percent: 50 }, height: 400, screen: 0 })
  expect(moved(half, 2000, 200)).toEqual({ ...half, screen: 'right', x: 80, y: 100, width: 960 })
  expect(moved(half, 5, 0)).toEqual({ ...half, x: 5 })
})

const distance = fc.integer({ min: -3000, max: 4000 })
const length = fc.oneof(fc.integer({ min: 1, max: 3000 }), fc.record({ percent: fc.integer({ min: 1, max: 200 }) }))
const offset = fc.oneof(
  distance,
  fc.record({ percent: fc.integer({ min: -100, max: 200 }) }),
  distance.map((fromEnd) => ({ fromEnd })),
)
const placements = fc.record({ screen: fc.constantFrom('left', 'right', 0, 1, null), x: offset, y: offset, width: length, height: length })
const boxes = fc.record({ x: distance, y: distance, width: fc.integer({ min: 1, max: 3000 }), height: fc.integer({ min: 1, max: 3000 }) })

test('wherever a window is put, that is where it then is', () => {
  fc.assert(
    fc.property(placements, boxes, (place, box) => {
      const now = placedAt(Placement.parse(place), box, screens, null)
      expect(boxOf(now, screens)).toEqual(box)
      expect(Placement.safeParse(now).success).toBe(true)
    }),
  )
})
