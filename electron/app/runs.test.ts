import { expect, test } from 'vitest'
import { ProblemError } from '../../shared/model/problem.ts'
import type { ComponentId, WorkspaceId } from '../../shared/model/id.ts'
import { drawn } from './testing/documents.ts'
import { testEngine, type TestEngine } from './testing/engine.ts'

const lab = 'workspace:lab' as WorkspaceId
const id = (name: string) => `component:lab-${name}` as ComponentId

const problemOf = (promise: Promise<unknown>) =>
  promise.then(
    () => expect.fail('it was not refused'),
    (cause: unknown) => (cause instanceof ProblemError ? cause.problem : expect.fail(String(cause))),
  )
const changes = ({ events }: TestEngine) =>
  events.flatMap((event) => (event.type === 'step.changed' ? [`${event.step.replaceAll('component:lab-', '')} ${event.status}`] : []))
const conditions = async ({ composer }: TestEngine) => {
  const { seen } = await composer['workspace.look']({ workspace: lab })
  return Object.fromEntries(seen.map(({ component, condition }) => [component.replace('component:lab-', ''), condition]))
}

test('a workspace must come up from the ground and go down from the top', async () => {
  const engine = await testEngine()
  await engine.composer['document.edit']({ edit: drawn({ host: {}, web: { on: 'host' }, db: { on: 'host', after: ['web'] } }) })
  expect((await engine.run(lab, 'up')).verdict).toBe('done')
  expect(await conditions(engine)).toEqual({ host: 'ready', web: 'ready', db: 'ready' })
  expect((await engine.run(lab, 'down')).verdict).toBe('done')
  expect(await conditions(engine)).toEqual({ host: 'off', web: 'off', db: 'off' })
  expect(changes(engine).filter((line) => line.endsWith('done'))).toEqual([
    'start host done',
    'start web done',
    'start db done',
    'stop db done',
    'stop web done',
    'stop host done',
  ])
})

test('who waits only for `started` must begin while the other is still being probed', async () => {
  const engine = await testEngine()
  const slow = { ready: [{ kind: 'delay' as const, ms: 400 }] }
  await engine.composer['document.edit']({ edit: drawn({ slow, eager: { after: [{ component: 'slow', gate: 'started' }] } }) })
  await engine.run(lab, 'up')
  const order = changes(engine)
  expect(order.indexOf('start eager running')).toBeLessThan(order.indexOf('start slow done'))
  const started = engine.events.findIndex((event) => event.type === 'step.started' && event.step.endsWith('slow'))
  const eager = engine.events.findIndex(
    (event) => event.type === 'step.changed' && event.step.endsWith('eager') && event.status === 'running',
  )
  expect(started).toBeGreaterThan(-1)
  expect(started).toBeLessThan(eager)
})

test('what is up already must be left alone, and the plan says so', async () => {
  const engine = await testEngine()
  await engine.composer['document.edit']({ edit: drawn({ host: {} }) })
  await engine.run(lab, 'up')
  const { plan, text } = await engine.composer['plan.make']({ workspace: lab, goal: 'up' })
  expect(plan.steps).toEqual([])
  expect(text).toBe('nothing to do\nleave host   seen ready')
})

test('a plan must be refused when the world has changed since it was shown, and nothing begins', async () => {
  const engine = await testEngine()
  await engine.composer['document.edit']({ edit: drawn({ one: {}, two: {} }) })
  const shown = await engine.composer['plan.make']({ workspace: lab, goal: 'up' })
  const only = await engine.composer['plan.make']({ workspace: lab, goal: 'up', only: [id('one')] })
  const { run } = await engine.composer['run.start']({ workspace: lab, goal: 'up', only: [id('one')], digest: only.digest })
  await engine.ended(run)
  const problem = await problemOf(engine.composer['run.start']({ workspace: lab, goal: 'up', digest: shown.digest }))
  expect(problem.code).toBe('plan.stale')
  expect(problem.detail).toContain('start two')
  expect((await engine.composer['runs.list']({})).runs).toHaveLength(1)
})

