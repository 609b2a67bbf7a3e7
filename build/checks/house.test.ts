import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { checkHouse } from './house.mjs'

let root = ''
afterEach(() => rmSync(root, { recursive: true }))

function judged(file: string, text: string): string[] {
  root = mkdtempSync(join(tmpdir(), 'house-'))
  mkdirSync(dirname(join(root, file)), { recursive: true })
  writeFileSync(join(root, file), text)
  return checkHouse(root, [file]).map(({ line, message }) => `${line} ${message}`)
}

const lines = (count: number) => 'const x = 1\n'.repeat(count)

test('a file of 300 lines must pass, and one of 301 must not', () => {
  expect(judged('a.ts', lines(300))).toEqual([])
  expect(judged('a.ts', lines(301))).toEqual(['301 301 lines; split it before 300'])
})

test.each(['shared/utils.ts', 'shared/helpers/id.ts', 'electron/manager.ts', 'renderer/common/x.tsx'])(
  '%s must find another name',
  (file) => {
    expect(judged(file, '')).toEqual(['1 the name says nothing about what is inside'])
  },
)

test.each([
  ['a silenced rule', `// biome${'-ignore'} lint: because`, 'silences a rule; change the code or the rule'],
  ['a silenced type error', `// @ts${'-expect-error'}`, 'silences a rule; change the code or the rule'],
  ['postponed work', `// TO${'DO'}: later`, 'postpones work; do it or file an issue'],
])('%s must be named with its line', (_what, text, message) => {
  expect(judged('a.ts', `\n${text}\n`)).toEqual([`2 ${message}`])
})
