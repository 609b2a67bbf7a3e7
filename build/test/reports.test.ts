import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { mutationsTold, playwrightTold, vitestTold } from './reports.mjs'
import { bothGoes, filesToRepeat } from './second-go.mjs'
import { summary } from './summary.mjs'

const made: string[] = []
afterEach(() => {
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true })
})

function report(content: unknown): string {
  const folder = mkdtempSync(join(tmpdir(), 'reports-'))
  made.push(folder)
  const path = join(folder, 'report.json')
  writeFileSync(path, JSON.stringify(content))
  return path
}

const file = (name: string, status: string, ...statuses: string[]) => ({
  name,
  status,
  message: 'it cannot be loaded\nfor many reasons',
  assertionResults: statuses.map((one) => ({
    status: one,
    fullName: `it is ${one}`,
    failureMessages: one === 'failed' ? ['\u001b[31mwrong\u001b[39m\n at a line'] : [],
  })),
})
const told = (file: string, title: string, status: 'passed' | 'failed' | 'skipped', why = '') => ({ file, title, status, why })
const itself = told('', 'the stage itself', 'failed')

test('unit tests must be told one by one, each failed one with why', () => {
  const path = report({ testResults: [file('a', 'passed', 'passed', 'pending'), file('b', 'failed', 'failed', 'todo')] })
  expect(vitestTold(path, false)).toEqual([
    told('a', 'it is passed', 'passed'),
    told('a', 'it is pending', 'skipped'),
    told('b', 'it is failed', 'failed', 'wrong'),
    told('b', 'it is todo', 'skipped'),
  ])
})

test('a file that could not be loaded must have failed', () => {
  expect(vitestTold(report({ testResults: [file('a', 'failed')] }), false)).toEqual([
    told('a', 'the file itself', 'failed', 'it cannot be loaded'),
  ])
})

test('a run that ended badly must have failed, whatever its report says', () => {
  expect(vitestTold(report({ testResults: [file('a', 'passed', 'passed')] }), false)).toEqual([told('a', 'it is passed', 'passed'), itself])
  expect(vitestTold('/nowhere/report.json', false)).toEqual([itself])
})

test('scenarios must be told per project', () => {
  const tests = [
    { status: 'skipped', projectName: 'browser' },
    { status: 'expected', projectName: 'chromium-desk' },
    { status: 'unexpected', projectName: 'desk', results: [{ error: { message: 'no such button\nlooked for it' } }] },
  ]
  const path = report({ suites: [{ suites: [{ specs: [{ title: 'stops all', file: 'stop.spec.ts', tests }] }] }] })
  expect(playwrightTold(path, false)).toEqual([
    told('stop.spec.ts', 'stops all (browser)', 'skipped'),
    told('stop.spec.ts', 'stops all (chromium-desk)', 'passed'),
    told('stop.spec.ts', 'stops all (desk)', 'failed', 'no such button'),
  ])
})

test('each deliberate fault must be one check, and a run that broke off a failed one', () => {
  const faults = [
    { what: 'one', found: true, why: 'seen' },
    { what: 'two', found: false, why: 'unseen' },
  ]
  expect(mutationsTold(report(faults), false)).toEqual([told('', 'one', 'passed', 'seen'), told('', 'two', 'failed', 'unseen')])
  expect(mutationsTold(report(faults.slice(0, 1)), false)).toEqual([told('', 'one', 'passed', 'seen'), itself])
})

test('a second go must repeat the files in which a test failed, and none when the stage failed as a whole', () => {
  expect(filesToRepeat([told('a', '1', 'failed'), told('a', '2', 'failed'), told('b', '1', 'passed')])).toEqual(['a'])
  expect(filesToRepeat([told('a', '1', 'failed'), itself])).toEqual([])
})

test('what passed only at the second go must be named with why it failed, and what failed twice stays failed', () => {
  const first = [told('a', '1', 'failed', 'too late'), told('a', '2', 'passed'), told('b', '1', 'passed'), told('c', '1', 'failed', 'no')]
  const second = [told('a', '1', 'passed'), told('a', '2', 'passed'), told('c', '1', 'failed', 'no again')]
  const both = bothGoes(first, ['a', 'c'], second)
  expect(both).toEqual({ told: [told('b', '1', 'passed'), ...second], needed: [first[0]] })
  expect(summary([{ name: 'real', what: 'real things', seconds: 12, ...both }], ['macOS.'])).toBe(`\
real      FAILED      3 passed   1 failed   0 skipped    12.0 s   real things

Failed in real: 1 (no again)
Passed only at the second go in real: 1 (too late)
Not run here: macOS.
3 passed, 1 failed, 0 skipped`)
})

test('the summary must say each stage, what was left out, and the sum', () => {
  const results = [
    { name: 'types', what: 'types of every folder', seconds: 7.04, told: [told('', 'types', 'passed')], needed: [] },
    { name: 'unit', what: 'unit tests', seconds: 12, told: [told('a', 'a deed', 'failed'), told('a', 'a word', 'skipped')], needed: [] },
  ]
  expect(summary(results, [])).toBe(`\
types     passed      1 passed   0 failed   0 skipped     7.0 s   types of every folder
unit      FAILED      0 passed   1 failed   1 skipped    12.0 s   unit tests

Failed in unit: a deed
Skipped in unit: a word
1 passed, 1 failed, 1 skipped`)
})
