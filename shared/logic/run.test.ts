import { expect, test } from 'vitest'
import type { StepStatus } from '../model/plan.ts'
import type { Effect, Input, Run } from './run-state.ts'
import { advance, newRun, statuses, statusOf } from './run.ts'
import { planFor } from './stack.fixture.ts'

const feed = (run: Run, ...inputs: Input[]): [Run, Effect[]] =>
  inputs.reduce<[Run, Effect[]]>(
    ([now, told], input) => {
      const [next, effects] = advance(now, input)
      return [next, [...told, ...effects]]
    },
    [run, []],
  )
const began = (effects: readonly Effect[]) => effects.flatMap((effect) => (effect.type === 'perform' ? [effect.step.name] : []))
const failed = {
  how: 'failed',
  problem: { code: 'sim.broke', severity: 'error', title: 'It broke', message: 'So it did.' },
  again: true,
} as const
const settled = (name: string, outcome: Extract<Input, { type: 'settled' }>['outcome'] = { how: 'done' }): Input => ({
  type: 'settled',
  step: `start component:${name}`,
  outcome,
})

test('who waits only for the power of a machine begins as soon as it is seen powered', () => {
  const plan = planFor({ db: '', cache: 'after db started', web: 'after db' }, 'up')
  const [run, first] = feed(newRun(plan), { type: 'begin' })
  expect(began(first)).toEqual(['db'])
  const [powered, second] = feed(run, { type: 'started', step: 'start component:db' }, { type: 'started', step: 'start component:db' })
  expect(began(second)).toEqual(['cache'])
  expect(second.filter(({ type }) => type === 'started')).toEqual([{ type: 'started', step: 'start component:db' }])
  const [, third] = feed(powered, settled('db'))
  expect(began(third)).toEqual(['web'])
})

test('a gate that was open once stays open when the machine fails after it', () => {
  const plan = planFor({ db: '', box: '', cache: 'after db started, after box', web: 'after db' }, 'up')
  const [run] = feed(
    newRun(plan),
    { type: 'begin' },
    { type: 'started', step: 'start component:db' },
    settled('db', { ...failed, again: false }),
  )
  expect(statusOf(run, 'start component:web')).toBe('skipped')
  expect(statusOf(run, 'start component:cache')).toBe('waiting')
  expect(began(feed(run, settled('box'))[1])).toEqual(['cache'])
})

test('a failed step rests a second, then two, and is tried no more often than allowed', () => {
  const plan = planFor({ db: '' }, 'up')
  const patient = { ...plan, steps: plan.steps.map((step) => ({ ...step, attempts: 3 })) }
  const rested: Input = { type: 'rested', step: 'start component:db' }
  const [run, effects] = feed(
    newRun(patient),
    { type: 'begin' },
    settled('db', failed),
    rested,
    settled('db', failed),
    rested,
    settled('db', failed),
  )
  expect(effects.flatMap((effect) => (effect.type === 'rest' ? [effect.ms] : []))).toEqual([1_000, 2_000])
  expect(effects.flatMap((effect) => (effect.type === 'perform' ? [effect.attempt] : []))).toEqual([1, 2, 3])
  expect(run).toMatchObject({ phase: 'ended', verdict: 'failed' })
})

test('lanes take turns, so that a crowded carrier does not keep the others waiting', () => {
  const drawing = { a: '', b: '', a1: 'on a', a2: 'on a', a3: 'on a', b1: 'on b' }
  const plan = planFor(drawing, 'up', { seen: { a: 'ready', b: 'ready' }, limits: { all: 2, perLane: 2 } })
  expect(began(feed(newRun(plan), { type: 'begin' })[1])).toEqual(['a1', 'b1'])
})

test('an empty plan ends at once, and well', () => {
  expect(feed(newRun(planFor({}, 'up')), { type: 'begin' })[1]).toEqual([{ type: 'ended', verdict: 'done' }])
})

test('a cancel before the beginning ends everything without a step', () => {
  const [run, effects] = feed(newRun(planFor({ a: '', b: 'on a' }, 'up')), { type: 'cancel' }, { type: 'begin' })
  expect(began(effects)).toEqual([])
  expect(run).toMatchObject({ phase: 'ended', verdict: 'cancelled' })
})

test('a plan that waits for itself ends with a problem instead of hanging', () => {
  const [run, effects] = feed(newRun(planFor({ a: 'after b', b: 'after a', c: '' }, 'up')), { type: 'begin' }, settled('c'))
  expect(run.verdict).toBe('failed')
  expect(effects.flatMap((effect) => (effect.type === 'changed' && effect.problem ? [effect.problem.code] : []))).toEqual([
    'run.stuck',
    'run.stuck',
  ])
  expect(statuses(run)).toEqual({
    'start component:a': 'failed',
    'start component:b': 'failed',
    'start component:c': 'done',
  } satisfies Record<string, StepStatus>)
})

test('what does not fit changes nothing', () => {
  const [run] = feed(newRun(planFor({ a: '', b: 'on a' }, 'up')), { type: 'begin' })
  for (const input of [
    settled('b'),
    settled('nobody'),
    { type: 'rested', step: 'start component:a' },
    { type: 'started', step: 'start component:b' },
    { type: 'begin' },
  ] as const) {
    const [next, effects] = advance(run, input)
    expect([statuses(next), effects]).toEqual([statuses(run), []])
  }
})