test('a second run of a workspace must wait until the first has ended', async () => {
  const engine = await testEngine()
  await engine.composer['document.edit']({ edit: drawn({ slow: { options: { bootMs: 60_000 } } }) })
  const { digest } = await engine.composer['plan.make']({ workspace: lab, goal: 'up' })
  const { run } = await engine.composer['run.start']({ workspace: lab, goal: 'up', digest })
  const problem = await problemOf(engine.composer['run.start']({ workspace: lab, goal: 'up', digest }))
  expect(problem).toMatchObject({ code: 'run.busy', about: run })
  await engine.composer['run.cancel']({ run, how: 'hard' })
  expect((await engine.ended(run)).verdict).toBe('cancelled')
})

test('a soft cancel must let what runs finish and start nothing more', async () => {
  const engine = await testEngine()
  await engine.composer['document.edit']({ edit: drawn({ host: { options: { bootMs: 300 } }, web: { on: 'host' } }) })
  const { digest } = await engine.composer['plan.make']({ workspace: lab, goal: 'up' })
  const { run } = await engine.composer['run.start']({ workspace: lab, goal: 'up', digest })
  await engine.until((event) => event.type === 'step.changed' && event.status === 'running')
  await engine.composer['run.cancel']({ run, how: 'soft' })
  const record = await engine.ended(run)
  expect(record.verdict).toBe('cancelled')
  expect(record.steps[`start ${id('host')}`]).toMatchObject({ status: 'done', problem: null })
  expect(record.steps[`start ${id('web')}`]).toMatchObject({ status: 'cancelled', problem: null })
})

test('a hard cancel must abort what runs at once, and being cancelled is no problem', async () => {
  const engine = await testEngine()
  await engine.composer['document.edit']({ edit: drawn({ host: { ready: [{ kind: 'delay', ms: 60_000 }] } }) })
  const { digest } = await engine.composer['plan.make']({ workspace: lab, goal: 'up' })
  const { run } = await engine.composer['run.start']({ workspace: lab, goal: 'up', digest })
  await engine.until((event) => event.type === 'step.started')
  await engine.composer['run.cancel']({ run, how: 'hard' })
  const record = await engine.ended(run)
  expect(record.verdict).toBe('cancelled')
  expect(Object.values(record.steps).map(({ status, problem }) => ({ status, problem }))).toEqual([{ status: 'cancelled', problem: null }])
})

test('with `unwind` a failed start must be taken back, top first, by a second run', async () => {
  const engine = await testEngine()
  const parts = { host: {}, web: { on: 'host' }, bad: { after: ['web'], options: { failOn: ['start'] } } }
  await engine.composer['document.edit']({ edit: drawn(parts, { onFailure: 'unwind' }) })
  const failed = await engine.run(lab, 'up')
  expect(failed.verdict).toBe('failed')
  expect(failed.steps[`start ${id('bad')}`]?.problem).toMatchObject({ code: 'sim.refused', title: 'bad refuses to start' })
  const second = await engine.until((event) => event.type === 'run.began' && event.run !== failed.id)
  await engine.ended('run' in second ? second.run : '')
  expect(await conditions(engine)).toEqual({ host: 'off', web: 'off', bad: 'off' })
  expect(changes(engine).filter((line) => line.startsWith('stop') && line.endsWith('done'))).toEqual(['stop web done', 'stop host done'])
})

test('with `keep` what came up must stay, and can be taken back later', async () => {
  const engine = await testEngine()
  await engine.composer['document.edit']({ edit: drawn({ host: {}, bad: { on: 'host', options: { failOn: ['start'] } } }) })
  const failed = await engine.run(lab, 'up')
  expect(await conditions(engine)).toEqual({ host: 'ready', bad: 'off' })
  const { run } = await engine.composer['run.takeBack']({ run: failed.id })
  expect((await engine.ended(run)).verdict).toBe('done')
  expect(await conditions(engine)).toEqual({ host: 'off', bad: 'off' })
})

test('a run under which the engine died must be found as interrupted, and its machines as they are', async () => {
  const first = await testEngine()
  await first.composer['document.edit']({ edit: drawn({ slow: { options: { bootMs: 60_000 } } }) })
  const { digest } = await first.composer['plan.make']({ workspace: lab, goal: 'up' })
  const { run } = await first.composer['run.start']({ workspace: lab, goal: 'up', digest })
  await first.until((event) => event.type === 'step.changed' && event.status === 'running')
  // As after a kill: the record on disk has no end.
  const torn = structuredClone(first.inventory.run(run)!)
  await first.end()
  const { openInventory } = await import('../inventory/open.ts')
  const inventory = openInventory(`${first.data}/inventory.sqlite`)
  inventory.keepRun({ ...torn, id: 'run:torn' as never, ended: null, verdict: null })
  inventory[Symbol.dispose]()

  const second = await testEngine({ data: first.data })
  const { runs } = await second.composer['runs.list']({})
  expect(runs.map(({ id: each, verdict }) => [each, verdict])).toEqual(
    expect.arrayContaining([
      [run, 'interrupted'],
      ['run:torn', 'interrupted'],
    ]),
  )
  expect(runs.flatMap(({ steps }) => Object.values(steps).map(({ status }) => status))).toEqual(['cancelled', 'cancelled'])
})

