import { expect, test } from 'vitest'
import type { Event } from '../model/event.ts'
import { RunRecord } from '../model/run.ts'
import { began, changed, ended, powered, probed, said, seen, stamping, workspaceId } from './events.fixture.ts'
import { FINISHED_KEPT, fold, foldAll, nothing, problemsOf, runsOf, snapshot, type Live } from './live.ts'
import { LINES_KEPT, progress, waitingFor } from './live-run.ts'
import { dice, planFor, sessionId } from './stack.fixture.ts'

const plan = planFor({ host: '', web: 'on host, window' }, 'up')
const [host, web, open] = ['start component:host', 'start component:web', 'open session:web'] as const
const oneByOne = (events: readonly Event[], from: Live = nothing) => events.reduce(fold, from)
const problem = { code: 'machine.not-ready', severity: 'error', title: 'web never answered', message: 'It did not.' } as const

/** A start in which the second machine fails its first try. */
function morning(): Event[] {
  const at = stamping()
  return [
    at(0, seen('host', 'off')),
    at(1_000, began('1', plan)),
    at(1_000, changed('1', host, 'running')),
    at(1_100, said('1', host, 'qemu-system-x86_64 started')),
    at(2_000, powered('1', host)),
    at(2_000, seen('host', 'on')),
    at(2_500, probed('1', host, 0, 1, false)),
    at(3_000, probed('1', host, 0, 2, true)),
    at(3_000, seen('host', 'ready')),
    at(3_000, changed('1', host, 'done')),
    at(3_000, changed('1', web, 'running')),
    at(4_000, { ...changed('1', web, 'resting'), problem } as Event),
    at(5_000, changed('1', web, 'waiting')),
    at(5_000, changed('1', web, 'running')),
    at(5_100, probed('1', web, 1, 1, false)),
    at(5_200, probed('1', web, 0, 1, true)),
  ]
}

test('a run is known by its record, its log, its tries and what it waits for', () => {
  const live = oneByOne(morning())
  const { current } = runsOf(live, workspaceId('am'))
  expect(RunRecord.parse(current?.record)).toEqual(current?.record)
  expect(current?.record.steps).toEqual({
    [host]: { status: 'done', began: 1_000, started: 2_000, ended: 3_000, problem: null, rung: null },
    [web]: { status: 'running', began: 3_000, started: null, ended: null, problem, rung: null },
    [open]: { status: 'waiting', began: null, started: null, ended: null, problem: null, rung: null },
  })
  expect(current?.said[host]).toEqual([{ at: 1_100, text: 'qemu-system-x86_64 started' }])
  expect(current?.trials[host]).toEqual([{ probe: 0, tries: 2, answer: 'answered', passed: true, at: 3_000 }])
  expect(current && waitingFor(current)).toMatchObject({ step: { name: 'web' }, trial: { probe: 1, tries: 1, answer: 'refused' } })
  expect(current && progress(current)).toEqual({ over: 1, all: 3 })
  expect(live.seen['component:host']).toEqual({ machine: 'machine:host', condition: 'ready', note: null, at: 3_000 })
})

test('the same events give the same state, one by one, in any batches, or twice', () => {
  const events = morning()
  const once = oneByOne(events)
  const roll = dice(3)
  for (let round = 0; round < 50; round++) {
    const cut = roll(events.length)
    expect(foldAll(foldAll(nothing, events.slice(0, cut)), events.slice(cut))).toEqual(once)
  }
  expect(oneByOne(events, once)).toBe(once)
  expect(oneByOne(events.toReversed()).seq).toBe(events.at(-1)?.seq)
})

test('no state that was shown is ever changed, and what is not touched stays the same object', () => {
  const events = morning()
  const states: Live[] = [nothing]
  for (const event of events) states.push(fold(states.at(-1) ?? nothing, event))
  const copies = structuredClone(states)
  foldAll(states[3] ?? nothing, events)
  expect(states).toEqual(copies)
  const [before, after] = [states[5], states[6]]
  expect(after?.seen).not.toBe(before?.seen)
  expect(after?.runs).toBe(before?.runs)
})

test('a step that comes right in the end has no problem any more, one that fails keeps it', () => {
  const at = stamping(100)
  const done = fold(oneByOne(morning()), at(6_000, changed('1', web, 'done')))
  expect(runsOf(done, workspaceId('am')).current?.record.steps[web]?.problem).toBeNull()
  const failed = fold(oneByOne(morning()), stamping(100)(6_000, changed('1', web, 'failed')))
  const record = runsOf(failed, workspaceId('am')).current?.record
  expect(record && problemsOf(record)).toEqual([problem])
})

test('windows come and go, and questions until they are answered', () => {
  const at = stamping()
  const question = {
    id: 'q1',
    title: 'Trust?',
    message: 'New key',
    choices: [
      { id: 'yes', label: 'Yes' },
      { id: 'no', label: 'No' },
    ],
  }
  const window = (state: 'open' | 'closed') => ({ type: 'window.changed', session: sessionId('web'), state }) as const
  const events = [at(0, window('open')), at(1, window('open')), at(2, { type: 'question.asked', question })]
  const live = oneByOne(events)
  expect([live.open, live.questions]).toEqual([['session:web'], [question]])
  const after = oneByOne([at(3, window('closed')), at(4, { type: 'question.answered', question: 'q1', choice: 'yes' })], live)
  expect([after.open, after.questions]).toEqual([[], []])
})

test('memory is bounded: the last lines of a step, the last runs, and the newest of each workspace', () => {
  let live: Live = nothing
  const next = stamping()
  live = foldAll(live, [next(0, began('old', plan, 'other')), next(1, ended('old', 'done', 'other'))])
  live = foldAll(live, [
    next(2, began('talk', plan)),
    ...Array.from({ length: LINES_KEPT + 50 }, (_, index) => next(3, said('talk', host, `line ${index}`))),
  ])
  expect(live.runs['run:talk']?.said[host]?.map(({ text }) => text)).toEqual(
    Array.from({ length: LINES_KEPT }, (_, index) => `line ${index + 50}`),
  )
  for (let run = 0; run < FINISHED_KEPT + 20; run++)
    live = foldAll(live, [next(10 + run, began(`r${run}`, plan)), next(10 + run, ended(`r${run}`, 'done'))])
  expect(Object.keys(live.runs).sort()).toEqual(
    ['run:old', 'run:talk', ...Array.from({ length: FINISHED_KEPT }, (_, run) => `run:r${run + 20}`)].sort(),
  )
})

test('what an engine says of itself is a beginning; events of runs and steps it did not name change nothing', () => {
  const { current } = runsOf(oneByOne(morning()), workspaceId('am'))
  const live = snapshot({ seen: [], open: ['session:web'], runs: current ? [current.record] : [], questions: [] }, 40)
  const at = stamping(41)
  const next = foldAll(live, [
    at(9_000, changed('nobody', web, 'done')),
    at(9_000, changed('1', 'stop component:x', 'done')),
    at(9_000, changed('1', web, 'done')),
  ])
  expect(Object.keys(next.runs)).toEqual(['run:1'])
  expect(next.runs['run:1']?.record.steps[web]).toMatchObject({ status: 'done', ended: 9_000 })
  expect(Object.keys(next.runs['run:1']?.record.steps ?? {})).toHaveLength(3)
})
