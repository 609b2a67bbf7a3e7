import { expect, test } from 'vitest'
import { criticalPath, endOf, slots } from '../../shared/logic/timeline.ts'
import { planFor } from '../../shared/logic/stack.fixture.ts'
import { RunId, WorkspaceId } from '../../shared/model/id.ts'
import type { RunRecord } from '../../shared/model/run.ts'
import { courseOf } from './course.ts'

const plan = planFor({ pm: '', gis: 'on pm', circus: 'on pm', nav: 'on pm, after gis' }, 'up', { limits: { all: 8, perLane: 1 } })
const kept = { status: 'waiting' as const, began: null, started: null, ended: null, problem: null, rung: null }
const record: RunRecord = {
  id: RunId.parse('run:1'),
  workspace: WorkspaceId.parse('workspace:1'),
  plan,
  began: 1_000,
  ended: null,
  verdict: null,
  only: null,
  onFailure: 'keep',
  follows: null,
  followUp: null,
  steps: Object.fromEntries(plan.steps.map(({ id }, at) => [id, at === 0 ? { ...kept, status: 'running' as const, began: 1_000 } : kept])),
}
const expected = () => 4_000

test('the course of a run must be worked out once for a moment, and anew for another one', () => {
  const first = courseOf(record, expected, 2_000)
  expect(courseOf(record, expected, 2_000)).toBe(first)
  for (const now of [2_000, 9_000]) {
    const all = slots(record, expected, now)
    expect(courseOf(record, expected, now)).toEqual({ all, path: criticalPath(all), end: endOf(all) })
  }
  expect(courseOf({ ...record, ended: 9_000, verdict: 'cancelled' }, expected, 10_000).all).toEqual(
    slots({ ...record, ended: 9_000, verdict: 'cancelled' }, expected, 9_000),
  )
})

test('a course must follow what is expected', () => {
  expect(courseOf(record, () => 60_000, 2_000).end).toBeGreaterThan(courseOf(record, expected, 2_000).end)
})