test('windows of sessions must open when their machine is ready and close before it stops', async () => {
  const engine = await testEngine()
  await engine.composer['document.edit']({ edit: drawn({ box: { sessions: ['shell'] } }) })
  await engine.run(lab, 'up')
  expect((await engine.composer['machines.seen']({})).open).toEqual(['session:lab-box-shell'])
  await engine.run(lab, 'down')
  expect((await engine.composer['machines.seen']({})).open).toEqual([])
  expect(changes(engine).filter((line) => line.endsWith('done'))).toEqual([
    'start box done',
    'open session:lab-box-shell done',
    'close session:lab-box-shell done',
    'stop box done',
  ])
})

test('a machine that another running workspace uses must be left running', async () => {
  const engine = await testEngine()
  await engine.composer['document.edit']({ edit: drawn({ host: {} }) })
  await engine.composer['document.edit']({ edit: drawn({ shared: { machine: 'host' } }, { name: 'other' }) })
  await engine.run(lab, 'up')
  await engine.run('workspace:other', 'up')
  const { text } = await engine.composer['plan.make']({ workspace: lab, goal: 'down' })
  expect(text).toMatch(/^nothing to do\nleave host .*other/)
  await engine.run('workspace:other', 'down')
  expect(await conditions(engine)).toEqual({ host: 'ready' })
  expect((await engine.run(lab, 'down')).verdict).toBe('done')
})

test('suspend and resume must be planned like everything else', async () => {
  const engine = await testEngine()
  await engine.composer['document.edit']({ edit: drawn({ host: {} }) })
  await engine.run(lab, 'up')
  const act = async (goal: 'suspend' | 'resume') => {
    const wish = { workspace: lab, goal, only: [id('host')] }
    const { digest } = await engine.composer['plan.make'](wish)
    return engine.ended((await engine.composer['run.start']({ ...wish, digest })).run)
  }
  await act('suspend')
  expect(await conditions(engine)).toEqual({ host: 'paused' })
  await act('resume')
  expect(await conditions(engine)).toEqual({ host: 'ready' })
})

test('events must be numbered without gaps and be there for who comes late', async () => {
  const engine = await testEngine()
  await engine.composer['document.edit']({ edit: drawn({ host: {} }) })
  await engine.run(lab, 'up')
  const { events, seq } = await engine.composer['events.since']({ seq: 0 })
  expect(events.map((event) => event.seq)).toEqual(events.map((_, index) => index + 1))
  expect(events).toEqual(engine.events)
  expect(seq).toBe(events.length)
  expect(await engine.composer['events.since']({ seq: Number.MAX_SAFE_INTEGER })).toEqual({ events: [], seq })
})

test('quitting with `stop` must cut what goes on and take down everything, every workspace in its order', async () => {
  const engine = await testEngine()
  await engine.composer['document.edit']({ edit: drawn({ host: {}, web: { on: 'host' } }) })
  await engine.composer['document.edit']({ edit: drawn({ slow: { options: { bootMs: 60_000 } } }, { name: 'other' }) })
  await engine.run(lab, 'up')
  const other = 'workspace:other' as WorkspaceId
  const { digest } = await engine.composer['plan.make']({ workspace: other, goal: 'up' })
  const { run } = await engine.composer['run.start']({ workspace: other, goal: 'up', digest })
  await engine.until((event) => event.type === 'machine.seen' && event.condition === 'starting' && event.machine === 'machine:slow')
  await engine.composer['app.quit']({ stop: true })
  expect((await engine.ended(run)).verdict).toBe('cancelled')
  expect(await conditions(engine)).toEqual({ host: 'off', web: 'off' })
  const { seen } = await engine.composer['workspace.look']({ workspace: other })
  expect(seen).toMatchObject([{ condition: 'off' }])
})
