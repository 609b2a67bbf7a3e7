import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Bounds } from './fit.ts'
import { covers } from './free-spot.ts'
import { arranged, cells, readingOrder, TEMPLATES } from './template.ts'

const screen = { x: 100, y: 50, width: 1920, height: 1080 }
const inRow = (count: number): Bounds[] =>
  Array.from({ length: count }, (_, index) => ({ x: 200 + 110 * index, y: 200, width: 100, height: 80 }))

test('a grid of four must divide the screen in four equal parts with a gap of 12 px', () => {
  expect(arranged('grid', screen, inRow(4))).toEqual([
    { x: 100, y: 50, width: 954, height: 534 },
    { x: 1066, y: 50, width: 954, height: 534 },
    { x: 100, y: 596, width: 954, height: 534 },
    { x: 1066, y: 596, width: 954, height: 534 },
  ])
})

test('three columns must be equally wide, and a fourth window must begin a second row', () => {
  expect(cells('three', screen, 3).map(({ x, width }) => [x, width])).toEqual([
    [100, 632],
    [744, 632],
    [1388, 632],
  ])
  expect(arranged('three', screen, inRow(4))[3]).toEqual({ x: 100, y: 596, width: 632, height: 534 })
})

test('the window that is meant must get the main place, and the others the stack in reading order', () => {
  const [first, second, third] = arranged('main', screen, inRow(3), 1)
  expect(second).toEqual({ x: 100, y: 50, width: 1147, height: 1080 })
  expect([first?.y, third?.y]).toEqual([50, 596])
  expect([first?.x, third?.x]).toEqual([1259, 1259])
})

test('windows are read in rows from the top, each from the left', () => {
  const at = (x: number, y: number) => ({ x, y, width: 100, height: 100 })
  expect(readingOrder([at(300, 210), at(300, 20), at(0, 200), at(0, 0)])).toEqual([3, 1, 2, 0])
})

const names = fc.constantFrom(...TEMPLATES.map(({ name }) => name))
const screens = fc.record({
  x: fc.integer({ min: -3000, max: 3000 }),
  y: fc.integer({ min: -3000, max: 3000 }),
  width: fc.integer({ min: 640, max: 5120 }),
  height: fc.integer({ min: 480, max: 2880 }),
})

test('no template puts a window off its screen or over another, however many there are', () => {
  fc.assert(
    fc.property(names, screens, fc.integer({ min: 1, max: 40 }), (name, area, count) => {
      const spots = cells(name, area, count)
      expect(spots.length).toBeGreaterThanOrEqual(count)
      for (const spot of spots) {
        expect(spot.width).toBeGreaterThan(0)
        expect(spot.height).toBeGreaterThan(0)
        expect(spot.x).toBeGreaterThanOrEqual(area.x)
        expect(spot.y).toBeGreaterThanOrEqual(area.y)
        expect(spot.x + spot.width).toBeLessThanOrEqual(area.x + area.width)
        expect(spot.y + spot.height).toBeLessThanOrEqual(area.y + area.height)
      }
      if (name !== 'whole') expect(spots.some((one, index) => spots.slice(index + 1).some((other) => covers(one, other)))).toBe(false)
    }),
  )
})

test('a template taken twice changes nothing more', () => {
  fc.assert(
    fc.property(names, screens, fc.array(screens, { minLength: 1, maxLength: 12 }), (name, area, boxes) => {
      const once = arranged(name, area, boxes)
      expect(arranged(name, area, once)).toEqual(once)
    }),
  )
})
