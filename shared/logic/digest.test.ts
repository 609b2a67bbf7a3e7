import { expect, test } from 'vitest'
import type { Plan } from '../model/plan.ts'
import { digest } from './digest.ts'
import { planFor } from './stack.fixture.ts'

const plan = planFor({ host: '', web: 'on host, after db started, window', db: '' }, 'up')
const withStep = (change: Partial<Plan['steps'][number]>): Plan => ({
  ...plan,
  steps: plan.steps.map((step, at) => (at === 0 ? { ...step, ...change } : step)),
})

test('plans that do the same have the same digest, whatever their times, words and order', () => {
  const other: Plan = {
    ...withStep({ cause: 'seen unknown, wanted ready', timeoutMs: 1, name: 'house' }),
    basis: { revision: 99, observedAt: 99 },
    limits: { all: 1, perLane: 1 },
    left: [],
  }
  expect(digest({ ...other, steps: other.steps.toReversed() })).toBe(digest(plan))
  expect(digest(plan)).toMatch(/^[0-9a-f]{32}$/)
})

test('a plan that would do anything else has another digest', () => {
  const others = [
    withStep({ verb: 'reset' }),
    withStep({ plugin: 'xen' }),
    withStep({ lane: 'component:db' }),
    withStep({ needs: [{ step: 'start component:db', gate: 'done' }] }),
    withStep({ needs: [{ step: 'start component:db', gate: 'started' }] }),
    { ...plan, steps: plan.steps.slice(1) },
    { ...plan, goal: 'down' as const },
  ]
  expect(new Set([plan, ...others].map(digest)).size).toBe(others.length + 1)
})

test('a digest never changes from release to release', () => {
  expect(digest(plan)).toMatchInlineSnapshot(`"f2a8213945dc78b2dd6a2ae695106bc8"`)
})

test('twenty thousand plans that differ in one character have twenty thousand digests', () => {
  const seen = new Set<string>()
  for (let at = 0; at < 20_000; at++) seen.add(digest({ ...plan, steps: [{ ...plan.steps[0]!, plugin: `p${at}` }] }))
  expect(seen.size).toBe(20_000)
})
