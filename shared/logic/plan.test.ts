import { expect, test } from 'vitest'
import { order } from './order.ts'
import { makePlan } from './plan.ts'
import { show } from './show.ts'
import { dice, inputFor, membersFrom, planFor, randomStack, type Drawing, type World } from './stack.fixture.ts'

const up = (drawing: Drawing, world?: World) => show(planFor(drawing, 'up', world))
const down = (drawing: Drawing, world?: World) => show(planFor(drawing, 'down', world))

test('a guest must wait until its host is ready', () => {
  expect(up({ host: '', web: 'on host' })).toBe(`\
start host                                seen off, wanted ready
start web    on host   after start host   seen off, wanted ready`)
})

test('what was only after another machine must wait for the gate it asks for', () => {
  const plan = planFor({ db: '', dns: '', web: 'after db, after dns started' }, 'up')
  expect(plan.steps.at(-1)?.needs).toEqual([
    { step: 'start component:db', gate: 'done' },
    { step: 'start component:dns', gate: 'started' },
  ])
  expect(show(plan)).toContain('after start db, start dns began')
})

test('a carrier must be ready, even for a guest that is after it by a lesser gate', () => {
  expect(planFor({ host: '', web: 'after host started, on host' }, 'up').steps[1]?.needs).toEqual([
    { step: 'start component:host', gate: 'done' },
  ])
})

test('the plan of the drawing board reads as on the drawing board', () => {
  const drawing = {
    pm1: '',
    xen1: 'on pm1',
    gis: 'on xen1, window',
    circus: 'on xen1, by-hand',
    pm2: '',
    navigator: 'on pm2, after gis, after circus, window',
  }
  expect(up(drawing, { seen: { pm1: 'paused', pm2: 'ready' } })).toMatchInlineSnapshot(`
    "resume pm1                                                             seen paused, wanted ready
    start xen1                   on pm1    after resume pm1                seen off, wanted ready
    start gis                    on xen1   after start xen1                seen off, wanted ready
    start circus                 on xen1   after start xen1                seen off, wanted ready
    open terminal of gis         here      after start gis                 seen closed, wanted open
    start navigator              on pm2    after start gis, start circus   seen off, wanted ready
    open terminal of navigator   here      after start navigator           seen closed, wanted open
    leave pm2                                                              seen ready"
  `)
})

test('only what is not yet as wished becomes a step, and the rest is listed', () => {
  expect(up({ host: '', web: 'on host, window' }, { seen: { host: 'ready', web: 'ready' }, open: ['web'] })).toMatchInlineSnapshot(`
    "nothing to do
    leave host              seen ready
    leave web               seen ready
    leave terminal of web   seen open"
  `)
  expect(down({ host: '', web: 'on host, window' }, { seen: { host: 'absent', web: 'off' }, open: [] })).toMatchInlineSnapshot(`
    "nothing to do
    leave host   seen absent
    leave web    seen off"
  `)
})

test('the way down must be the mirror of the way up, windows first', () => {
  expect(down({ host: '', dns: '', web: 'on host, after dns started, window' })).toMatchInlineSnapshot(`
    "close terminal of web   here                                    seen open, wanted closed
    stop web                on host   after close terminal of web   seen ready, wanted off
    stop host                         after stop web                seen ready, wanted off
    stop dns                          after stop web                seen ready, wanted off"
  `)
})

test('starting a part brings what carries it, and nothing else', () => {
  const drawing = { host: '', other: 'on host', db: '', web: 'on host, after db', top: 'on web' }
  expect(up(drawing, { only: ['web'] })).toMatchInlineSnapshot(`
    "start host                                seen off, wanted ready
    start web    on host   after start host   seen off, wanted ready"
  `)
})

test('stopping a part with its dependants brings what stands on it and what waits for it, top first, and nothing else', () => {
  const drawing = { host: '', db: 'on host', web: 'on host, after db', inner: 'on web', other: 'on host' }
  expect(down(drawing, { only: ['db'], dependants: 'stop' })).toMatchInlineSnapshot(`
    "stop inner   on web                       seen ready, stands on web
    stop web     on host   after stop inner   seen ready, waits for db
    stop db      on host   after stop web     seen ready, wanted off"
  `)
})

test('stopping a part without its dependants is a plan for that part alone', () => {
  expect(down({ host: '', web: 'on host' }, { only: ['host'] })).toBe('stop host   seen ready, wanted off')
})

