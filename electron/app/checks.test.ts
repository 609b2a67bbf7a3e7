import { expect, test } from 'vitest'
import type { In, Out } from '../../shared/contract/contract.ts'
import type { Entry } from '../../shared/model/document.ts'
import type { ComponentId, WorkspaceId } from '../../shared/model/id.ts'
import { Machine } from '../../shared/model/machine.ts'
import type { CheckName, Override } from '../../shared/model/override.ts'
import { Service } from '../../shared/model/service.ts'
import { Workspace } from '../../shared/model/workspace.ts'
import { drawn } from './testing/documents.ts'
import { testEngine, type TestEngine } from './testing/engine.ts'

const lab = 'workspace:lab' as WorkspaceId
const id = (name: string) => `component:lab-${name}` as ComponentId
const override = (check: CheckName, name: string): Override => ({ check, component: id(name) })

const planned = ({ composer }: TestEngine, wish: Partial<In<'plan.make'>> = {}) =>
  composer['plan.make']({ workspace: lab, goal: 'up', ...wish })
const heads = ({ problems }: Out<'plan.make'>) =>
  problems.map(({ severity, check, code, about }) => `${severity} ${check ?? code} ${about?.slice(14)}`)

const tight = {
  host: { options: { memoryMib: 512 } },
  web: { on: 'host', options: { memoryMib: 300 } },
  db: { on: 'host', options: { memoryMib: 300 } },
}

test('a start that cannot go well must be refused before anything is touched, and go on when the check is overridden', async () => {
  const engine = await testEngine()
  await engine.composer['document.edit']({ edit: drawn(tight) })
  const refused = await planned(engine)
  expect(heads(refused)).toEqual(['error memory db'])
  const start = engine.composer['run.start']({ workspace: lab, goal: 'up', digest: refused.digest })
  await expect(start).rejects.toMatchObject({ problem: { code: 'plan.blocked', message: expect.stringContaining('web 300, db 300') } })
  expect((await engine.composer['runs.list']({})).runs).toEqual([])

  const overrides = [override('memory', 'web')]
  const allowed = await planned(engine, { overrides })
  expect(heads(allowed)).toEqual(['warning memory db'])
  const { run } = await engine.composer['run.start']({ workspace: lab, goal: 'up', digest: allowed.digest, overrides })
  expect((await engine.ended(run)).verdict).toBe('done')
})

test('an override that the workspace keeps must hold for every start', async () => {
  const engine = await testEngine()
  await engine.composer['document.edit']({ edit: drawn(tight, { overrides: [override('memory', 'host')] }) })
  expect(heads(await planned(engine))).toEqual(['warning memory db'])
  expect((await engine.run(lab, 'up')).verdict).toBe('done')
})

test('what is up already must be judged no more, and be counted', async () => {
  const engine = await testEngine()
  await engine.composer['document.edit']({ edit: drawn(tight) })
  const only = [id('web')]
  const { digest } = await planned(engine, { only })
  await engine.ended((await engine.composer['run.start']({ workspace: lab, goal: 'up', only, digest })).run)
  expect(heads(await planned(engine, { only }))).toEqual([])
  expect(heads(await planned(engine))).toEqual(['error memory db'])
})

test('a circle through references must block a start, until one of its orders is left out by name', async () => {
  const engine = await testEngine()
  const service = (name: string, ...components: object[]) => Service.parse({ type: 'service', id: `service:${name}`, name, components })
  const part = (name: string, is: object, ...after: string[]) => ({
    id: id(name),
    name,
    is,
    after: after.map((each) => ({ component: id(each) })),
  })
  // The gate of `base` comes after p, because r1 does; and p comes after all of `two`, which takes in the same gate.
  const entries: Entry[] = [
    ...['gate', 'p'].map((name) => Machine.parse({ type: 'machine', id: `machine:${name}`, label: name, plugin: 'sim' })),
    service('base', part('gate', { machine: 'machine:gate' })),
    service('two', part('r2', { service: 'service:base' })),
    service(
      'one',
      part('r1', { service: 'service:base' }, 'p'),
      part('p', { machine: 'machine:p' }, 'r3'),
      part('r3', { service: 'service:two' }),
    ),
    Workspace.parse({ type: 'workspace', id: lab, name: 'lab', services: ['service:one'] }),
  ]
  await engine.composer['document.edit']({ edit: Object.fromEntries(entries.map((entry) => [entry.id, [null, entry]])) })
  expect(heads(await planned(engine))).toEqual(['error circle gate'])
  const allowed = await planned(engine, { overrides: [override('circle', 'p')] })
  expect(heads(allowed)).toEqual(['warning circle gate'])
  expect(allowed.plan.steps.map(({ name, needs }) => `${name} ${needs.length}`)).toEqual(['gate 0', 'p 1'])
})

test('a guest of another workspace that is up must count on the same carrier, and one that is off must not', async () => {
  const engine = await testEngine()
  const claims = ['tcp 127.0.0.1:2201']
  await engine.composer['document.edit']({
    edit: drawn({ host: { options: { memoryMib: 512 } }, web: { on: 'host', options: { memoryMib: 300, claims } } }),
  })
  await engine.composer['document.edit']({
    edit: drawn({ ground: { machine: 'host' }, batch: { on: 'ground', options: { memoryMib: 300, claims } } }, { name: 'night' }),
  })
  expect(heads(await planned(engine))).toEqual([])
  await engine.run('workspace:night', 'up')
  const { problems } = await planned(engine)
  expect(problems.map(({ check, message }) => `${check}: ${message}`)).toEqual([
    'memory: It has 512 MiB, of which 64 are left to its own system; its guests want 600: batch 300, web 300.',
    'claim: Both use tcp 127.0.0.1:2201, and only one of them can have it: the second could not start. batch belongs to night and is up.',
  ])
})

test('the part that is started must not be held up by what is wrong elsewhere', async () => {
  const engine = await testEngine()
  await engine.composer['document.edit']({
    edit: drawn({
      host: { options: { memoryMib: 512, nested: false } },
      big: { on: 'host', options: { memoryMib: 4096, virtualisation: 'wished' } },
      ok: {},
    }),
  })
  expect(heads(await planned(engine))).toEqual(['error nested big', 'error memory big'])
  expect(heads(await planned(engine, { only: [id('ok')] }))).toEqual([])
  expect(heads(await planned(engine, { goal: 'down' }))).toEqual([])
})

test('guests of this computer must fit into what it has, whatever they stand on that is only a name for it', async () => {
  const { pm } = await import('../../plugins/pm/index.ts')
  const { simulated } = await import('../../plugins/sim/index.ts')
  const engine = await testEngine({ plugins: [simulated(), pm] })
  const vast = { memoryMib: 1 << 30, cpus: 1 << 20, architecture: 'm68k', virtualisation: 'needed' }
  await engine.composer['document.edit']({ edit: drawn({ pc: { plugin: 'pm' }, vm: { on: 'pc', options: vast } }) })
  expect(heads(await planned(engine))).toEqual(['error architecture vm', 'error cpus vm', 'error memory vm'])
})
