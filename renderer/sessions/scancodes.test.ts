import { expect, test } from 'vitest'
import { scanCode } from './scancodes.ts'

test('keys must have the codes of a PC keyboard, wherever they stand in the table', () => {
  const codes = [
    'Escape',
    'KeyQ',
    'KeyA',
    'KeyV',
    'KeyB',
    'Space',
    'F1',
    'F10',
    'Numpad7',
    'Numpad1',
    'NumpadDecimal',
    'IntlBackslash',
    'F12',
  ]
  expect(codes.map(scanCode)).toEqual([1, 0x10, 0x1e, 0x2f, 0x30, 0x39, 0x3b, 0x44, 0x47, 0x4f, 0x53, 0x56, 0x58])
})

test('keys that came later must have their prefix, and unknown ones no code', () => {
  expect(['Delete', 'ArrowUp', 'MetaLeft', 'AltRight', 'LaunchMail', '-', ''].map(scanCode)).toEqual([
    0xe053,
    0xe048,
    0xe05b,
    0xe038,
    null,
    null,
    null,
  ])
})
