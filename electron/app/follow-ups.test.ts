import { expect, test } from 'vitest'
import { simulated } from '../../plugins/sim/index.ts'
import type { ComponentId, WorkspaceId } from '../../shared/model/id.ts'
import { ProblemError } from '../../shared/model/problem.ts'
import type { RunRecord } from '../../shared/model/run.ts'
import { cli } from '../../plugins/cli/index.ts'
import { openInventory } from '../inventory/open.ts'
import { drawn } from './testing/documents.ts'
import { testEngine, type TestEngine } from './testing/engine.ts'
import { hastyClock } from './testing/hasty-clock.ts'

const lab = 'workspace:lab' as WorkspaceId
const id = (name: string) => `component:lab-${name}` as ComponentId
const refused = (promise: Promise<unknown>) =>
  promise.then(
    () => expect.fail('it was not refused'),
    (cause: unknown) => (cause instanceof ProblemError ? cause.problem.code : expect.fail(String(cause))),
  )
const conditions = async ({ composer }: TestEngine) => {
  const { seen } = await composer['workspace.look']({ workspace: lab })
  return Object.fromEntries(seen.map(({ component, condition }) => [component.replace('component:lab-', ''), condition]))
}
const verbs = ({ plan }: RunRecord) => plan.steps.map(({ verb, name }) => `${verb} ${name}`)
const failing = { host: {}, web: { on: 'host' }, bad: { on: 'host', options: { failOn: ['start'] } }, app: { after: ['bad'] } }

test('with `retry` only the failed branch must be started again by itself, twice, and then be kept', async () => {
  const engine = await testEngine({ clock: hastyClock(50) })
  await engine.composer['document.edit']({ edit: drawn(failing, { onFailure: 'retry' }) })
  await engine.run(lab, 'up')
  await expect.poll(() => engine.inventory.runs(9).filter(({ ended }) => ended !== null), { timeout: 30_000 }).toHaveLength(3)
  const [third, second, first] = engine.inventory.runs(9)
  expect([first, second, third].map((run) => run && verbs(run))).toEqual([
    ['start host', 'start web', 'start bad', 'start app'],
    ['start bad', 'start app'],
    ['start bad', 'start app'],
  ])
  expect([first, second, third].map((run) => [run?.verdict, run?.followUp])).toEqual([
    ['failed', 'retried'],
    ['failed', 'retried'],
    ['failed', null],
  ])
  expect([second?.follows, third?.follows]).toEqual([first?.id, second?.id])
  expect(await conditions(engine)).toEqual({ host: 'ready', web: 'ready', bad: 'off', app: 'off' })
  const { run } = await engine.composer['run.takeBack']({ run: third?.id ?? ('run:none' as never) })
  expect(verbs(await engine.ended(run))).toEqual(['stop web', 'stop host'])
  expect(await conditions(engine)).toEqual({ host: 'off', web: 'off', bad: 'off', app: 'off' })
})

test('what was wished for one run must hold for that run, whatever its workspace says', async () => {
  const engine = await testEngine()
  await engine.composer['document.edit']({ edit: drawn(failing, { onFailure: 'keep' }) })
  const { digest } = await engine.composer['plan.make']({ workspace: lab, goal: 'up' })
  const { run } = await engine.composer['run.start']({ workspace: lab, goal: 'up', digest, onFailure: 'unwind' })
  await engine.ended(run)
  const back = await engine.until((event) => event.type === 'run.began' && event.follows === run)
  await engine.ended('run' in back ? back.run : '')
  expect(await conditions(engine)).toEqual({ host: 'off', web: 'off', bad: 'off', app: 'off' })
})

test('who chose to leave a failed run must not see it tried again', async () => {
  const engine = await testEngine({ clock: hastyClock(10) })
  await engine.composer['document.edit']({ edit: drawn(failing, { onFailure: 'retry' }) })
  const failed = await engine.run(lab, 'up')
  await engine.composer['run.leave']({ run: failed.id })
  const { digest } = await engine.composer['plan.make']({ workspace: lab, goal: 'down' })
  await engine.ended((await engine.composer['run.start']({ workspace: lab, goal: 'down', digest })).run)
  expect(engine.inventory.runs(9).map((run) => [run.plan.goal, run.followUp])).toEqual([
    ['down', null],
    ['up', 'left'],
  ])
})

