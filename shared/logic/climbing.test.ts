import { expect, test } from 'vitest'
import { foldAll, nothing } from './live.ts'
import { climbed, standing } from './climbing.ts'
import { began, changed, runId, stamping } from './events.fixture.ts'
import { planFor } from './stack.fixture.ts'

const plan = planFor({ web: '' }, 'down')
const [step] = plan.steps
if (!step) throw new Error('no step')

/** The ladder after the stop came to these rungs, one every two seconds from second 2 on, and perhaps ended at second 10. */
function ladder(rungs: readonly number[], now: number, end?: 'done' | 'failed') {
  const stamp = stamping()
  const live = foldAll(nothing, [
    stamp(0, began('one', plan)),
    stamp(1_000, changed('one', step!.id, 'running')),
    ...rungs.map((rung, index) => stamp(2_000 * (index + 1), { type: 'step.rung', run: runId('one'), step: step!.id, rung })),
    ...(end ? [stamp(10_000, changed('one', step!.id, end))] : []),
  ])
  const run = live.runs[runId('one')]
  return climbed(step!, run?.record.steps[step!.id], run?.climbs[step!.id] ?? [], now)
}
const states = (rungs: ReturnType<typeof ladder>) => rungs.map(({ how, state }) => `${how} ${state}`)

test('a ladder must tell what was tried, where it stands, and what is still ahead', () => {
  const now = ladder([0, 1], 7_000)
  expect(states(now)).toEqual(['ask tried', 'off standing', 'kill ahead'])
  expect(now[0]?.spentMs).toBe(2_000)
  expect(standing(now)).toEqual({ how: 'off', leftMs: (step?.rungs[1]?.ms ?? 0) - 3_000 })
})

test('after the end it must tell which rung helped, and which were spared', () => {
  expect(states(ladder([0], 99_000, 'done'))).toEqual(['ask helped', 'off spared', 'kill spared'])
  expect(states(ladder([0, 1, 2], 99_000, 'failed'))).toEqual(['ask tried', 'off tried', 'kill tried'])
})

test('a stop that has not begun must stand nowhere', () => {
  expect(standing(ladder([], 500))).toBe(null)
  expect(states(ladder([], 500))).toEqual(['ask ahead', 'off ahead', 'kill ahead'])
})
