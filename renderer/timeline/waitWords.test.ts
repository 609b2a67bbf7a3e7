import { expect, test } from 'vitest'
import { criticalPath, planned } from '../../shared/logic/timeline.ts'
import { planFor } from '../../shared/logic/stack.fixture.ts'
import { pathSentence, spentSentence, waitSentence } from './waitWords.ts'

const drawing = { pm: '', gis: 'on pm', circus: 'on pm', nav: 'on pm, after gis, after circus started' }
const takes: Readonly<Record<string, number>> = { pm: 5_000, gis: 9_000, circus: 11_000, nav: 12_000 }
const all = planned(planFor(drawing, 'up', { limits: { all: 8, perLane: 1 } }), (step) => takes[step.split(':')[1] ?? ''] ?? null)
const byId = new Map(all.map((slot) => [slot.step.id, slot]))
const said = (name: string) => {
  const slot = byId.get(`start component:${name}`)
  return slot ? waitSentence(slot, byId) : ''
}

test('a step must say in one sentence what it waits for, the last first, and for whose place', () => {
  expect(said('pm')).toBe('Waits for nothing but its turn.')
  expect(said('circus')).toBe('Waits for pm ready (not yet), then for room on its carrier, beside gis (not yet).')
  expect(said('nav')).toBe('Waits for circus started (not yet), gis ready (not yet), pm ready (not yet).')
})

test('a step that has ended must say what it waited for, and how it spent its time', () => {
  const pm = byId.get('start component:pm')
  const circus = byId.get('start component:circus')
  if (!pm || !circus) throw new Error('the plan is lost')
  const done = { ...pm, status: 'done' as const, open: false, future: false, powered: 2_000 }
  const later = { ...circus, status: 'done' as const, open: false, future: false, heldBy: null }
  expect(waitSentence(later, new Map([[pm.step.id, done]]))).toBe('Waited for pm ready (at 5.0 s).')
  expect(spentSentence(done)).toBe('Acted 2.0 s, probed 3.0 s.')
})

test('the critical path must be told in words', () => {
  expect(pathSentence(criticalPath(all))).toBe('Critical path: start pm → start gis → start circus → start nav')
})
