import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { untouched } from '../../shared/logic/live-run.ts'
import { planFor } from '../../shared/logic/stack.fixture.ts'
import type { Event } from '../../shared/model/event.ts'
import type { RunRecord } from '../../shared/model/run.ts'
import { openInventory } from './open.ts'
import { run } from './testing/samples.ts'

let folder = ''
let path = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'large-'))
  path = join(folder, 'inventory.sqlite')
})
afterEach(() => rmSync(folder, { recursive: true }))

/** Enough for several parts, the last of them not full. */
const MANY = 1_234
const plan = planFor(Object.fromEntries(Array.from({ length: MANY }, (_, at) => [`m${at}`, at % 3 === 0 ? '' : `on m${at - 1}`])), 'up')
const large = (about: Partial<RunRecord> = {}): RunRecord =>
  run('large', { plan, steps: Object.fromEntries(plan.steps.map(({ id }) => [id, { ...untouched }])), ...about })
const done = { ...untouched, status: 'done' as const, began: 1, started: 2, ended: 3 }
const ended = () =>
  large({ ended: 9, verdict: 'done', steps: Object.fromEntries(plan.steps.map(({ id }, at) => [id, { ...done, ended: at }])) })

test('a run of many steps must come back whole, each step as it ended', () => {
  {
    using inventory = openInventory(path)
    inventory.keepRun(large())
    inventory.keepRun(ended())
    expect(inventory.run(large().id)).toEqual(ended())
  }
  using inventory = openInventory(path)
  expect(inventory.runs(5)).toEqual([ended()])
})

test('a run of many steps whose engine died must be found as far as its events say', () => {
  const [first] = plan.steps
  const step = first?.id ?? ''
  {
    using inventory = openInventory(path)
    inventory.keepRun(large())
    const { id } = large()
    inventory.keepEvent({ seq: 1, at: 5, type: 'step.changed', run: id, step, status: 'running' }, id)
    inventory.keepEvent({ seq: 2, at: 7, type: 'step.changed', run: id, step, status: 'done' }, id)
  }
  using inventory = openInventory(path)
  const [found] = inventory.unfinished()
  expect(found).toEqual(large({ steps: { ...large().steps, [step]: { ...untouched, status: 'done', began: 5, ended: 7 } } }))
})

test('the first event of a run of many steps must be read with its plan, though that is kept only once', () => {
  const { id, workspace, only, onFailure, follows } = large()
  const began: Event = { seq: 1, at: 1, type: 'run.began', run: id, workspace, plan, only, onFailure, follows }
  {
    using inventory = openInventory(path)
    inventory.keepRun(large())
    inventory.keepEvent(began, id)
    expect(inventory.eventsSince(0, 9)).toEqual([began])
  }
  using inventory = openInventory(path)
  expect(inventory.eventsOf(id)).toEqual([began])
})

test('a run of many steps whose writing was never finished must never have been', () => {
  {
    using inventory = openInventory(path)
    const work = inventory.keepingRun(large())
    expect(work.next().done).toBe(false)
    expect(inventory.runs(5)).toEqual([])
  }
  using inventory = openInventory(path)
  expect([inventory.runs(5), inventory.unfinished()]).toEqual([[], []])
  // Nor may what was left of it come back with a later one of the same name.
  inventory.keepRun(ended())
  expect(inventory.run(large().id)).toEqual(ended())
})

test('what becomes of a run of many steps is noted without writing its steps again', () => {
  using inventory = openInventory(path)
  inventory.keepRun(large())
  inventory.keepRun(ended())
  const followed = { ...ended(), followUp: 'left' as const }
  expect([...inventory.keepingRun(followed)]).toEqual([])
  expect(inventory.run(large().id)).toEqual(followed)
})
