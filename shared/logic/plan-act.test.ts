import { expect, test } from 'vitest'
import type { Goal } from '../model/plan.ts'
import { order } from './order.ts'
import { makePlan } from './plan.ts'
import { show } from './show.ts'
import { dice, inputFor, membersFrom, planFor, randomStack, type Drawing, type World } from './stack.fixture.ts'

const drawing = { host: '', db: 'on host', web: 'on host, after db, window', inner: 'on web', far: 'after db', beside: '' }
const plan = (goal: Goal, world: World = {}, of: Drawing = drawing) => show(planFor(of, goal, world))

test('before a carrier is suspended its guests are, top first, and whoever only waits for it goes on', () => {
  expect(plan('suspend', { only: ['host'] })).toMatchInlineSnapshot(`
    "suspend inner   on web                                    seen ready, stands on web
    suspend web     on host   after suspend inner             seen ready, stands on host
    suspend db      on host   after suspend web               seen ready, stands on host
    suspend host              after suspend db, suspend web   seen ready, wanted paused"
  `)
})

test('a guest whose kind cannot suspend freezes with its carrier, and the plan says so; who sleeps already stays so', () => {
  expect(plan('suspend', { only: ['host'], cannot: { db: ['suspend'] }, seen: { inner: 'paused' } })).toMatchInlineSnapshot(`
    "suspend web    on host                       seen ready, stands on host
    suspend host             after suspend web   seen ready, wanted paused
    leave db                                     its kind of machine cannot suspend: it freezes with host, and who talks to it may give up
    leave inner                                  seen paused, and stays so inside web"
  `)
})

test('what cannot be suspended itself disturbs nobody above it', () => {
  expect(plan('suspend', { only: ['host'], cannot: { host: ['suspend'] } })).toBe(
    'nothing to do\nleave host   its kind of machine cannot suspend',
  )
})

test('a carrier whose state is saved takes its guests along asleep, and only its own windows close', () => {
  expect(plan('save', { only: ['web'] })).toMatchInlineSnapshot(`
    "close terminal of web   here                                                   seen open, wanted closed
    suspend inner           on web                                                 seen ready, stands on web
    save web                on host   after close terminal of web, suspend inner   seen ready, wanted off with its state kept"
  `)
})

test('whoever waits for a machine that is saved is stopped where that was wished', () => {
  expect(plan('save', { only: ['db'], dependants: 'stop' })).toMatchInlineSnapshot(`
    "close terminal of web   here                                                seen open, wanted closed
    stop far                                                                    seen ready, waits for db
    stop inner              on web                                              seen ready, stands on web
    stop web                on host   after close terminal of web, stop inner   seen ready, waits for db
    save db                 on host   after stop web, stop far                  seen ready, wanted off with its state kept"
  `)
})

test('before a carrier is reset its guests are stopped by their ladders, and nobody starts them again', () => {
  expect(plan('reset', { only: ['web'] })).toMatchInlineSnapshot(`
    "stop inner    on web                       seen ready, stands on web
    reset web     on host   after stop inner   seen ready, asked for by name
    leave inner                                not started again: a reset brings back only the machine that is named"
  `)
  const stop = planFor(drawing, 'reset', { only: ['web'] }).steps.find(({ verb }) => verb === 'stop')
  expect(stop?.rungs.map(({ how }) => how)).toEqual(['ask', 'off', 'kill'])
})

test('a guest that was to be reset together with its carrier goes down with it', () => {
  expect(plan('reset', { only: ['host', 'db'], seen: { web: 'off', inner: 'off' } })).toMatchInlineSnapshot(`
    "stop db      on host                   seen ready, goes down with the reset of what carries it
    reset host             after stop db   seen ready, asked for by name
    leave db                               not started again: a reset brings back only the machine that is named"
  `)
})

test('what is not running is neither suspended, nor saved, nor reset', () => {
  for (const goal of ['suspend', 'save', 'reset'] as const)
    expect(plan(goal, { only: ['beside'], seen: { beside: 'off' } })).toBe('nothing to do\nleave beside   seen off')
})

