import { expect, test } from 'vitest'
import { simulated } from '../../plugins/sim/index.ts'
import { cli } from '../../plugins/cli/index.ts'
import type { In } from '../../shared/contract/contract.ts'
import type { ComponentId, WorkspaceId } from '../../shared/model/id.ts'
import type { Goal } from '../../shared/model/plan.ts'
import { ProblemError } from '../../shared/model/problem.ts'
import { drawn } from './testing/documents.ts'
import { testEngine, type TestEngine } from './testing/engine.ts'

const lab = 'workspace:lab' as WorkspaceId
const night = 'workspace:night' as WorkspaceId
const id = (name: string, of = 'lab') => `component:${of}-${name}` as ComponentId

type Wish = Partial<In<'plan.make'>>

async function acting({ composer, ended }: TestEngine, goal: Goal, only: readonly string[], wish: Wish = {}) {
  const asked = { workspace: lab, goal, only: only.map((name) => id(name)), ...wish }
  const { digest } = await composer['plan.make'](asked)
  return ended((await composer['run.start']({ ...asked, digest })).run)
}
const planned = async ({ composer }: TestEngine, goal: Goal, only: readonly string[], wish: Wish = {}) =>
  composer['plan.make']({ workspace: lab, goal, only: only.map((name) => id(name)), ...wish })

const conditions = async ({ composer }: TestEngine, workspace = lab) => {
  const { seen } = await composer['workspace.look']({ workspace })
  return Object.fromEntries(seen.map(({ component, condition }) => [component.replace(/^component:[a-z]+-/, ''), condition]))
}
const stack = { host: {}, web: { on: 'host' }, inner: { on: 'web' }, page: { after: ['web'] } }

/** A lab, and another workspace with a guest of its own on the lab's host. */
async function twoWorkspaces(): Promise<TestEngine> {
  const engine = await testEngine()
  await engine.composer['document.edit']({ edit: drawn({ host: {}, web: { on: 'host' } }) })
  await engine.composer['document.edit']({ edit: drawn({ ground: { machine: 'host' }, batch: { on: 'ground' } }, { name: 'night' }) })
  await engine.run(lab, 'up')
  await engine.run(night, 'up')
  return engine
}

test('stopping a carrier must be refused while somebody needs it, naming all of them in every workspace', async () => {
  const engine = await twoWorkspaces()
  const plan = await planned(engine, 'down', ['host'])
  expect(plan.needing.map(({ of, name, how, needs, condition }) => `${of}: ${name} ${how} ${needs}, ${condition}`)).toEqual([
    'lab: web stands on host, ready',
    'night: batch stands on host, ready',
    'night: ground uses host, ready',
  ])
  expect(plan.problems).toMatchObject([{ code: 'stop.needed', severity: 'error' }])
  const start = engine.composer['run.start']({ workspace: lab, goal: 'down', only: [id('host')], digest: plan.digest })
  const problem = await start.then(
    () => expect.fail('it was not refused'),
    (cause: unknown) => (cause instanceof ProblemError ? cause.problem : expect.fail(String(cause))),
  )
  expect(problem).toMatchObject({ code: 'plan.blocked', message: expect.stringContaining('batch stands on host (night, seen ready)') })
  expect(await conditions(engine)).toEqual({ host: 'ready', web: 'ready' })
})

test('stopping a carrier with all that need it must take them down top first, those of other workspaces too', async () => {
  const engine = await twoWorkspaces()
  const plan = await planned(engine, 'down', ['host'], { dependants: 'stop' })
  expect(plan.text).toMatchInlineSnapshot(`
    "stop web     on host                                seen ready, stands on host
    stop batch   on host                                seen ready, stands on host, of night
    stop host              after stop web, stop batch   seen ready, wanted off"
  `)
  const run = await acting(engine, 'down', ['host'], { dependants: 'stop' })
  expect(run.verdict).toBe('done')
  expect(await conditions(engine)).toEqual({ host: 'off', web: 'off' })
  expect(await conditions(engine, night)).toEqual({ ground: 'off', batch: 'off' })
  // Night has been let go of with its consent: a start and a stop of the lab need not think of it again.
  await engine.run(lab, 'up')
  expect((await engine.run(lab, 'down')).verdict).toBe('done')
  expect(await conditions(engine)).toEqual({ host: 'off', web: 'off' })
})

test('a guest that is named with its carrier needs no further word', async () => {
  const engine = await testEngine()
  await engine.composer['document.edit']({ edit: drawn({ host: {}, web: { on: 'host' } }) })
  await engine.run(lab, 'up')
  expect(await planned(engine, 'down', ['host', 'web'])).toMatchObject({ problems: [], needing: [] })
  expect((await acting(engine, 'down', ['host', 'web'])).verdict).toBe('done')
})

test('taking down a whole workspace asks nobody, and leaves what carries others', async () => {
  const engine = await twoWorkspaces()
  const { text, problems, needing } = await engine.composer['plan.make']({ workspace: lab, goal: 'down' })
  expect([problems, needing]).toEqual([[], []])
  expect(text).toBe('stop web     on host   seen ready, wanted off\nleave host             used by night')
})

