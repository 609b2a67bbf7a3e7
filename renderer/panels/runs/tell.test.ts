import { expect, test } from 'vitest'
import { Plan } from '../../../shared/model/plan.ts'
import { RunId, WorkspaceId } from '../../../shared/model/id.ts'
import type { RunRecord } from '../../../shared/model/run.ts'
import { purpose, reach, rowsOf, tally } from './tell.ts'

const step = (id: string, needs: string[] = []) => ({
  id,
  verb: 'start',
  target: `component:${id}`,
  name: id,
  plugin: 'sim',
  lane: 'ground',
  needs: needs.map((one) => ({ step: one, gate: 'done' })),
  cause: 'seen off, wanted ready',
  expect: 'ready',
  timeoutMs: 1000,
  attempts: 1,
  opposite: 'stop',
})
const plan = Plan.parse({
  goal: 'up',
  basis: { revision: 1, observedAt: 0 },
  limits: { all: 4, perLane: 2 },
  steps: [step('a'), step('b'), step('c'), step('d', ['c']), step('e', ['d']), step('f', ['e'])],
  left: [],
})
const record: RunRecord = {
  id: RunId.parse('run:1'),
  workspace: WorkspaceId.parse('workspace:lab'),
  plan,
  began: 0,
  ended: 9_000,
  verdict: 'failed',
  only: null,
  onFailure: 'keep',
  follows: null,
  followUp: null,
  steps: Object.fromEntries(
    (['done', 'done', 'done', 'failed', 'skipped', 'skipped'] as const).map((status, index) => [
      plan.steps[index]!.id,
      { status, began: 0, started: null, ended: 1, problem: null, rung: null },
    ]),
  ),
}

test('a run must be told in a few words', () => {
  expect([purpose(record), tally(record), reach(record)]).toEqual(['start', '3 done, 1 failed, 2 skipped', '3 of 6 steps'])
})

test('steps that went well must fold, so that what failed stands out', () => {
  const done = (one: { id: string }) => record.steps[one.id]?.status === 'done'
  const rows = rowsOf(plan.steps, done, false)
  expect(rows.map((row) => ('fold' in row ? `${row.from}: ${row.fold.length} folded` : `${row.number}: ${row.step.id}`))).toEqual([
    '1: 3 folded',
    '4: d',
    '5: e',
    '6: f',
  ])
  expect(rowsOf(plan.steps, done, true)).toHaveLength(6)
})
