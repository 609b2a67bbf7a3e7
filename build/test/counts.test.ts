import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { countMutations, countPlaywright, countVitest } from './counts.mjs'
import { summary } from './summary.mjs'

const made: string[] = []
afterEach(() => {
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true })
})

function report(content: unknown): string {
  const folder = mkdtempSync(join(tmpdir(), 'counts-'))
  made.push(folder)
  const path = join(folder, 'report.json')
  writeFileSync(path, JSON.stringify(content))
  return path
}

const file = (status: string, ...statuses: string[]) => ({
  status,
  assertionResults: statuses.map((one) => ({ status: one, fullName: `it is ${one}` })),
})

test('unit tests must be counted one by one, and skipped ones by name', () => {
  const path = report({ testResults: [file('passed', 'passed', 'passed', 'pending'), file('failed', 'failed', 'todo')] })
  expect(countVitest(path, false)).toEqual({ passed: 2, failed: 1, skipped: ['it is pending', 'it is todo'] })
})

test('a file that could not be loaded must count as failed', () => {
  expect(countVitest(report({ testResults: [file('failed')] }), false)).toEqual({ passed: 0, failed: 1, skipped: [] })
})

test('a run that ended badly must count as failed, whatever its report says', () => {
  expect(countVitest(report({ testResults: [file('passed', 'passed')] }), false)).toEqual({ passed: 1, failed: 1, skipped: [] })
  expect(countVitest('/nowhere/report.json', false)).toEqual({ passed: 0, failed: 1, skipped: [] })
})

test('scenarios must be counted per project, and one that only passed at the second try as failed', () => {
  const specs = [
    {
      title: 'stops all',
      tests: [
        { status: 'skipped', projectName: 'browser' },
        { status: 'expected', projectName: 'chromium-desk' },
      ],
    },
  ]
  const path = report({ stats: { expected: 1, unexpected: 1, flaky: 1, skipped: 1 }, suites: [{ suites: [{ specs }] }] })
  expect(countPlaywright(path, false)).toEqual({ passed: 1, failed: 2, skipped: ['stops all (browser)'] })
})

test('each deliberate fault must count as one check, and a run that broke off as a failed one', () => {
  const path = report([{ found: true }, { found: false }, { found: true }])
  expect(countMutations(path, false)).toEqual({ passed: 2, failed: 1, skipped: [] })
  expect(countMutations(report([{ found: true }]), false)).toEqual({ passed: 1, failed: 1, skipped: [] })
  expect(countMutations('/nowhere/mutations.json', false)).toEqual({ passed: 0, failed: 1, skipped: [] })
})

test('the summary must say each stage, what was left out, and the sum', () => {
  const text = summary(
    [
      { name: 'types', what: 'types of every folder', seconds: 7.04, counts: { passed: 1, failed: 0, skipped: [] } },
      { name: 'unit', what: 'unit tests', seconds: 12, counts: { passed: 99, failed: 2, skipped: ['a word'] } },
    ],
    ['macOS.'],
  )
  expect(text).toBe(`\
types     passed      1 passed   0 failed   0 skipped     7.0 s   types of every folder
unit      FAILED     99 passed   2 failed   1 skipped    12.0 s   unit tests

Skipped in unit: a word
Not run here: macOS.
100 passed, 2 failed, 1 skipped`)
})
