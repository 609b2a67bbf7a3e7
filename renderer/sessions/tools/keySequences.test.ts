import { expect, test } from 'vitest'
import { SCREEN_SEQUENCES, strokesOf, TERMINAL_SEQUENCES } from './keySequences.ts'

const sequence = (label: string) => {
  const found = SCREEN_SEQUENCES.flat().find((one) => one.label === label)
  if (!found) throw new Error(`no ${label}`)
  return strokesOf(found).map(({ code, keysym, down }) => `${down ? '+' : '-'}${code} ${keysym.toString(16)}`)
}

test('what was pressed first must be released last', () => {
  expect(sequence('Ctrl-Alt-Del')).toEqual([
    '+ControlLeft ffe3',
    '+AltLeft ffe9',
    '+Delete ffff',
    '-Delete ffff',
    '-AltLeft ffe9',
    '-ControlLeft ffe3',
  ])
})

test('the text consoles must be those of their numbers', () => {
  expect(sequence('Ctrl-Alt-F1')).toContain('+F1 ffbe')
  expect(sequence('Ctrl-Alt-F7')).toContain('+F7 ffc4')
})

test('a chord with a letter must be sent to a terminal as its control character', () => {
  for (const { label, text } of TERMINAL_SEQUENCES.filter((one) => one.label.startsWith('Ctrl-')))
    expect(text.charCodeAt(0)).toBe(label.charCodeAt(5) - 64)
})
