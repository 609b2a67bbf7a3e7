import { expect, test } from 'vitest'
import type { Plan } from '../../model/plan.ts'
import { makePlan } from '../plan.ts'
import type { Effect, Input, Run } from '../run-state.ts'
import { advance, newRun } from '../run.ts'
import { takeBack } from '../take-back.ts'
import { PROMISES, type Loop, type Promised } from './promise.fixture.ts'
import { brokenIn, expectAllMet, real, tellStories } from './try.fixture.ts'

test('all promises of planner and loop are kept in 10,000 random stories, with failures, cancels, cuts and crashes', () => {
  expectAllMet(tellStories(real, 10_000, 1))
}, 300_000)

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
const faults: readonly [promised: Promised, what: string, fault: Partial<Loop>][] = [
  ['needs', 'needs are forgotten', { newRun: (plan) => newRun(withoutNeeds(plan)) }],
  [
    'needs',
    'powered is taken for ready',
    {
      newRun: (plan) =>
        newRun({
          ...plan,
          steps: plan.steps.map((step) => ({ ...step, needs: step.needs.map((need) => ({ ...need, gate: 'started' })) })),
        }),
    },
  ],
  ['limits', 'one too many runs', { newRun: (plan) => newRun({ ...plan, limits: { all: plan.limits.all + 1, perLane: 99 } }) }],
  [
    'limits',
    'one too many runs on a carrier',
    { newRun: (plan) => newRun({ ...plan, limits: { ...plan.limits, perLane: plan.limits.perLane + 1 } }) },
  ],
  ['stop', 'a cancel is not heard', onInput('cancel', (run) => [run, []])],
  ['stop', 'a cut is taken for a cancel', onInput('cut', (run) => advance(run, { type: 'cancel' }))],
  ['end', 'the end is not told', onEffects((effects) => effects.filter(({ type }) => type !== 'ended'))],
  [
    'end',
    'the end is told twice',
    onEffects((effects) => effects.flatMap((effect): Effect[] => (effect.type === 'ended' ? [effect, effect] : [effect]))),
  ],
  ['end', 'whoever rests is never called again', onInput('rested', (run) => [run, []])],
  [
    'end',
    'there is one try too many',
    { newRun: (plan) => newRun({ ...plan, steps: plan.steps.map((step) => ({ ...step, attempts: step.attempts + 1 })) }) },
  ],
  [
    'end',
    'a failure is called a success',
    onEffects((effects) => effects.map((effect) => (effect.type === 'ended' ? { ...effect, verdict: 'done' } : effect))),
  ],
  ['cause', 'a failure skips the wrong ones', { newRun: (plan) => newRun(chained(plan)) }],
  [
    'mirror',
    'a machine is stopped before its guests',
    { makePlan: (input) => (input.goal === 'down' ? withoutNeeds(makePlan(input)) : makePlan(input)) },
  ],
  ['back', 'what carries goes first', { takeBack: (plan, did) => withoutNeeds(takeBack(plan, did)) }],
  ['back', 'something is left standing', { takeBack: (plan, did) => takeBack(plan, new Set([...did].slice(1))) }],
  [
    'pure',
    'the run it was given is written',
    { advance: (run, input) => ((next) => [Object.assign(run, next[0]), next[1]])(advance(run, input)) },
  ],
]

/** Everything waits for the step before it, needed or not. */
function chained(plan: Plan): Plan {
  const chain = (at: number) => plan.steps.slice(Math.max(0, at - 1), at).map(({ id }) => ({ step: id, gate: 'done' as const }))
  return { ...plan, steps: plan.steps.map((step, at) => ({ ...step, needs: [...step.needs, ...chain(at)] })) }
}

test.each(faults)(
  'the promise "%s" is seen to break when %s',
  (promised, _what, fault) => {
    expect(brokenIn({ ...real, ...fault }, 2_000, 1, promised).get(promised)).toContain(`promise ${PROMISES[promised]}`)
  },
  60_000,
)
