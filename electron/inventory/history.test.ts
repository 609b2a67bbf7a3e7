import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { Event } from '../../shared/model/event.ts'
import { SecretRef } from '../../shared/model/machine.ts'
import { openInventory } from './open.ts'
import { run } from './testing/samples.ts'

const said = (seq: number, line: string): Event => ({ seq, at: seq, type: 'step.said', run: run('one').id, step: 'start a', line })
const ended = (seq: number): Event => ({
  seq,
  at: seq,
  type: 'run.ended',
  run: run('one').id,
  workspace: run('one').workspace,
  verdict: 'done',
})
const seen = (seq: number): Event => ({ seq, at: seq, type: 'question.answered', question: 'q', choice: 'yes' })

test('events come back in order, from where the reader left off, as many as asked for', () => {
  using inventory = openInventory(':memory:')
  for (let seq = 1; seq <= 5; seq += 1) inventory.keepEvent(said(seq, `line ${seq}`), run('one').id)
  expect(inventory.lastSeq()).toBe(5)
  expect(inventory.eventsSince(2, 2)).toEqual([said(3, 'line 3'), said(4, 'line 4')])
})

test('the events of one run are kept apart from the rest', () => {
  using inventory = openInventory(':memory:')
  inventory.keepEvent(said(1, 'hello'), run('one').id)
  inventory.keepEvent(seen(2), null)
  inventory.keepEvent(ended(3), run('one').id)
  expect(inventory.eventsOf(run('one').id)).toEqual([said(1, 'hello'), ended(3)])
})

test('an event that comes after a later one is a fault of its maker', () => {
  using inventory = openInventory(':memory:')
  inventory.keepEvent(seen(7), null)
  expect(() => inventory.keepEvent(seen(7), null)).toThrow('event 7 comes after event 7')
})

test('runs are listed newest first, and those that never ended are found', () => {
  using inventory = openInventory(':memory:')
  inventory.keepRun(run('old', { began: 1_000, ended: 1_500, verdict: 'done' }))
  inventory.keepRun(run('new', { began: 3_000 }))
  inventory.keepRun(run('middle', { began: 2_000 }))
  expect(inventory.runs(2).map((each) => each.id)).toEqual(['run:new', 'run:middle'])
  expect(inventory.unfinished().map((each) => each.id)).toEqual(['run:new', 'run:middle'])
  inventory.keepRun(run('new', { began: 3_000, ended: 4_000, verdict: 'interrupted' }))
  expect(inventory.unfinished().map((each) => each.id)).toEqual(['run:middle'])
  expect(inventory.run(run('new').id)).toEqual(run('new', { began: 3_000, ended: 4_000, verdict: 'interrupted' }))
})

test('the progress of a run is what was told last, for every reader', () => {
  using inventory = openInventory(':memory:')
  const step = { status: 'running' as const, began: 1, started: null, ended: null, problem: null, rung: null }
  inventory.keepRun(run('one'))
  inventory.keepRun(run('one', { steps: { 'start a': step } }))
  inventory.keepRun(run('one', { steps: { 'start a': { ...step, status: 'done', ended: 2 } } }))
  expect(inventory.run(run('one').id)?.steps).toEqual({ 'start a': { ...step, status: 'done', ended: 2 } })
})

test('a run that is not known is null', () => {
  using inventory = openInventory(':memory:')
  expect(inventory.run(run('nobody').id)).toBeNull()
})

test('a cipher comes back byte by byte, and the last one kept under a name counts', () => {
  using inventory = openInventory(':memory:')
  const ref = SecretRef.parse('secret:root')
  expect(inventory.cipher(ref)).toBeNull()
  inventory.keepSecret(ref, 'root of gis', new Uint8Array([1, 2, 3]))
  inventory.keepSecret(ref, 'root of gis', new Uint8Array([0, 255, 7]))
  expect([...(inventory.cipher(ref) ?? [])]).toEqual([0, 255, 7])
})

test('a run whose engine died must be found as far as its events say, though its steps were not written', () => {
  const folder = mkdtempSync(join(tmpdir(), 'history-'))
  try {
    const path = join(folder, 'inventory.sqlite')
    const untouched = { status: 'waiting' as const, began: null, started: null, ended: null, problem: null, rung: null }
    const torn = run('torn', { steps: { 'start a': untouched, 'start b': untouched, 'stop c': untouched } })
    const { id } = torn
    {
      using inventory = openInventory(path)
      inventory.keepRun(torn)
      const told: Event[] = [
        { seq: 1, at: 10, type: 'step.changed', run: id, step: 'start a', status: 'running' },
        { seq: 2, at: 11, type: 'step.changed', run: id, step: 'stop c', status: 'running' },
        { seq: 3, at: 12, type: 'step.started', run: id, step: 'start a' },
        { seq: 4, at: 13, type: 'step.rung', run: id, step: 'stop c', rung: 1 },
        { seq: 5, at: 14, type: 'step.changed', run: id, step: 'start a', status: 'done' },
      ]
      for (const event of told) inventory.keepEvent(event, id)
    }
    using inventory = openInventory(path)
    expect(inventory.unfinished().map(({ steps }) => steps)).toEqual([
      {
        'start a': { ...untouched, status: 'done', began: 10, started: 12, ended: 14 },
        'start b': untouched,
        'stop c': { ...untouched, status: 'running', began: 11, rung: 1 },
      },
    ])
  } finally {
    rmSync(folder, { recursive: true })
  }
})

test('a run that is read while it goes on must not change under its reader', () => {
  using inventory = openInventory(':memory:')
  const step = { status: 'running' as const, began: 1, started: null, ended: null, problem: null, rung: null }
  const going = run('one', { steps: { 'start a': { ...step } } })
  inventory.keepRun(going)
  const read = inventory.run(going.id)
  Object.assign(going.steps['start a'] ?? {}, { status: 'done' })
  expect(read?.steps).toEqual({ 'start a': step })
})
