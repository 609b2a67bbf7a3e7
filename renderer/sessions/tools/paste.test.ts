import { expect, test } from 'vitest'
import { linesOf, mustAsk, pasteOf } from './paste.ts'

test('one line must be pasted without a question, also with its line end', () => {
  expect(pasteOf('ls -l')).toEqual({ text: 'ls -l', lines: 1, hidden: 0 })
  expect(mustAsk(pasteOf('ls -l'))).toBe(false)
  expect(mustAsk(pasteOf('ls -l\r\n'))).toBe(false)
})

test('two lines must be asked about, whatever ends them', () => {
  for (const end of ['\n', '\r\n', '\r']) {
    const paste = pasteOf(`cd /tmp${end}ls`)
    expect(paste.lines).toBe(2)
    expect(mustAsk(paste)).toBe(true)
  }
})

test('characters that a terminal obeys must be left out, and must be asked about', () => {
  const paste = pasteOf('echo a\u001b[201~\u0003 b\tc\u009b')
  expect(paste).toEqual({ text: 'echo a[201~ b\tc', lines: 1, hidden: 3 })
  expect(mustAsk(paste)).toBe(true)
})

test('a line end at the very end must begin no other line', () => {
  expect(linesOf('a\n\nb\n')).toEqual(['a', '', 'b'])
  expect(linesOf('')).toEqual([''])
})
