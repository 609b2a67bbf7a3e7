import { expect, test } from 'vitest'
import { fontOf, fontStep, STANDARD_FONT } from './fontSize.ts'

test('a step must lead to the next size, and back', () => {
  expect(fontStep(13, 'larger')).toBe(14)
  expect(fontStep(14, 'smaller')).toBe(13)
  expect(fontStep(16, 'larger')).toBe(18)
  expect(fontStep(17, 'smaller')).toBe(16)
})

test('the ends must stay ends', () => {
  expect(fontStep(40, 'larger')).toBe(40)
  expect(fontStep(7, 'smaller')).toBe(7)
})

test('the standard size must come back from everywhere, also from what is no size', () => {
  expect(fontStep(32, 'standard')).toBe(STANDARD_FONT)
  for (const kept of [null, 'large', 0, 4000, Number.NaN]) expect(fontOf(kept)).toBe(STANDARD_FONT)
  expect(fontOf(18)).toBe(18)
})
