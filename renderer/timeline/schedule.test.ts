import { expect, test } from 'vitest'
import { ComponentId, RunId, SessionId, WorkspaceId } from '../../shared/model/id.ts'
import type { Plan, Step } from '../../shared/model/plan.ts'
import type { RunRecord } from '../../shared/model/run.ts'
import { criticalPath, endOf, lanesOf, planned, slots, ticks } from './schedule.ts'

const step = (name: string, lane: string, ...needs: string[]): Step => ({
  id: `start component:${name}`,
  verb: 'start',
  target: ComponentId.parse(`component:${name}`),
  name,
  plugin: 'sim',
  lane,
  needs: needs.map((need) => ({ step: `start component:${need}`, gate: 'done' as const })),
  cause: 'seen off, wanted ready',
  expect: 'ready',
  timeoutMs: 60_000,
  attempts: 1,
  opposite: 'stop',
})
const window: Step = {
  ...step('screen', 'desk', 'web'),
  id: 'open session:screen',
  verb: 'open',
  target: SessionId.parse('session:screen'),
}
const plan: Plan = {
  goal: 'up',
  basis: { revision: 1, observedAt: 0 },
  limits: { all: 4, perLane: 2 },
  left: [],
  steps: [step('host', 'ground'), step('web', 'component:host', 'host'), step('db', 'component:host', 'host'), window],
}
const took: Record<string, number> = {
  'start component:host': 5_000,
  'start component:web': 9_000,
  'start component:db': 2_000,
  'open session:screen': 1_000,
}
const expected = (id: string): number | null => took[id] ?? null

test('a plan must be laid out as early as its needs allow', () => {
  expect(planned(plan, expected).map((s) => [s.step.name, s.from, s.to])).toEqual([
    ['host', 0, 5_000],
    ['web', 5_000, 14_000],
    ['db', 5_000, 7_000],
    ['screen', 14_000, 15_000],
  ])
  expect(endOf(planned(plan, expected))).toBe(15_000)
})

test('the critical path must name what the end had to wait for', () => {
  expect(criticalPath(planned(plan, expected)).map((s) => s.step.name)).toEqual(['host', 'web', 'screen'])
})

test('the critical path must jump when reality differs', () => {
  const kept = { status: 'waiting' as const, began: null, started: null, ended: null, problem: null }
  const run: RunRecord = {
    id: RunId.parse('run:1'),
    workspace: WorkspaceId.parse('workspace:1'),
    plan,
    began: 1_000_000,
    ended: null,
    verdict: null,
    steps: {
      'start component:host': { ...kept, status: 'done', began: 1_000_000, started: 1_001_000, ended: 1_004_000 },
      'start component:web': { ...kept, status: 'done', began: 1_004_000, started: 1_004_500, ended: 1_006_000 },
      'start component:db': { ...kept, status: 'running', began: 1_004_000, started: null },
      'open session:screen': { ...kept, status: 'done', began: 1_006_000, ended: 1_006_500 },
    },
  }
  const now = slots(run, expected, 1_030_000)
  expect(criticalPath(now).map((s) => s.step.name)).toEqual(['host', 'db'])
  const db = now.find((s) => s.step.name === 'db')
  expect(db).toMatchObject({ from: 4_000, to: 30_000, open: true, powered: null })
  expect(now.find((s) => s.step.name === 'host')).toMatchObject({ from: 0, powered: 1_000, to: 4_000, open: false })
})

test('windows must have the last lane', () => {
  expect(lanesOf(planned({ ...plan, steps: [window, ...plan.steps.slice(0, 3)] }, expected)).map((l) => l.lane)).toEqual([
    'ground',
    'component:host',
    'desk',
  ])
})

test('an axis must have at most ten marks at round seconds', () => {
  expect(ticks(42_000)).toEqual([0, 5_000, 10_000, 15_000, 20_000, 25_000, 30_000, 35_000, 40_000])
  expect(ticks(160_000).at(-1)).toBe(160_000 - (160_000 % 20_000))
})
