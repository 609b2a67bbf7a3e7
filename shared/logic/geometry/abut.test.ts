import fc from 'fast-check'
import { expect, test } from 'vitest'
import { abutted } from './abut.ts'
import { covers } from './free-spot.ts'

const left = { x: 0, y: 0, width: 1920, height: 1080 }

test('a monitor that is held near another one must stand at its edge', () => {
  expect(abutted({ x: 1935, y: -12, width: 1280, height: 1024 }, [left], 20)).toEqual({ x: 1920, y: 0, width: 1280, height: 1024 })
  expect(abutted({ x: 1915, y: 60, width: 1280, height: 1024 }, [left], 20)).toEqual({ x: 1920, y: 56, width: 1280, height: 1024 })
})

test('a monitor that is let go over another one must stand beside it', () => {
  expect(abutted({ x: 1500, y: 300, width: 1280, height: 1024 }, [left], 0)).toEqual({ x: 1920, y: 300, width: 1280, height: 1024 })
  expect(abutted({ x: 300, y: 900, width: 1280, height: 1024 }, [left], 0)).toEqual({ x: 300, y: 1080, width: 1280, height: 1024 })
})

test('no monitor ever stands over another, wherever it is let go', () => {
  const box = fc.record({
    x: fc.integer({ min: -6000, max: 6000 }),
    y: fc.integer({ min: -6000, max: 6000 }),
    width: fc.integer({ min: 320, max: 5120 }),
    height: fc.integer({ min: 240, max: 2880 }),
  })
  fc.assert(
    fc.property(box, fc.array(box, { maxLength: 4 }), fc.integer({ min: 0, max: 100 }), (one, others, within) => {
      const now = abutted(one, others, within)
      expect(others.filter((other) => covers(now, other))).toEqual([])
      expect([now.width, now.height]).toEqual([one.width, one.height])
    }),
  )
})