test('who is off already needs nobody: nothing above it is stopped, and it is no step', () => {
  const drawing = { db: '', web: 'after db', page: 'after web' }
  expect(down(drawing, { only: ['db'], dependants: 'stop', seen: { web: 'off' } })).toBe('stop db   seen ready, wanted off')
})

test('whoever is stopped for another workspace says of which it is', () => {
  expect(down({ host: '', web: 'on host' }, { only: ['host'], dependants: 'stop', of: { web: 'Night' } })).toMatchInlineSnapshot(`
    "stop web    on host                    seen ready, stands on host, of Night
    stop host             after stop web   seen ready, wanted off"
  `)
})

test('a computer is stopped only when it is asked for by its own name', () => {
  const drawing = { box: '', vm: 'on box' }
  expect(down(drawing, { ground: ['box'] })).toMatchInlineSnapshot(`
    "stop vm     on box   seen ready, wanted off
    leave box            a computer is stopped only when it is asked for by name"
  `)
  expect(down(drawing, { ground: ['box'], only: ['vm'], dependants: 'stop' })).toBe('stop vm   on box   seen ready, wanted off')
  expect(down(drawing, { ground: ['box'], here: ['box'], only: ['box'], dependants: 'stop' })).toMatch(/never stopped from here$/)
  expect(down(drawing, { ground: ['box'], only: ['box'], dependants: 'stop' })).toMatchInlineSnapshot(`
    "stop vm    on box                   seen ready, stands on box
    stop box            after stop vm   seen ready, wanted off"
  `)
})

test('a carrier that sleeps is woken to stop its guests, whose own sleep is remembered', () => {
  const drawing = { host: '', web: 'on host', inner: 'on web', side: 'on host' }
  const seen = { host: 'paused', web: 'unknown', inner: 'unknown', side: 'off' } as const
  expect(down(drawing, { seen, sleeping: ['web'] })).toMatchInlineSnapshot(`
    "resume host                                             seen paused, must be awake while its guests are stopped
    resume web    on host   after resume host               seen unknown, must be awake while its guests are stopped
    stop inner    on web    after resume web                seen unknown, wanted off
    stop web      on host   after resume host, stop inner   seen unknown, wanted off
    stop host               after stop web                  seen paused, wanted off
    leave side                                              seen off"
  `)
  expect(down(drawing, { seen, cannot: { host: ['resume'] } })).toMatchInlineSnapshot(`
    "stop host     seen paused, wanted off
    leave web     sleeps inside host, which is paused
    leave inner   sleeps inside host, which is paused
    leave side    seen off"
  `)
})

test('a host that another workspace uses stays up, and so does what carries it', () => {
  const drawing = { pm: '', xen: 'on pm', gis: 'on xen', circus: 'on xen' }
  expect(down(drawing, { claimed: { gis: 'Office morning' } })).toMatchInlineSnapshot(`
    "stop circus   on xen   seen ready, wanted off
    leave pm               carries gis, used by Office morning
    leave xen              carries gis, used by Office morning
    leave gis              used by Office morning"
  `)
})

test('what sleeps is woken where that is offered, and started where it is not', () => {
  expect(planFor({ a: '' }, 'up', { seen: { a: 'paused' } }).steps[0]).toMatchObject({ verb: 'resume', opposite: 'suspend' })
  expect(planFor({ a: '' }, 'up', { seen: { a: 'paused' }, cannot: { a: ['suspend'] } }).steps[0]).toMatchObject({
    verb: 'resume',
    opposite: 'stop',
  })
  expect(planFor({ a: '' }, 'up', { seen: { a: 'paused' }, cannot: { a: ['resume'] } }).steps[0]).toMatchObject({
    verb: 'start',
    opposite: 'stop',
  })
})

test('what was powered before is only waited for, and is not taken back', () => {
  for (const seen of ['on', 'starting'] as const)
    expect(planFor({ a: '' }, 'up', { seen: { a: seen } }).steps[0]).toMatchObject({ verb: 'start', opposite: null })
})

