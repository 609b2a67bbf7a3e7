import { expect, test } from 'vitest'
import { ticks } from './ticks.ts'

test('an axis must have at most ten marks at round seconds', () => {
  expect(ticks(42_000)).toEqual([0, 5_000, 10_000, 15_000, 20_000, 25_000, 30_000, 35_000, 40_000])
  expect(ticks(160_000).at(-1)).toBe(160_000)
  expect(ticks(0)).toEqual([0])
})
