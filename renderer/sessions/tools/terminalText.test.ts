import { expect, test } from 'vitest'
import { textOf } from './terminalText.ts'

const rows = (...all: readonly (readonly [string, boolean])[]) => ({
  length: all.length,
  getLine(row: number) {
    const [text, isWrapped] = all[row] ?? []
    if (text === undefined || isWrapped === undefined) return undefined
    return { isWrapped, translateToString: (trim?: boolean) => (trim ? text.trimEnd() : text) }
  },
})

test('a line that was broken at the edge must be whole again, with the spaces at the break', () => {
  expect(textOf(rows(['a long ', false], ['line   ', true], ['next   ', false], ['       ', false]))).toBe('a long line\nnext\n')
})

test('an empty terminal must be an empty text, and empty lines in the middle must stay', () => {
  expect(textOf(rows(['   ', false]))).toBe('')
  expect(textOf(rows(['a', false], ['', false], ['b', false]))).toBe('a\n\nb\n')
})