test('waking a carrier wakes it first, then its guests that were put to sleep, and them alone', () => {
  const seen = { host: 'paused', db: 'unknown', web: 'unknown', inner: 'unknown' } as const
  expect(plan('resume', { only: ['host'], seen, sleeping: ['web', 'inner'] })).toMatchInlineSnapshot(`
    "resume host                                  seen paused, wanted ready
    resume web     on host   after resume host   seen unknown, wanted ready
    resume inner   on web    after resume web    seen unknown, wanted ready"
  `)
})

test('waking a guest wakes the carriers it sleeps in, and none of its neighbours', () => {
  const seen = { host: 'paused', db: 'unknown', web: 'unknown', inner: 'unknown' } as const
  expect(plan('resume', { only: ['inner'], seen, sleeping: ['db', 'web', 'inner'] })).toMatchInlineSnapshot(`
    "resume host                                  seen paused, wanted ready
    resume web     on host   after resume host   seen unknown, wanted ready
    resume inner   on web    after resume web    seen unknown, wanted ready"
  `)
})

test('a start wakes what was put to sleep inside a carrier that sleeps', () => {
  const seen = { host: 'paused', web: 'unknown' } as const
  expect(plan('up', { seen, sleeping: ['web'] }, { host: '', web: 'on host' })).toMatchInlineSnapshot(`
    "resume host                                 seen paused, wanted ready
    resume web    on host   after resume host   seen unknown, wanted ready"
  `)
})

test('without names everything is meant, but what another workspace uses is left as it is', () => {
  expect(plan('suspend', { claimed: { db: 'Night' } })).toMatchInlineSnapshot(`
    "suspend inner    on web                          seen ready, wanted paused
    suspend far                                      seen ready, wanted paused
    suspend beside                                   seen ready, wanted paused
    suspend web      on host   after suspend inner   seen ready, wanted paused
    leave host                                       carries db, used by Night
    leave db                                         used by Night"
  `)
})

test('whatever the stack and the act, no machine is touched before all above it that must go first, and no two acts meet on one', () => {
  const roll = dice(11)
  const goals = ['suspend', 'save', 'reset', 'resume', 'down'] as const
  const conditions = ['off', 'ready', 'ready', 'ready', 'paused', 'unknown', 'on', 'starting'] as const
  for (let round = 0; round < 1_000; round++) {
    const members = membersFrom(randomStack(roll, 12))
    const seen = Object.fromEntries(members.map(({ component }) => [component.name, conditions[roll(conditions.length)] ?? 'off']))
    const only = members.filter(() => roll(3) === 0).map(({ component }) => component.name)
    const goal = goals[roll(goals.length)] ?? 'down'
    const sleeping = members.filter(() => roll(3) === 0).map(({ component }) => component.name)
    const world: World = { seen, sleeping, dependants: roll(2) === 0 ? 'stop' : 'refuse', ...(roll(4) > 0 && { only }) }
    const { steps } = makePlan(inputFor(members, goal, world))
    expect(order(steps, ({ needs }) => needs.map(({ step }) => step)).ok).toBe(true)
    const ids = new Set(steps.map(({ id }) => id))
    for (const { needs } of steps) for (const { step } of needs) expect(ids).toContain(step)
    // A carrier may be woken and then stopped; nothing else is done twice to one machine.
    const acts = steps.filter(({ verb }) => verb !== 'close' && !(goal === 'down' && verb === 'resume')).map(({ target }) => target)
    expect(new Set(acts).size).toBe(acts.length)
    const falls = new Map(steps.filter(({ verb }) => verb !== 'resume' && verb !== 'close').map((step) => [step.target as string, step]))
    for (const { component, on } of members) {
      const [guest, carrier] = [falls.get(component.id), on === null ? undefined : falls.get(on)]
      if (guest && carrier) expect(carrier.needs).toContainEqual({ step: guest.id, gate: 'done' })
    }
  }
})
