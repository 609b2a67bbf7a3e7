import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Placement } from '../../model/layout.ts'
import { boundsOf } from './fit.ts'
import { TERMINAL_CELL } from './measure.ts'
import { measuredIn, measureOf, percentOf } from './units.ts'

const screen = { name: 'left', x: 200, y: -80, width: 2560, height: 1440 }
const at = (place: object) => Placement.parse({ screen: 'left', ...place })
const told = (placement: Placement, measure: 'pixels' | 'percent' | 'cells') =>
  measuredIn(placement, measure, boundsOf(placement, [screen]), screen, TERMINAL_CELL)

test('half a screen told in percent must be 50 %, and told in px again must be what it was', () => {
  const half = at({ x: 1280, y: 0, width: 1280, height: 720 })
  const shares = told(half, 'percent')
  expect(shares).toMatchObject({ x: { percent: 50 }, y: { percent: 0 }, width: { percent: 50 }, height: { percent: 50 } })
  expect(told(shares, 'pixels')).toEqual(half)
})

test('what hangs on the far edge must hang on it in every measure', () => {
  const hung = at({ x: { fromEnd: 0 }, y: { fromEnd: 144 }, width: 640, height: 360 })
  expect(told(hung, 'percent')).toMatchObject({ x: { fromEnd: { percent: 0 } }, y: { fromEnd: { percent: 10 } } })
  expect(told(told(hung, 'percent'), 'pixels')).toEqual(hung)
})

test('a terminal told in cells must hold whole characters, and say what it is told in', () => {
  const terminal = told(at({ x: 10, y: 10, width: 660, height: 520 }), 'cells')
  expect(terminal).toMatchObject({ width: { cells: 81 }, height: { cells: 24 }, x: 10, y: 10 })
  expect([measureOf(terminal), measureOf(told(terminal, 'pixels'))]).toEqual(['cells', 'pixels'])
  expect(measureOf(at({ x: 0, y: 0, width: 100, height: { percent: 50 } }))).toBeNull()
})

test('no window moves by a px when it is told in percent', () => {
  const px = fc.integer({ min: 1, max: 4000 })
  const offset = fc.oneof(
    fc.integer({ min: -3000, max: 3000 }),
    fc.integer({ min: -3000, max: 3000 }).map((fromEnd) => ({ fromEnd })),
  )
  fc.assert(
    fc.property(fc.record({ x: offset, y: offset, width: px, height: px }), (place) => {
      const placement = at(place)
      expect(boundsOf(told(placement, 'percent'), [screen])).toEqual(boundsOf(placement, [screen]))
      expect(Placement.safeParse(told(placement, 'percent')).success).toBe(true)
    }),
  )
})

test('the shortest share is told that still gives the same px', () => {
  expect(percentOf(640, 1920)).toBe(33.33)
  expect(percentOf(1920, 1920)).toBe(100)
  expect(percentOf(0, 1920)).toBe(0)
  expect(percentOf(1, 7680)).toBe(0.01)
})
