import { expect, test } from 'vitest'
import type { StepStatus } from '../model/plan.ts'
import type { Problem } from '../model/problem.ts'
import type { RunRecord } from '../model/run.ts'
import { branchOf, causeOf, failuresOf, isOpen, partLeft, restOf } from './aftermath.ts'
import { began, changed, ended, runId, stamping } from './events.fixture.ts'
import { foldAll, nothing } from './live.ts'
import { recordOf, shortOf } from './record.fixture.ts'
import { planFor } from './stack.fixture.ts'
import { takeBack } from './take-back.ts'

const plan = planFor({ host: '', web: 'on host, window', db: 'on host', app: 'after web, after db', log: '' }, 'up')
const refused: Problem = {
  code: 'connect.refused',
  severity: 'error',
  title: 'host does not answer',
  message: 'Nothing listens.',
  about: 'component:host',
}

const record = (statuses: Record<string, StepStatus>, problems: Record<string, Problem> = {}): RunRecord =>
  recordOf(plan, (step) => ({ status: statuses[shortOf(step)] ?? 'done', problem: problems[shortOf(step)] ?? null }))
const named = (steps: readonly { verb: string; name: string }[]) => steps.map(({ verb, name }) => `${verb} ${name}`)

test('a skipped step must name the failure below it, however far', () => {
  const run = record({ host: 'failed', web: 'skipped', db: 'skipped', app: 'skipped', window: 'skipped' })
  const app = plan.steps.find(({ name }) => name === 'app')
  expect(app && causeOf(app, run)?.name).toBe('host')
})

test('each cause must be told once, with what was skipped because of it and what failed of the same thing', () => {
  const run = record({ web: 'failed', db: 'failed', app: 'skipped', window: 'skipped' }, { web: refused, db: refused })
  const told = failuresOf(run).map(({ step, alike, skipped }) => [step.name, named(alike), named(skipped)])
  expect(told).toEqual([['web', ['start db'], ['open terminal of web', 'start app']]])
})

test('failures that have nothing to do with one another must stay apart', () => {
  const other: Problem = { ...refused, about: 'component:log', title: 'log refuses' }
  const run = record({ web: 'failed', log: 'failed', app: 'skipped', window: 'skipped' }, { web: refused, log: other })
  expect(
    failuresOf(run)
      .map(({ step }) => step.name)
      .sort(),
  ).toEqual(['log', 'web'])
})

test('a branch must be what failed and what it held up, and the rest all that did not come true', () => {
  const run = record({ web: 'failed', app: 'skipped', window: 'skipped', log: 'cancelled' }, { web: refused })
  expect(failuresOf(run).map((failure) => named(branchOf(failure)))).toEqual([['start web', 'open terminal of web', 'start app']])
  expect(named(restOf(run)).sort()).toEqual(['open terminal of web', 'start app', 'start log', 'start web'])
})

test('a run must be open to a follow-up until one was chosen, and never when it ended well', () => {
  const run = record({})
  expect([isOpen(run), isOpen({ ...run, verdict: 'done' }), isOpen({ ...run, followUp: 'left' }), isOpen({ ...run, ended: null })]).toEqual(
    [true, false, false, false],
  )
})

test('going on with taking back must touch nothing but what was to be taken back', () => {
  const first = record({})
  const back = takeBack(plan, new Set(plan.steps.filter(({ name }) => name === 'web' || name === 'db').map(({ id }) => id)))
  const steps = Object.fromEntries(
    back.steps.map(({ id }, at) => [
      id,
      { status: at === 0 ? ('done' as const) : ('cancelled' as const), began: 1, started: null, ended: 3, problem: null, rung: null },
    ]),
  )
  const half: RunRecord = { ...first, plan: back, follows: first.id, verdict: 'interrupted', steps }
  expect(partLeft(half)).toHaveLength(1)
  expect(partLeft(first)).toBe(null)
})

test('who reads only the events of an interrupted run must find the same left over as its record says', () => {
  const stamp = stamping()
  const [first, second] = plan.steps
  const live = foldAll(nothing, [
    stamp(1, began('one', plan)),
    stamp(2, changed('one', first!.id, 'running')),
    stamp(3, changed('one', first!.id, 'done')),
    stamp(4, changed('one', second!.id, 'running')),
    stamp(5, ended('one', 'interrupted')),
  ])
  const read = live.runs[runId('one')]?.record
  expect(read && restOf(read)).toHaveLength(plan.steps.length - 1)
  expect(read?.steps[second!.id]).toMatchObject({ status: 'cancelled', began: 4, ended: 5 })
})
