import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { ComponentId, WorkspaceId } from '../../shared/model/id.ts'
import { ProblemError } from '../../shared/model/problem.ts'
import { memoryWires } from '../bridge/memory-wire.ts'
import { keyFileVault } from '../inventory/key-file-vault.ts'
import { drawn } from './testing/documents.ts'
import { testEngine } from './testing/engine.ts'

const lab = 'workspace:lab' as WorkspaceId
const problemOf = (promise: Promise<unknown>) =>
  promise.then(
    () => expect.fail('it was not refused'),
    (cause: unknown) => (cause instanceof ProblemError ? cause.problem : expect.fail(String(cause))),
  )

test('an edit must be told to everybody, and one made on old ground must be refused and change nothing', async () => {
  const engine = await testEngine()
  const edit = drawn({ host: {} })
  expect(await engine.composer['document.edit']({ edit })).toEqual({ revision: 1 })
  expect(engine.events).toMatchObject([{ type: 'document.changed', revision: 1, edit }])
  expect((await problemOf(engine.composer['document.edit']({ edit }))).code).toBe('document.stale')
  expect((await engine.composer['document.read']({})).revision).toBe(1)
  expect(engine.events).toHaveLength(1)
})

test('input that does not fit must be refused with the path of the bad field, and leave nothing changed', async () => {
  const engine = await testEngine()
  const edit = { 'machine:x': [null, { type: 'machine', id: 'machine:x', label: '', plugin: 'sim' }] } as never
  const problem = await problemOf(engine.composer['document.edit']({ edit }))
  expect(problem).toMatchObject({ code: 'wire.input', message: expect.stringContaining('edit.machine:x.1.label') })
  expect(await engine.composer['document.read']({})).toEqual({ revision: 0, entries: [] })
  expect(engine.events).toEqual([])
})

test('a call that nobody knows must be answered by name, and what is no frame must be let lie', async () => {
  const engine = await testEngine()
  const { near, far, hangUp } = memoryWires()
  engine.composed.welcome(far)
  const answers: unknown[] = []
  const answered = new Promise<void>((resolve) =>
    near.onFrame((frame) => {
      answers.push(frame)
      resolve()
    }),
  )
  near.send({ kind: 'nonsense' } as never)
  near.send({ kind: 'call', id: 1, method: 'toString', input: {} })
  await answered
  hangUp()
  expect(answers).toMatchObject([{ kind: 'problem', id: 1, problem: { code: 'wire.method', message: 'This engine has no toString.' } }])
  expect(engine.composed.clients()).toBe(1)
})

test('what was exported must be imported into an empty inventory as the same document', async () => {
  const engine = await testEngine()
  await engine.composer['document.edit']({
    edit: drawn({ host: {}, web: { on: 'host', ready: [{ kind: 'ssh-banner' }], sessions: ['shell'] } }),
  })
  await engine.composer['document.edit']({ edit: drawn({ alone: {} }, { name: 'other' }) })
  const { text } = await engine.composer['document.export']({ ids: [lab] })
  expect(text).not.toContain('alone')

  const fresh = await testEngine()
  const dry = await fresh.composer['document.import']({ text, dry: true })
  expect(dry).toMatchObject({ workspaces: [lab], problems: [] })
  expect((await fresh.composer['document.read']({})).entries).toEqual([])
  await fresh.composer['document.import']({ text })
  const ours = (await engine.composer['document.read']({})).entries.filter(({ id }) => !/alone|other/.test(id))
  const theirs = (await fresh.composer['document.read']({})).entries
  expect(new Map(theirs.map((entry) => [entry.id, entry]))).toEqual(new Map(ours.map((entry) => [entry.id, entry])))
  expect((await fresh.composer['document.export']({ ids: [lab] })).text).toBe(text)
})

test('a bad file must come back with its problems, and nothing is changed', async () => {
  const engine = await testEngine()
  const { edit, problems } = await engine.composer['document.import']({ text: 'format: servicecomposer\nversion: 1\nmachines: 7\n' })
  expect(edit).toEqual({})
  expect(problems[0]).toMatchObject({ code: 'document.invalid', severity: 'error' })
  expect((await engine.composer['document.read']({})).revision).toBe(0)
})

test('exporting what is not there must be refused', async () => {
  const engine = await testEngine()
  expect((await problemOf(engine.composer['document.export']({ ids: ['machine:none'] }))).code).toBe('document.unknown')
})

test('an unknown kind of machine must block the plan and be looked at as unknown', async () => {
  const engine = await testEngine()
  await engine.composer['document.edit']({ edit: drawn({ odd: { plugin: 'abacus' } }) })
  const { problems, digest } = await engine.composer['plan.make']({ workspace: lab, goal: 'up' })
  expect(problems.map(({ code, severity }) => `${severity} ${code}`)).toContain('error plugin.unknown')
  const problem = await problemOf(engine.composer['run.start']({ workspace: lab, goal: 'up', digest }))
  expect(problem).toMatchObject({ code: 'plan.blocked', message: expect.stringContaining('abacus') })
  const { seen } = await engine.composer['workspace.look']({ workspace: lab })
  expect(seen).toMatchObject([{ condition: 'unknown', note: expect.stringContaining('abacus') }])
  expect((await engine.composer['runs.list']({})).runs).toEqual([])
})

