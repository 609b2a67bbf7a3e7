import { expect, test } from 'vitest'
import { foldAll, nothing } from '../../../shared/logic/live.ts'
import { among, componentId as id, drawn } from '../../../shared/logic/nest.fixture.ts'
import { nestOf } from '../../../shared/logic/nest.ts'
import { planFor } from '../../../shared/logic/stack.fixture.ts'
import { began, stamping } from '../../../shared/logic/events.fixture.ts'
import { Machine } from '../../../shared/model/machine.ts'
import { facesOf } from '../faces.ts'
import { answerOf, memoryGiven, memoryText, timeOf } from './facts.ts'

const drawing = { host: '', db: 'on host', web: 'on host, after db' }
const whole = nestOf(drawn('lab', drawing), among())
const machines = new Map(
  Object.keys(drawing).map((name) => [
    `machine:${name}`,
    Machine.parse({
      type: 'machine',
      id: `machine:${name}`,
      label: name,
      plugin: 'sim',
      options: { memoryMib: name === 'host' ? 2048 : 512 },
    }),
  ]),
)
const fresh = foldAll(nothing, [stamping()(10_000, began('1', planFor(drawing, 'up')))]).runs['run:1']
if (!fresh) throw new Error('the run is lost')
const run = {
  ...fresh,
  record: {
    ...fresh.record,
    steps: {
      ...fresh.record.steps,
      'start component:host': { ...untouched(), status: 'done' as const, began: 10_000, started: 12_000, ended: 14_500 },
      'start component:db': { ...untouched(), status: 'running' as const, began: 14_500 },
    },
  },
}
function untouched() {
  return { status: 'waiting' as const, began: null, started: null, ended: null, problem: null, rung: null }
}
const known = { machines, cards: [] }
const seen = { 'component:host': { machine: 'machine:host', condition: 'ready' as const, note: null, at: 1 } }
const now = 20_000
const expected = (step: string) => (step === 'start component:db' ? 11_000 : null)
const faces = facesOf({ nest: whole, machines, users: new Map(), workspace: null, cards: [], seen, run, problems: [], expected, now })
const stage = { whole, known, isGround: () => false, faces, run, running: true, expected, now }
const part = (name: string) => {
  const found = whole.get(id(name))
  if (!found) throw new Error(`there is no ${name}`)
  return found
}

test('a row must say what was answered last, or what is waited for', () => {
  expect(answerOf(part('host'), stage)).toEqual({ text: 'powered after 4.5 s', is: 'quiet' })
  expect(answerOf(part('db'), stage)).toEqual({ text: 'asked, not yet powered', is: 'probing' })
  expect(answerOf(part('web'), stage)).toEqual({ text: 'waits for db ready', is: 'quiet' })
})

test('a row must say how long its step took, goes on, or is expected to take', () => {
  expect(timeOf(id('host'), stage)).toBe('4.5 s')
  expect(timeOf(id('db'), stage)).toBe('6 s of about 11 s')
  expect(timeOf(id('web'), stage)).toBe('')
  expect(timeOf(id('db'), { ...stage, running: false })).toBe('about 11 s')
})

test('a carrier must say how much of its memory its guests want', () => {
  const memory = memoryGiven(part('host'), part('host').above, stage)
  expect(memory).toEqual({ given: 1024, own: 2048 })
  expect(memory && memoryText(memory)).toBe('1 of 2 GiB')
  expect(memoryGiven(part('db'), [], stage)).toBeNull()
  expect(memoryText({ given: 96, own: 512 })).toBe('96 of 512 MiB')
})
