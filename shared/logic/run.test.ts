import { expect, test } from 'vitest'
import type { Plan, StepStatus } from '../model/plan.ts'
import { makePlan } from './plan.ts'
import { keepPromises, type Loop, type Tally } from './promises.fixture.ts'
import type { Effect, Input, Run } from './run-state.ts'
import { advance, newRun, statuses, statusOf } from './run.ts'
import { dice, planFor } from './stack.fixture.ts'
import { takeBack } from './take-back.ts'

const real: Loop = { makePlan, newRun, advance, takeBack }
const nothing = (): Tally => ({ runs: 0, began: 0, rested: 0, skipped: 0, cancelled: 0, failed: 0 })

function tryAll(loop: Loop, rounds: number): Tally {
  const tally = nothing()
  const roll = dice(1)
  while (tally.runs < rounds) keepPromises(loop, roll, tally)
  return tally
}

test('all eight promises are kept in 20 000 random runs', () => {
  const tally = tryAll(real, 20_000)
  for (const [what, count] of Object.entries(tally)) expect(count, what).toBeGreaterThan(4_000)
}, 120_000)

const withoutNeeds = (plan: Plan): Plan => ({ ...plan, steps: plan.steps.map((step) => ({ ...step, needs: [] })) })
const onInput = (type: Input['type'], twist: (run: Run, input: Input) => [Run, Effect[]]): Partial<Loop> => ({
  advance: (run, input) => (input.type === type ? twist(run, input) : advance(run, input)),
})
const onEffects = (twist: (effects: Effect[]) => Effect[]): Partial<Loop> => ({
  advance: (run, input) => {
    const [next, effects] = advance(run, input)
    return [next, twist(effects)]
  },
})

/** Deliberate faults, and the promise that each must be found to break. */
const faults: readonly [promise: number, what: string, fault: Partial<Loop>][] = [
  [1, 'needs are forgotten', { newRun: (plan) => newRun(withoutNeeds(plan)) }],
  [
    1,
    'powered is taken for ready',
    {
      newRun: (plan) =>
        newRun({
          ...plan,
          steps: plan.steps.map((step) => ({ ...step, needs: step.needs.map((need) => ({ ...need, gate: 'started' })) })),
        }),
    },
  ],
  [2, 'one too many runs', { newRun: (plan) => newRun({ ...plan, limits: { all: plan.limits.all + 1, perLane: 99 } }) }],
  [
    2,
    'one too many runs on a carrier',
    { newRun: (plan) => newRun({ ...plan, limits: { ...plan.limits, perLane: plan.limits.perLane + 1 } }) },
  ],
  [3, 'a cancel is not heard', onInput('cancel', (run) => [run, []])],
  [3, 'a cut is taken for a cancel', onInput('cut', (run) => advance(run, { type: 'cancel' }))],
  [4, 'the end is not told', onEffects((effects) => effects.filter(({ type }) => type !== 'ended'))],
  [
    4,
    'the end is told twice',
    onEffects((effects) => effects.flatMap((effect): Effect[] => (effect.type === 'ended' ? [effect, effect] : [effect]))),
  ],
  [4, 'whoever rests is never called again', onInput('rested', (run) => [run, []])],
  [
    4,
    'there is one try too many',
    { newRun: (plan) => newRun({ ...plan, steps: plan.steps.map((step) => ({ ...step, attempts: step.attempts + 1 })) }) },
  ],
  [
    4,
    'a failure is called a success',
    onEffects((effects) => effects.map((effect) => (effect.type === 'ended' ? { ...effect, verdict: 'done' } : effect))),
  ],
  [5, 'a failure skips the wrong ones', { newRun: (plan) => newRun(chained(plan)) }],
  [
    6,
    'a machine is stopped before its guests',
    { makePlan: (input) => (input.goal === 'down' ? withoutNeeds(makePlan(input)) : makePlan(input)) },
  ],
  [7, 'what carries goes first', { takeBack: (plan, did) => withoutNeeds(takeBack(plan, did)) }],
  [7, 'something is left standing', { takeBack: (plan, did) => takeBack(plan, new Set([...did].slice(1))) }],
  [
    8,
    'the run it was given is written',
    { advance: (run, input) => ((next) => [Object.assign(run, next[0]), next[1]])(advance(run, input)) },
  ],
]

/** Everything waits for the step before it, needed or not. */
function chained(plan: Plan): Plan {
  const chain = (at: number) => plan.steps.slice(Math.max(0, at - 1), at).map(({ id }) => ({ step: id, gate: 'done' as const }))
  return { ...plan, steps: plan.steps.map((step, at) => ({ ...step, needs: [...step.needs, ...chain(at)] })) }
}

test.each(faults)('promise %i is seen to break when %s', (promise, _what, fault) => {
  expect(() => tryAll({ ...real, ...fault }, 2_000)).toThrow(`promise ${promise} is broken`)
})

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
