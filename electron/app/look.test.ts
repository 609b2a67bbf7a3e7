import { expect, test } from 'vitest'
import { simulated } from '../../plugins/sim/index.ts'
import { cli } from '../../plugins/cli/index.ts'
import type { ComponentId, WorkspaceId } from '../../shared/model/id.ts'
import type { MachinePlugin } from '../../shared/plugin/plugin.ts'
import { drawn } from './testing/documents.ts'
import { testEngine } from './testing/engine.ts'

const lab = 'workspace:lab' as WorkspaceId

/** A simulation that counts who was asked, and can be killed from outside. */
function watched() {
  const sim = simulated()
  if (sim.role !== 'machine') throw new Error('sim is a machine')
  const asked: string[] = []
  const dead = new Set<string>()
  const plugin: MachinePlugin<unknown> = {
    ...sim,
    async observe(context, target) {
      asked.push(target.name)
      if (dead.has(target.name)) return { condition: 'off', endpoints: [], note: 'killed' }
      return sim.observe(context, target)
    },
  }
  return { plugin, asked, dead }
}
const short = (seen: readonly { component: string; condition: string; note?: string | undefined }[]) =>
  seen.map(({ component, condition, note }) => [component.replace('component:lab-', ''), condition, ...(note ? [note] : [])].join(' '))

test('a machine whose carrier is off must not be asked: what it is follows', async () => {
  const { plugin, asked } = watched()
  const engine = await testEngine({ plugins: [plugin, cli] })
  await engine.composer['document.edit']({ edit: drawn({ host: {}, web: { on: 'host' }, inner: { on: 'web' } }) })
  const { seen } = await engine.composer['workspace.look']({ workspace: lab })
  expect(short(seen)).toEqual(['host off', 'web off its carrier host is off', 'inner off its carrier web is off'])
  expect(asked).toEqual(['host'])
})

test('a machine whose carrier cannot be asked, or sleeps, must be unknown, and not be asked either', async () => {
  const { plugin, asked } = watched()
  const blind: MachinePlugin<unknown> = {
    ...plugin,
    observe: (context, target) =>
      target.name === 'host'
        ? Promise.resolve({ condition: 'unknown', endpoints: [], note: 'no answer' })
        : plugin.observe(context, target),
  }
  const engine = await testEngine({ plugins: [blind, cli] })
  await engine.composer['document.edit']({
    edit: drawn({ host: {}, web: { on: 'host' }, inner: { on: 'web' }, bed: { options: { bootMs: 0 } }, guest: { on: 'bed' } }),
  })
  const only = ['component:lab-bed' as ComponentId]
  for (const goal of ['up', 'suspend'] as const) {
    const { digest } = await engine.composer['plan.make']({ workspace: lab, goal, only })
    await engine.ended((await engine.composer['run.start']({ workspace: lab, goal, only, digest })).run)
  }
  asked.length = 0
  const { seen } = await engine.composer['workspace.look']({ workspace: lab })
  expect(short(seen)).toEqual([
    'host unknown no answer',
    'web unknown its carrier host could not be asked',
    'inner unknown its carrier web could not be asked',
    'bed paused',
    'guest unknown its carrier bed is paused',
  ])
  expect(asked).toEqual(['bed'])
})

test('powered with a probe that does not pass must be on, with what the probe was told', async () => {
  const engine = await testEngine()
  await engine.composer['document.edit']({ edit: drawn({ host: { options: { bootMs: 0 }, ready: [{ kind: 'tcp-answer', port: 23 }] } }) })
  const { digest } = await engine.composer['plan.make']({ workspace: lab, goal: 'up' })
  const { run } = await engine.composer['run.start']({ workspace: lab, goal: 'up', digest })
  await engine.until((event) => event.type === 'step.probed')
  await engine.composer['run.cancel']({ run, how: 'hard' })
  await engine.ended(run)
  const { seen } = await engine.composer['workspace.look']({ workspace: lab })
  expect(seen).toMatchObject([{ condition: 'on', note: expect.stringMatching(/23/) }])
})

test('a machine that was killed must be seen off while somebody watches, and what stood on it too', async () => {
  const { plugin, dead } = watched()
  const engine = await testEngine({ plugins: [plugin, cli] })
  await engine.composer['document.edit']({ edit: drawn({ host: {}, web: { on: 'host' } }) })
  await engine.run(lab, 'up')
  const before = engine.events.length
  dead.add('host')
  const fits = (event: { type: string; seq: number }) => event.type === 'machine.seen' && event.seq > before
  await engine.until((event) => fits(event) && event.type === 'machine.seen' && event.component === 'component:lab-web')
  const told = engine.events.slice(before).flatMap((event) => (event.type === 'machine.seen' ? [event] : []))
  expect(short(told)).toEqual(['host off killed', 'web off its carrier host is off'])
})

test('what an earlier engine left running must be found again when the first client comes', async () => {
  const sim = simulated()
  const first = await testEngine({ plugins: [sim, cli] })
  await first.composer['document.edit']({ edit: drawn({ host: {} }) })
  await first.run(lab, 'up')
  await first.end()
  const second = await testEngine({ plugins: [sim, cli], data: first.data })
  await second.until((event) => event.type === 'machine.seen' && event.condition === 'ready')
  expect(short((await second.composer['machines.seen']({})).seen)).toEqual(['host ready'])
})
