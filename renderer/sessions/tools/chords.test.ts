import { expect, test } from 'vitest'
import { actOf, type Stroke } from './chords.ts'

const stroke = (key: string, code: string, held: Partial<Stroke> = {}): Stroke => ({
  key,
  code,
  ctrlKey: true,
  shiftKey: true,
  altKey: false,
  metaKey: false,
  ...held,
})

test('the chords of every terminal must be ours', () => {
  expect(['C', 'V', 'F'].map((key) => actOf(stroke(key, `Key${key}`)))).toEqual(['copy', 'paste', 'find'])
  expect(actOf(stroke('c', 'KeyC'))).toBe('copy')
})

test('plus, minus and nought must be found on American and German keys, and on the number pad', () => {
  const larger = [stroke('+', 'Equal'), stroke('*', 'BracketRight'), stroke('+', 'NumpadAdd')]
  const smaller = [stroke('_', 'Minus'), stroke('_', 'Slash'), stroke('-', 'NumpadSubtract')]
  const standard = [stroke(')', 'Digit0'), stroke('=', 'Digit0'), stroke('0', 'Numpad0')]
  expect(larger.map(actOf)).toEqual(['larger', 'larger', 'larger'])
  expect(smaller.map(actOf)).toEqual(['smaller', 'smaller', 'smaller'])
  expect(standard.map(actOf)).toEqual(['standard', 'standard', 'standard'])
})

test('without both Ctrl and Shift a key must go to the machine', () => {
  expect(actOf(stroke('c', 'KeyC', { shiftKey: false }))).toBeNull()
  expect(actOf(stroke('C', 'KeyC', { ctrlKey: false }))).toBeNull()
  expect(actOf(stroke('C', 'KeyC', { altKey: true }))).toBeNull()
  expect(actOf(stroke('*', 'Digit8'))).toBeNull()
})
