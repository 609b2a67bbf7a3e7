import { expect, test } from 'vitest'
import { recordOf } from '../../../shared/logic/record.fixture.ts'
import { planFor } from '../../../shared/logic/stack.fixture.ts'
import type { StepStatus } from '../../../shared/model/plan.ts'
import type { Problem } from '../../../shared/model/problem.ts'
import type { RunRecord } from '../../../shared/model/run.ts'
import { listed, trueNow, underWay, whyFailed } from './afterwards.ts'

const plan = planFor({ host: '', web: 'on host', db: 'on host', app: 'after web' }, 'up')
const problem: Problem = {
  code: 'sim.refused',
  severity: 'error',
  title: 'web refuses to start',
  message: 'It says so.',
  about: 'machine:web',
}

const record = (statuses: Record<string, StepStatus>, begun: readonly string[], verdict: RunRecord['verdict']): RunRecord =>
  recordOf(
    plan,
    ({ name }) => {
      const status = statuses[name] ?? 'done'
      return { status, began: begun.includes(name) ? 1 : null, problem: status === 'failed' ? problem : null }
    },
    { verdict },
  )

test('an interrupted run must say what it was for, how far it came and what was under way', () => {
  const run = record({ web: 'cancelled', db: 'cancelled', app: 'cancelled' }, ['host', 'web', 'db'], 'interrupted')
  expect(underWay(run)).toBe('It was being started: 1 of 4 steps was done, start web and start db were under way.')
  const early = record({ host: 'cancelled', web: 'cancelled', db: 'cancelled', app: 'cancelled' }, [], 'interrupted')
  expect(underWay(early)).toBe('It was being started: 0 of 4 steps were done.')
})

test('what is true now must name the few and count the many', () => {
  const machines = [
    { name: 'host', condition: 'ready' },
    { name: 'web', condition: 'starting' },
    { name: 'db', condition: 'off' },
    { name: 'app', condition: 'off' },
    { name: 'log', condition: 'off' },
  ] as const
  expect(trueNow(machines)).toBe('Now host is ready, web is starting, 3 are off.')
  expect(trueNow(machines.map(({ name }) => ({ name, condition: undefined })))).toBe('')
})

test('a failed run must name its cause once, with what it held up', () => {
  expect(whyFailed(record({ web: 'failed', app: 'skipped' }, ['host', 'web'], 'failed'))).toBe(
    'web refuses to start; 1 step skipped because of it.',
  )
  expect(whyFailed(record({ web: 'failed', db: 'failed', app: 'skipped' }, ['host', 'web'], 'failed'))).toBe(
    'web refuses to start; 1 other of the same thing, 1 step skipped because of it.',
  )
})

test('names must be listed as people do', () => {
  expect([listed(['a']), listed(['a', 'b']), listed(['a', 'b', 'c', 'd'])]).toEqual(['a', 'a and b', 'a, b and 2 more'])
})