test('a run that goes on must not be left, nor be taken back', async () => {
  const engine = await testEngine()
  await engine.composer['document.edit']({ edit: drawn({ slow: { options: { bootMs: 60_000 } } }) })
  const { digest } = await engine.composer['plan.make']({ workspace: lab, goal: 'up' })
  const { run } = await engine.composer['run.start']({ workspace: lab, goal: 'up', digest })
  expect(await refused(engine.composer['run.leave']({ run }))).toBe('run.busy')
  expect(await refused(engine.composer['run.takeBack']({ run }))).toBe('run.busy')
  await engine.composer['run.cancel']({ run, how: 'hard' })
  await engine.ended(run)
})

/** An engine in whose world `host` was up before, and which died while `web` came up. */
async function killed() {
  const plugins = [simulated(), cli]
  const first = await testEngine({ plugins })
  const slow = { options: { bootMs: 400 } }
  await first.composer['document.edit']({ edit: drawn({ host: {}, web: { on: 'host', ...slow }, never: { after: ['web'] } }) })
  const before = await first.composer['plan.make']({ workspace: lab, goal: 'up', only: [id('host')] })
  await first.ended((await first.composer['run.start']({ workspace: lab, goal: 'up', only: [id('host')], digest: before.digest })).run)
  const { digest } = await first.composer['plan.make']({ workspace: lab, goal: 'up' })
  const { run } = await first.composer['run.start']({ workspace: lab, goal: 'up', digest })
  await first.until((event) => event.type === 'machine.seen' && event.condition === 'starting' && event.component === id('web'))
  const torn = structuredClone(first.inventory.run(run))
  await first.end()
  // As SIGKILL leaves it: the record has no end.
  using inventory = openInventory(`${first.data}/inventory.sqlite`)
  if (torn) inventory.keepRun({ ...torn, ended: null, verdict: null })
  inventory[Symbol.dispose]()
  const second = await testEngine({ plugins, data: first.data })
  return { engine: second, run }
}

test('after a kill the machine that was under way must be taken back, and not what was up before', async () => {
  const { engine, run } = await killed()
  const record = engine.inventory.run(run)
  expect([record?.verdict, record?.followUp]).toEqual(['interrupted', null])
  const back = await engine.composer['run.takeBack']({ run })
  expect(verbs(await engine.ended(back.run))).toEqual(['stop web'])
  expect(await conditions(engine)).toEqual({ host: 'ready', web: 'off', never: 'off' })
  expect(engine.inventory.run(run)?.followUp).toBe('taken-back')
})

test('after a kill going on must begin only what is not as wished', async () => {
  const { engine, run } = await killed()
  const { digest } = await engine.composer['plan.make']({ workspace: lab, goal: 'up' })
  const on = await engine.composer['run.start']({ workspace: lab, goal: 'up', digest, follows: { run, how: 'continued' } })
  const record = await engine.ended(on.run)
  expect([record.verdict, record.follows]).toEqual(['done', run])
  expect(verbs(record)).not.toContain('start host')
  expect(engine.inventory.run(run)?.followUp).toBe('continued')
  expect(await conditions(engine)).toEqual({ host: 'ready', web: 'ready', never: 'ready' })
})

test('a follow-up during which the engine died must be known as one', async () => {
  const { engine, run } = await killed()
  const followed = structuredClone(engine.inventory.run(run))
  await engine.end()
  using inventory = openInventory(`${engine.data}/inventory.sqlite`)
  if (followed) inventory.keepRun({ ...followed, id: 'run:next' as never, follows: run, followUp: null, ended: null, verdict: null })
  inventory[Symbol.dispose]()
  const next = await testEngine({ data: engine.data })
  expect([next.inventory.run(run)?.followUp, next.inventory.run('run:next' as never)?.followUp]).toEqual(['continued', null])
})

test('taking back must leave what another workspace has come to use since', async () => {
  const engine = await testEngine()
  await engine.composer['document.edit']({ edit: drawn({ host: {}, web: {}, bad: { options: { failOn: ['start'] } } }) })
  await engine.composer['document.edit']({ edit: drawn({ shared: { machine: 'host' } }, { name: 'other' }) })
  const failed = await engine.run(lab, 'up')
  await engine.run('workspace:other', 'up')
  const back = await engine.ended((await engine.composer['run.takeBack']({ run: failed.id })).run)
  expect(verbs(back)).toEqual(['stop web'])
  expect(back.plan.left.map(({ name, reason }) => `${name}: ${reason}`)).toEqual([expect.stringMatching(/^host: .*other/)])
  expect(await conditions(engine)).toEqual({ host: 'ready', web: 'off', bad: 'off' })
})
