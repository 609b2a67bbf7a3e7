import fc from 'fast-check'
import { expect, test } from 'vitest'
import { covers, freeSpot } from './free-spot.ts'

const screen = { x: 0, y: 0, width: 1920, height: 1080 }
const beside = { x: 1920, y: 0, width: 1280, height: 1024 }
const whole = { ...screen }

test('a new window must cover no other while there is room', () => {
  const others = [
    { x: 0, y: 0, width: 954, height: 1080 },
    { x: 966, y: 0, width: 954, height: 534 },
  ]
  expect(freeSpot({ width: 800, height: 500 }, [screen], others)).toEqual({ x: 966, y: 546, width: 800, height: 500 })
})

test('it must go to the next screen when the first is full', () => {
  expect(freeSpot({ width: 800, height: 500 }, [screen, beside], [whole])).toEqual({ x: 1920, y: 0, width: 800, height: 500 })
})

test('when all is full the titles of those that begin in the corner must stay to be read', () => {
  const first = freeSpot({ width: 800, height: 500 }, [screen], [whole])
  expect(first).toEqual({ x: 40, y: 40, width: 800, height: 500 })
  expect(freeSpot({ width: 800, height: 500 }, [screen], [whole, first])).toMatchObject({ x: 80, y: 80 })
})

test('where none is free, the place that covers least must be taken', () => {
  const others = [
    { x: 0, y: 0, width: 1024, height: 768 },
    { x: 1500, y: 0, width: 420, height: 1080 },
  ]
  expect(freeSpot({ width: 800, height: 520 }, [screen], others)).toEqual({ x: 688, y: 560, width: 800, height: 520 })
})

test('a window larger than the screen is made as large as the screen', () => {
  expect(freeSpot({ width: 5000, height: 300 }, [screen], [])).toEqual({ x: 0, y: 0, width: 1920, height: 300 })
})

test('however many are placed, none is off its screen, and none covers another while the first could be put', () => {
  const size = fc.record({ width: fc.integer({ min: 80, max: 2500 }), height: fc.integer({ min: 80, max: 1500 }) })
  fc.assert(
    fc.property(fc.array(size, { minLength: 1, maxLength: 8 }), (sizes) => {
      const placed: ReturnType<typeof freeSpot>[] = []
      for (const one of sizes) placed.push(freeSpot(one, [screen], placed))
      for (const { x, y, width, height } of placed) expect(x >= 0 && y >= 0 && x + width <= 1920 && y + height <= 1080).toBe(true)
      const [first, second] = placed
      const fits = sizes.slice(0, 2).reduce((sum, one) => sum + Math.min(1920, one.width), 12) <= 1920
      if (first && second && fits) expect(covers(first, second)).toBe(false)
    }),
  )
})