test('a carrier must be left running for a guest of another workspace that is up, whatever is known of its runs', async () => {
  const sim = simulated()
  const first = await testEngine({ plugins: [sim, cli] })
  const parts = { host: {}, web: { on: 'host' } }
  const others = { ground: { machine: 'host' }, batch: { on: 'ground' } }
  await first.composer['document.edit']({ edit: drawn(parts) })
  await first.composer['document.edit']({ edit: drawn(others, { name: 'night' }) })
  await first.run(lab, 'up')
  await first.run(night, 'up')
  // Another inventory, the same machines: it has seen no run of anybody.
  const second = await testEngine({ plugins: [sim, cli] })
  await second.composer['document.edit']({ edit: drawn(parts) })
  await second.composer['document.edit']({ edit: drawn(others, { name: 'night' }) })
  const { text } = await second.composer['plan.make']({ workspace: lab, goal: 'down' })
  expect(text).toContain('leave host             used by night')
})

test('suspending a carrier must put its guests to sleep first, and waking it must wake them after it', async () => {
  const engine = await testEngine()
  await engine.composer['document.edit']({ edit: drawn(stack) })
  await engine.run(lab, 'up')
  const slept = await acting(engine, 'suspend', ['host'])
  expect(slept.plan.steps.map(({ verb, name }) => `${verb} ${name}`)).toEqual(['suspend inner', 'suspend web', 'suspend host'])
  expect(slept.verdict).toBe('done')
  expect(await conditions(engine)).toEqual({ host: 'paused', web: 'unknown', inner: 'unknown', page: 'ready' })
  const woken = await acting(engine, 'resume', ['host'])
  expect(woken.plan.steps.map(({ verb, name }) => `${verb} ${name}`)).toEqual(['resume host', 'resume web', 'resume inner'])
  expect(await conditions(engine)).toEqual({ host: 'ready', web: 'ready', inner: 'ready', page: 'ready' })
})

test('a start after a suspend must wake what sleeps inside a carrier that sleeps, and a stop must take it down', async () => {
  for (const goal of ['up', 'down'] as const) {
    const engine = await testEngine()
    await engine.composer['document.edit']({ edit: drawn(stack) })
    await engine.run(lab, 'up')
    await acting(engine, 'suspend', ['host'])
    expect((await engine.run(lab, goal)).verdict).toBe('done')
    const all = goal === 'up' ? 'ready' : 'off'
    expect(await conditions(engine)).toEqual({ host: all, web: all, inner: all, page: all })
  }
})

test('resetting a carrier must stop its guests first, and bring back itself alone', async () => {
  const engine = await testEngine()
  await engine.composer['document.edit']({ edit: drawn({ ...stack, page: {} }) })
  await engine.run(lab, 'up')
  expect((await planned(engine, 'reset', ['host'])).problems).toMatchObject([{ code: 'stop.needed' }])
  const run = await acting(engine, 'reset', ['host'], { dependants: 'stop' })
  expect(run.plan.steps.map(({ verb, name }) => `${verb} ${name}`)).toEqual(['stop inner', 'stop web', 'reset host'])
  expect(await conditions(engine)).toEqual({ host: 'ready', web: 'off', inner: 'off', page: 'ready' })
})

test('saving a carrier must keep its guests asleep inside it, until a start brings all of them back', async () => {
  const engine = await testEngine()
  await engine.composer['document.edit']({ edit: drawn({ ...stack, page: {} }) })
  await engine.run(lab, 'up')
  const run = await acting(engine, 'save', ['web'], { dependants: 'stop' })
  expect(run.plan.steps.map(({ verb, name }) => `${verb} ${name}`)).toEqual(['suspend inner', 'save web'])
  expect(await conditions(engine)).toEqual({ host: 'ready', web: 'off', inner: 'off', page: 'ready' })
  expect((await engine.run(lab, 'up')).verdict).toBe('done')
  expect(await conditions(engine)).toEqual({ host: 'ready', web: 'ready', inner: 'ready', page: 'ready' })
})

test('a computer is left as it is found, and cannot be stopped where it is this very computer', async () => {
  const { pm } = await import('../../plugins/pm/index.ts')
  const engine = await testEngine({ plugins: [simulated(), cli, pm] })
  await engine.composer['document.edit']({ edit: drawn({ pc: { plugin: 'pm' }, vm: { on: 'pc' } }) })
  await engine.run(lab, 'up')
  const whole = await engine.composer['plan.make']({ workspace: lab, goal: 'down' })
  expect(whole.text).toMatch(/^stop vm .*\nleave pc .*a computer is stopped only when it is asked for by name$/)
  const named = await planned(engine, 'down', ['pc'], { dependants: 'stop' })
  expect(named.text).toMatch(/^stop vm .*\nleave pc .*this very computer is never stopped from here$/)
})
