import { expect, test } from 'vitest'
import type { RunRecord } from '../model/run.ts'
import { began, changed, ended, powered, stamping } from './events.fixture.ts'
import { expectedMs, usualMs, type Expected } from './expected.ts'
import { foldAll, nothing } from './live.ts'
import { criticalPath, endOf, lanesOf, planned, slots, type Slot } from './timeline.ts'
import { waitersOf, waitsOf } from './waits.ts'
import { planFor, type Drawing, type World } from './stack.fixture.ts'

const drawing: Drawing = { pm: '', gis: 'on pm, window', circus: 'on pm', nav: 'on pm, after gis, after circus started' }
const takes =
  (times: Readonly<Record<string, number>>): Expected =>
  (step) =>
    times[step.split(':')[1] ?? ''] ?? null
const times = takes({ pm: 5_000, gis: 9_000, circus: 11_000, nav: 12_000 })
const read = (all: readonly Slot[]) => Object.fromEntries(all.map(({ step, from, to }) => [step.id, [from, to]]))
const forecastOf = (world: World = {}) => planned(planFor(drawing, 'up', world), times)

function record(verdict: 'done' | 'failed' | null, ...news: [at: number, Parameters<ReturnType<typeof stamping>>[1]][]): RunRecord {
  const at = stamping()
  const plan = planFor(drawing, 'up')
  const events = [at(1_000, began('1', plan)), ...news.map(([when, each]) => at(1_000 + when, each))]
  const last = news.at(-1)?.[0] ?? 0
  const live = foldAll(nothing, verdict ? [...events, at(1_000 + last, ended('1', verdict))] : events)
  const run = live.runs['run:1']
  if (!run) throw new RangeError('the run is lost')
  return run.record
}
const [pm, gis, circus, nav, window] = [
  'start component:pm',
  'start component:gis',
  'start component:circus',
  'start component:nav',
  'open session:gis',
] as const

test('before a run every step begins as early as needs and limits let it', () => {
  expect(read(forecastOf({ limits: { all: 8, perLane: 8 } }))).toEqual({
    [pm]: [0, 5_000],
    [gis]: [5_000, 14_000],
    [circus]: [5_000, 16_000],
    [window]: [14_000, 23_000],
    [nav]: [16_000, 28_000],
  })
  expect(read(forecastOf({ limits: { all: 8, perLane: 1 } }))).toMatchObject({
    [gis]: [5_000, 14_000],
    [circus]: [14_000, 25_000],
    [nav]: [25_000, 37_000],
  })
})

test('the critical path leads from the first step to the last, through what each had to wait for', () => {
  const names = (all: readonly Slot[]) => criticalPath(all).map(({ step }) => step.name)
  expect(names(forecastOf({ limits: { all: 8, perLane: 8 } }))).toEqual(['pm', 'circus', 'nav'])
  expect(names(forecastOf({ limits: { all: 8, perLane: 1 } }))).toEqual(['pm', 'gis', 'circus', 'nav'])
})

test('a run shows what was seen, and goes on as expected from now', () => {
  const run = record(
    null,
    [0, changed('1', pm, 'running')],
    [1_000, powered('1', pm)],
    [4_000, changed('1', pm, 'done')],
    [4_000, changed('1', gis, 'running')],
    [4_000, changed('1', circus, 'running')],
    [6_000, powered('1', circus)],
  )
  const all = slots(run, times, 1_000 + 8_000)
  const of = (id: string) => all.find(({ step }) => step.id === id)
  expect(of(pm)).toMatchObject({ from: 0, powered: 1_000, to: 4_000, open: false, future: false, heldBy: null })
  expect(of(gis)).toMatchObject({ free: 4_000, from: 4_000, to: 13_000, open: true, future: false, heldBy: pm })
  expect(of(nav)).toMatchObject({ free: 13_000, from: 13_000, to: 25_000, future: true, waitsFor: [gis], heldBy: gis })
  expect(endOf(all)).toBe(25_000)
  expect(read(slots(run, times, 1_000 + 20_000))).toMatchObject({ [gis]: [4_000, 20_000], [nav]: [20_000, 32_000] })
})

test('a run that has ended is shown as it was, and expects nothing', () => {
  const run = record(
    'failed',
    [0, changed('1', pm, 'running')],
    [4_000, changed('1', pm, 'failed')],
    [4_000, changed('1', gis, 'skipped')],
    [4_000, changed('1', window, 'skipped')],
    [4_000, changed('1', circus, 'skipped')],
    [4_000, changed('1', nav, 'skipped')],
  )
  const all = slots(run, times, 99_000)
  expect(all.every(({ open }) => !open)).toBe(true)
  expect(endOf(all)).toBe(4_000)
  expect(criticalPath(all).map(({ step }) => step.id)).toEqual([pm])
})

test('lanes are the carriers in the order of the plan, windows last', () => {
  expect(lanesOf(forecastOf()).map(({ lane, slots: on }) => [lane, on.length])).toEqual([
    ['ground', 1],
    ['component:pm', 3],
    ['desk', 1],
  ])
})

test('what a step takes is the middle of its last five good ends', () => {
  const runs = [1, 2, 100, 4, 5, 6].map(
    (seconds, at): RunRecord => ({
      ...record('done', [0, changed('1', pm, 'running')], [seconds * 1_000, changed('1', pm, 'done')]),
      began: at,
    }),
  )
  const bad = record('failed', [0, changed('1', pm, 'running')], [50_000, changed('1', pm, 'failed')])
  expect(expectedMs([...runs, { ...bad, began: 99 }])(pm)).toBe(5_000)
  expect(expectedMs(runs)('start component:nobody')).toBeNull()
})

test('what a start takes is the middle of the last five good starts that had something to do', () => {
  const took = (began: number, ms: number, verdict: RunRecord['verdict'] = 'done'): RunRecord => ({
    ...record('done'),
    began,
    ended: began + ms,
    verdict,
  })
  const runs = [
    took(1, 900),
    took(2, 10),
    took(3, 20),
    took(4, 30),
    took(5, 40),
    took(6, 50),
    took(7, 5, 'failed'),
    took(8, 5, 'cancelled'),
  ]
  expect(usualMs(runs, 'up')).toBe(30)
  expect(usualMs(runs, 'down')).toBeNull()
  expect(usualMs([{ ...took(9, 1), plan: planFor({}, 'up') }], 'up')).toBeNull()
})

test('a plan that waits for itself is laid out without hanging', () => {
  expect(planned(planFor({ a: 'after b', b: 'after a' }, 'up'), times)).toHaveLength(2)
})

test('a step must say what it waited for, the last of it first, and whose place it had to wait for', () => {
  const all = forecastOf({ limits: { all: 8, perLane: 1 } })
  const byId = new Map(all.map((slot) => [slot.step.id, slot]))
  const waits = (step: string) => {
    const slot = byId.get(step)
    return slot ? waitsOf(slot, byId).map((wait) => [wait.step, wait.what, wait.at]) : []
  }
  expect(waits(nav)).toEqual([
    [circus, 'started', 25_000],
    [gis, 'done', 14_000],
    [pm, 'done', 5_000],
  ])
  expect(waits(circus)).toEqual([
    [pm, 'done', 5_000],
    [gis, 'room', 14_000],
  ])
  expect(waits(pm)).toEqual([])
  expect(waitersOf(gis, all).map(({ step }) => step.id)).toEqual([circus, window, nav])
})
