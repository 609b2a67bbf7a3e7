import { execFileSync } from 'node:child_process'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { quote } from './quote.ts'

/** What a real shell makes of the sentence: the words it hands to a program. */
function heard(argv: readonly string[]): string[] {
  const line = `exec ${quote(['printf', '%s\\0', ...argv])}`
  const out = execFileSync('sh', ['-c', line], { encoding: 'utf8' })
  return out.split('\0').slice(0, -1)
}

const word = fc.oneof(
  fc.string({ unit: 'binary' }).map((text) => text.replaceAll('\0', 'x').toWellFormed()),
  fc.string({
    unit: fc.constantFrom("'", '"', '\\', '$', '`', '!', '\n', '\r', '\t', ' ', '*', '?', '~', '#', ';', '&', '|', '=', '-', 'ü', '🖥'),
  }),
)

test('a real shell must hear exactly the words that were said, whatever they are', () => {
  fc.assert(
    fc.property(fc.array(word, { minLength: 1, maxLength: 8 }), (argv) => {
      expect(heard(argv)).toEqual(argv)
    }),
    { numRuns: 300 },
  )
})

test('every byte of ASCII but NUL must survive, alone and all together', () => {
  const bytes = Array.from({ length: 127 }, (_, index) => String.fromCharCode(index + 1))
  expect(heard([...bytes, bytes.join('')])).toEqual([...bytes, bytes.join('')])
})

test('an empty word, a leading dash and a word that looks like an assignment or a keyword must stay words', () => {
  const argv = ['', '-n', '--', 'A=b', 'if', '~', '~root', '{a,b}', '$(id)', '`id`', "it's"]
  expect(heard(argv)).toEqual(argv)
  expect(() => execFileSync('sh', ['-c', quote(['if'])], { stdio: 'pipe' })).toThrow(/not found/)
})

test('a word that no command line can carry must be refused, not changed', () => {
  expect(() => quote(['a\0b'])).toThrow(expect.objectContaining({ problem: expect.objectContaining({ code: 'command.unsayable' }) }))
  expect(() => quote(['\ud800'])).toThrow(expect.objectContaining({ problem: expect.objectContaining({ code: 'command.unsayable' }) }))
})