test('two machines that claim the same resource must block the start, but not the way down', async () => {
  const engine = await testEngine()
  const claims = ['tcp 127.0.0.1:2201']
  await engine.composer['document.edit']({ edit: drawn({ one: { options: { claims } }, two: { options: { claims } } }) })
  const up = await engine.composer['plan.make']({ workspace: lab, goal: 'up' })
  expect(up.problems).toMatchObject([{ code: 'claim.twice', severity: 'error', message: expect.stringContaining('127.0.0.1:2201') }])
  const down = await engine.composer['plan.make']({ workspace: lab, goal: 'down' })
  expect(down.problems).toEqual([])
})

test('settings that do not fit the kind must block the start with the name of the field', async () => {
  const engine = await testEngine()
  await engine.composer['document.edit']({ edit: drawn({ odd: { options: { bootMs: 'soon' } } }) })
  const { problems } = await engine.composer['plan.make']({ workspace: lab, goal: 'up' })
  expect(problems).toMatchObject([{ code: 'options.invalid', message: expect.stringContaining('bootMs') }])
})

test('a workspace, component, session or run that is not there must be named in the refusal', async () => {
  const { composer } = await testEngine()
  const codes = [
    await problemOf(composer['plan.make']({ workspace: lab, goal: 'up' })),
    await problemOf(composer['machine.picture']({ component: 'component:none' as ComponentId })),
    await problemOf(composer['session.attach']({ session: 'session:none' as never })),
    await problemOf(composer['run.cancel']({ run: 'run:none' as never, how: 'soft' })),
    await problemOf(composer['run.takeBack']({ run: 'run:none' as never })),
    await problemOf(composer['session.resize']({ stream: 1, columns: 80, rows: 24 })),
    await problemOf(composer['question.answer']({ question: 'none', choice: 'yes' })),
  ].map(({ code }) => code)
  expect(codes).toEqual([
    'workspace.unknown',
    'component.unknown',
    'session.unknown',
    'run.over',
    'run.unknown',
    'stream.unknown',
    'question.gone',
  ])
})

test('the kinds must come with their acts and the form of their settings', async () => {
  const { composer } = await testEngine()
  const { plugins } = await composer['plugins.list']({})
  expect(plugins.map(({ id, role, verbs, view }) => ({ id, role, verbs, view }))).toEqual([
    { id: 'sim', role: 'machine', verbs: ['start', 'stop', 'suspend', 'resume', 'reset', 'save'], view: null },
    { id: 'cli', role: 'session', verbs: [], view: 'terminal' },
  ])
  expect(plugins[0]?.options).toMatchObject({ type: 'object', properties: { bootMs: { title: 'Boot time (ms)', default: 300 } } })
})

test('a secret must go in and never come out', async () => {
  const engine = await testEngine()
  const { ref } = await engine.composer['secret.keep']({ label: 'root', value: 'tomato' })
  expect(ref).toMatch(/^secret:/)
  const cipher = engine.inventory.cipher(ref)!
  expect(Buffer.from(cipher).toString('latin1')).not.toContain('tomato')
  expect(await keyFileVault(join(engine.data, 'vault.key')).open(cipher)).toBe('tomato')
  expect(JSON.stringify(await engine.composer['events.since']({ seq: 0 }))).not.toContain('tomato')
})

test('the doctor must say what works here without starting or fetching anything', async () => {
  const { composer } = await testEngine()
  const { checks } = await composer['app.doctor']({})
  expect(checks.map(({ name }) => name)).toEqual(
    expect.arrayContaining(['Node', 'SQLite', 'Simulated machine', 'Terminal', 'SSH agent', 'Chromium', 'Electron', 'Display', 'Secrets']),
  )
  expect(checks.find(({ name }) => name === 'SQLite')?.state).toBe('ok')
})

test('a circle of carriers must be refused with its members, and leave nothing changed', async () => {
  const engine = await testEngine()
  const problem = await problemOf(engine.composer['document.edit']({ edit: drawn({ egg: { on: 'hen' }, hen: { on: 'egg' } }) }))
  expect(problem).toMatchObject({ code: 'document.invalid', message: expect.stringMatching(/egg.*hen|hen.*egg/) })
  expect(await engine.composer['document.read']({})).toEqual({ revision: 0, entries: [] })
})

test('the example must come as text that can be taken in, and where there is none that must be said', async () => {
  const text = 'format: servicecomposer\nversion: 1\nmachines:\n  m: {plugin: sim}\n'
  const engine = await testEngine({ example: async () => text })
  expect(await engine.composer['example.make']({})).toEqual({ text })
  for (const without of [await testEngine(), await testEngine({ example: async () => null })])
    expect(await problemOf(without.composer['example.make']({}))).toMatchObject({
      code: 'example.absent',
      hint: expect.stringContaining('npm run demo'),
    })
})