test('the ground is no step, unless its probes must be waited for', () => {
  const cannot = { pc: ['start', 'stop'] } as const
  expect(up({ pc: '', vm: 'on pc' }, { seen: { pc: 'ready' }, cannot })).toMatchInlineSnapshot(`
    "start vm   on pc   seen off, wanted ready
    leave pc           seen ready"
  `)
  expect(up({ pc: 'probe', vm: 'on pc' }, { cannot })).toMatchInlineSnapshot(`
    "start pc                            seen off, wanted ready
    start vm   on pc   after start pc   seen off, wanted ready"
  `)
  expect(up({ pc: 'window', vm: 'on pc' }, { cannot })).toMatchInlineSnapshot(`
    "start vm               on pc   seen off, wanted ready
    leave pc                       seen off, cannot be started from here
    leave terminal of pc           pc is not ready"
  `)
  expect(down({ pc: '', vm: 'on pc' }, { cannot })).toMatchInlineSnapshot(`
    "stop vm    on pc   seen ready, wanted off
    leave pc           seen ready, cannot be stopped from here"
  `)
})

test('an order leads on through a machine that can be neither started nor stopped', () => {
  const drawing = { host: '', login: 'on host', inner: 'on login' }
  const cannot = { login: ['start', 'stop'] } as const
  expect(planFor(drawing, 'up', { cannot }).steps.at(-1)).toMatchObject({
    name: 'inner',
    needs: [{ step: 'start component:host', gate: 'done' }],
  })
  expect(planFor(drawing, 'down', { cannot }).steps.at(-1)).toMatchObject({
    name: 'host',
    needs: [{ step: 'stop component:inner', gate: 'done' }],
  })
})

test('without a desk no window is opened or closed, and the plan says so', () => {
  expect(up({ a: 'window' }, { open: null })).toMatchInlineSnapshot(`
    "start a               seen off, wanted ready
    leave terminal of a   no desk here to show it"
  `)
  expect(down({ a: 'window' }, { open: null })).toMatchInlineSnapshot(`
    "stop a                seen ready, wanted off
    leave terminal of a   no desk here to close it"
  `)
})

test('a window opened by hand is not opened by the start, but closed by the stop', () => {
  expect(planFor({ a: 'by-hand' }, 'up').steps.map(({ id }) => id)).toEqual(['start component:a'])
  expect(planFor({ a: 'by-hand' }, 'down').steps.map(({ id }) => id)).toEqual(['close session:a', 'stop component:a'])
})

test('up and down must be mirror images, whatever the stack', () => {
  const roll = dice(7)
  for (let round = 0; round < 500; round++) {
    const drawing = randomStack(roll, 12)
    const machines = (goal: 'up' | 'down') => planFor(drawing, goal).steps.filter(({ target }) => target.startsWith('component:'))
    const pairs = (goal: 'up' | 'down') =>
      machines(goal).flatMap(({ target, needs }) => needs.map(({ step }) => ({ target, below: step.slice(step.indexOf(' ') + 1) })))
    const upward = pairs('up').map(({ target, below }) => `${target} over ${below}`)
    const downward = pairs('down')
      .filter(({ below }) => below.startsWith('component:'))
      .map(({ target, below }) => `${below} over ${target}`)
    expect(downward.sort().join()).toBe(upward.sort().join())
  }
})

test('every plan lists what a step needs before the step', () => {
  const roll = dice(8)
  const conditions = ['off', 'ready', 'paused', 'unknown', 'on', 'absent', 'starting', 'stopping'] as const
  for (let round = 0; round < 500; round++) {
    const members = membersFrom(randomStack(roll, 12))
    const seen = Object.fromEntries(members.map(({ component }) => [component.name, conditions[roll(conditions.length)] ?? 'off']))
    const cannot = Object.fromEntries(members.map(({ component }) => [component.name, roll(5) === 0 ? (['start', 'stop'] as const) : []]))
    const only = roll(2) === 0 ? members.filter(() => roll(3) === 0).map(({ component }) => component.name) : undefined
    const { steps } = makePlan(inputFor(members, roll(2) === 0 ? 'up' : 'down', { seen, cannot, ...(only && { only }) }))
    const before = new Set<string>()
    for (const { id, needs } of steps) {
      for (const { step } of needs) expect(before).toContain(step)
      before.add(id)
    }
    expect(order(steps, ({ needs }) => needs.map(({ step }) => step)).ok).toBe(true)
    expect(before.size).toBe(steps.length)
  }
})

test('a circle still gives a plan to look at', () => {
  expect(planFor({ a: 'after b', b: 'after a' }, 'up').steps.map(({ id }) => id)).toEqual(['start component:a', 'start component:b'])
})
