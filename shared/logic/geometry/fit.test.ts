import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Placement, Screen } from '../../model/layout.ts'
import { boundsOf, fitToScreens } from './fit.ts'

const left = Screen.parse({ name: 'left', x: 0, y: 0, width: 1280, height: 1024 })
const right = Screen.parse({ name: 'right', x: 1280, y: 200, width: 1920, height: 1080 })
const at = (x: number, y: number, width: number, height: number, screen: number | string = 0) =>
  Placement.parse({ x, y, width, height, screen })

test('what is wholly on its screens stays as it is, also across two of them', () => {
  for (const placement of [at(10, 20, 600, 400), at(0, 0, 1920, 1080, 'right'), at(1000, 300, 600, 400, 'left')])
    expect(fitToScreens(placement, [left, right])).toBe(placement)
})

test('what hangs over an edge is moved in, and what is too big is made to fit', () => {
  expect(fitToScreens(at(1000, 300, 600, 400), [left])).toMatchObject({ x: 680, y: 300, width: 600, height: 400 })
  expect(fitToScreens(at(-40, 900, 600, 400), [left])).toMatchObject({ x: 0, y: 624 })
  expect(fitToScreens(at(5, 5, 5_000, 5_000), [left])).toMatchObject({ x: 0, y: 0, width: 1280, height: 1024 })
  expect(fitToScreens(at(1000, 0, 600, 400, 'left'), [left, right])).toMatchObject({ x: 680, y: 0 })
})

test('a window of a screen that is not there goes to the first, and without any screen it stays', () => {
  expect(fitToScreens(at(1500, 900, 400, 300, 'right'), [left])).toMatchObject({ screen: 'left', x: 880, y: 724 })
  expect(fitToScreens(at(0, 0, 400, 300, 7), [left])).toMatchObject({ screen: 'left', x: 0 })
  expect(fitToScreens(at(-9, -9, 1, 1), [])).toEqual(at(-9, -9, 1, 1))
})

test('nothing is ever off screen, and fitting twice changes nothing more', () => {
  const sizes = {
    x: fc.integer({ min: -3000, max: 5000 }),
    y: fc.integer({ min: -3000, max: 5000 }),
    width: fc.integer({ min: 1, max: 4000 }),
    height: fc.integer({ min: 1, max: 4000 }),
  }
  const screens = fc.array(fc.record({ ...sizes, name: fc.constantFrom('a', 'b', 'c') }), { minLength: 1, maxLength: 3 })
  const placements = fc.record({ ...sizes, screen: fc.oneof(fc.nat(4), fc.constantFrom('a', 'b', 'x')) })
  fc.assert(
    fc.property(placements, screens, (some, all) => {
      const fitted = fitToScreens(Placement.parse(some), all)
      expect(fitToScreens(fitted, all)).toBe(fitted)
      const { x, y, width, height } = boundsOf(fitted, all)
      const corners = [
        [x, y],
        [x + width - 1, y],
        [x, y + height - 1],
        [x + width - 1, y + height - 1],
      ] as const
      for (const [px, py] of corners)
        expect(
          all.some((screen) => px >= screen.x && px < screen.x + screen.width && py >= screen.y && py < screen.y + screen.height),
        ).toBe(true)
    }),
  )
})
