import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Event } from '../../shared/model/event.ts'
import { openInventory } from './open.ts'
import { add, machine, run } from './testing/samples.ts'

let folder = ''
let path = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'prune-'))
  path = join(folder, 'inventory.sqlite')
})
afterEach(() => rmSync(folder, { recursive: true }))

const nth = (number: number) => run(String(number), { began: number, ended: number, verdict: 'done' })
const said = (seq: number, number: number): Event => ({
  seq,
  at: seq,
  type: 'step.said',
  run: nth(number).id,
  step: 'start a',
  line: 'hello',
})
const answered = (seq: number): Event => ({ seq, at: seq, type: 'question.answered', question: 'q', choice: 'yes' })

/** So many runs, each with something told before it and one event of its own. */
function history(runs: number) {
  using inventory = openInventory(path)
  for (let number = 1; number <= runs; number += 1) {
    inventory.keepRun(nth(number))
    inventory.keepEvent(answered(2 * number - 1), null)
    inventory.keepEvent(said(2 * number, number), nth(number).id)
  }
}

test('opening must keep the events of the last 200 runs, what was told since, and every run', () => {
  history(203)
  using inventory = openInventory(path)
  expect(inventory.runs(1000)).toHaveLength(203)
  expect(inventory.eventsOf(nth(3).id)).toEqual([])
  expect(inventory.eventsOf(nth(4).id)).toEqual([said(8, 4)])
  expect(inventory.eventsSince(0, 2)).toEqual([said(8, 4), answered(9)])
  expect(inventory.lastSeq()).toBe(406)
})

test('opening must forget nothing while there are no more than 200 runs', () => {
  history(200)
  using inventory = openInventory(path)
  expect(inventory.eventsSince(0, 1000)).toHaveLength(400)
})

test('opening must keep the events of a run that never ended, however long ago it began', () => {
  {
    using inventory = openInventory(path)
    inventory.keepRun(run('1', { began: 1 }))
    inventory.keepEvent(said(1, 1), nth(1).id)
    for (let number = 2; number <= 203; number += 1) {
      inventory.keepRun(nth(number))
      inventory.keepEvent(said(number, number), nth(number).id)
    }
  }
  using inventory = openInventory(path)
  expect(inventory.eventsOf(nth(1).id)).toEqual([said(1, 1)])
  expect(inventory.eventsOf(nth(2).id)).toEqual([])
})

test('opening must keep the last 1,000 edits, and go on counting where it was', () => {
  {
    using inventory = openInventory(path)
    for (let number = 1; number <= 1003; number += 1) inventory.edit(add(machine(`m${number}`)))
  }
  using inventory = openInventory(path)
  expect(inventory.edits(2000).map(({ revision }) => revision)).toEqual(Array.from({ length: 1000 }, (_, index) => 1003 - index))
  expect(inventory.revision()).toBe(1003)
  expect(inventory.edit(add(machine('one-more')))).toBe(1004)
})
