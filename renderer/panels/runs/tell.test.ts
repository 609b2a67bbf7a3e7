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

const told = (rows: ReturnType<typeof rowsOf>) =>
  rows.map((row) =>
    row.is === 'step'
      ? `${row.number}: ${row.step.id}`
      : row.is === 'done'
        ? `${row.from} to ${row.to} done`
        : `${row.steps.map(({ id }) => id).join(', ')} ${row.how} because of ${row.of}`,
  )
const shut = { done: false, echoes: new Set<string>() }

test('steps that went well must fold, and skipped ones into what they were skipped for', () => {
  expect(told(rowsOf(record, shut, null))).toEqual(['1 to 3 done', '4: d', 'e, f skipped because of d'])
})

test('what is unfolded or chosen must be shown step by step, with its number in the plan', () => {
  const all = { done: true, echoes: new Set(['d']) }
  expect(told(rowsOf(record, all, null))).toEqual(['1: a', '2: b', '3: c', '4: d', '5: e', '6: f'])
  expect(told(rowsOf(record, shut, 'f'))).toEqual(['1 to 3 done', '4: d', '5: e', '6: f'])
})

test('nothing must fold while it all went well', () => {
  const steps = Object.fromEntries(Object.entries(record.steps).map(([id, step]) => [id, { ...step, status: 'done' as const }]))
  expect(told(rowsOf({ ...record, steps, verdict: 'done' }, shut, null))).toHaveLength(6)
})
