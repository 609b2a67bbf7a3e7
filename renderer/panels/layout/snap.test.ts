import { expect, test } from 'vitest'
import { freePlace, pulled, snapped } from './snap.ts'

const screen = { x: 0, y: 0, width: 1920, height: 1080 }

test('a window that is moved near an edge of its screen must lie on it', () => {
  expect(snapped({ x: 7, y: -5, width: 600, height: 400 }, {}, screen, [], 12)).toEqual({ x: 0, y: 0, width: 600, height: 400 })
  expect(snapped({ x: 1325, y: 672, width: 600, height: 400 }, {}, screen, [], 12)).toEqual({ x: 1320, y: 680, width: 600, height: 400 })
})

test('a window that is moved near another must keep a gap of 12 px', () => {
  const other = { x: 0, y: 0, width: 600, height: 400 }
  expect(snapped({ x: 609, y: 3, width: 500, height: 400 }, {}, screen, [other], 8)).toEqual({ x: 612, y: 0, width: 500, height: 400 })
})

test('a side that is pulled near a line must reach it, and the other sides must stay', () => {
  const box = { x: 100, y: 100, width: 855, height: 300 }
  expect(snapped(box, { right: true }, screen, [], 10)).toEqual({ x: 100, y: 100, width: 860, height: 300 })
})

test('what is near nothing must stay where it was put', () => {
  const box = { x: 300, y: 200, width: 500, height: 250 }
  expect(snapped(box, {}, screen, [], 8)).toEqual(box)
})

test('a window must never be pulled smaller than can be held', () => {
  const box = { x: 100, y: 100, width: 300, height: 300 }
  expect(pulled(box, { right: true, bottom: true }, -1000, -1000)).toEqual({ x: 100, y: 100, width: 80, height: 80 })
  expect(pulled(box, { left: true }, 1000, 0)).toEqual({ x: 320, y: 100, width: 80, height: 300 })
})

test('a new window must cover no other while there is room', () => {
  const others = [
    { x: 0, y: 0, width: 954, height: 1080 },
    { x: 966, y: 0, width: 954, height: 534 },
  ]
  expect(freePlace({ width: 800, height: 500 }, screen, others)).toEqual({ x: 966, y: 546, width: 800, height: 500 })
  expect(freePlace({ width: 1900, height: 500 }, screen, others)).toMatchObject({ x: 0, y: 0 })
})
