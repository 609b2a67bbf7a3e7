import { expect, test } from 'vitest'
import type { Event } from '../model/event.ts'
import { RunId, SessionId, WorkspaceId } from '../model/id.ts'
import { ProblemError } from '../model/problem.ts'
import { connect } from './connect.ts'
import { contract, type Handlers, type Method } from './contract.ts'
import { pair, settle } from './pair.fixture.ts'
import { serve } from './serve.ts'
import { HostFrame } from './wire.ts'

const [run, workspace] = [RunId.parse('run:1'), WorkspaceId.parse('workspace:am')]

/** A host that answers what the test gives it an answer for, and nothing else. */
function hosting(some: Partial<Handlers>) {
  const wires = pair()
  const [events, logged]: [Event[], unknown[]] = [[], []]
  const silent = Object.fromEntries((Object.keys(contract) as Method[]).map((method) => [method, () => new Promise(() => {})]))
  const handlers: Handlers = Object.assign(silent as unknown as Handlers, some)
  const publish = serve({ handlers, takeStream: () => null, log: (cause) => void logged.push(cause) }, wires.host)
  const { composer } = connect(wires.client, (event) => void events.push(event))
  return { ...wires, composer, events, logged, publish }
}
const problemOf = (answer: Promise<unknown>) =>
  answer.then(
    () => null,
    (cause: unknown) => (cause instanceof ProblemError ? cause.problem : cause),
  )

test('a call is answered with its own output, whatever the order of the answers', async () => {
  const first = Promise.withResolvers<void>()
  const { composer } = hosting({
    'document.read': () => first.promise.then(() => ({ revision: 7, entries: [] })),
    'inventory.search': ({ text, limit, offset }) => Promise.resolve({ machines: [], total: text.length + limit + offset }),
  })
  const slow = composer['document.read']({})
  expect(await composer['inventory.search']({ text: 'gis' })).toEqual({ machines: [], total: 103 })
  first.resolve()
  expect(await slow).toEqual({ revision: 7, entries: [] })
})

test('a Problem crosses the wire whole, and is not logged as a surprise', async () => {
  const problem = {
    code: 'plan.stale',
    severity: 'error',
    title: 'The world has changed',
    message: 'gis was stopped.',
    hint: 'Look at the new plan.',
    about: 'component:gis',
  } as const
  const { composer, logged } = hosting({ 'run.start': () => Promise.reject(new ProblemError(problem)) })
  expect(await problemOf(composer['run.start']({ workspace, goal: 'up', digest: 'x' }))).toEqual(problem)
  expect(logged).toEqual([])
})

test('what nobody expected becomes app.unexpected, with its stack in the log and not on the wire', async () => {
  const { composer, logged, sent } = hosting({ 'app.doctor': () => Promise.reject(new TypeError('oops')) })
  expect(await problemOf(composer['app.doctor']({}))).toMatchObject({ code: 'app.unexpected', message: 'oops' })
  expect(logged).toMatchObject([{ stack: expect.stringContaining('contract.test') }])
  expect(JSON.stringify(sent.host)).not.toContain('contract.test')
})

test('bad input is refused at the door with the field that is bad', async () => {
  const asked: unknown[] = []
  const { client, sent } = hosting({ 'run.cancel': (input) => Promise.resolve(void asked.push(input)).then(() => ({})) })
  client.send({ kind: 'call', id: 1, method: 'run.cancel', input: { run: 'nope', how: 'soft' } })
  await settle()
  expect(sent.host).toMatchObject([
    { kind: 'problem', id: 1, problem: { code: 'wire.input', message: expect.stringContaining('run: must look like run:name') } },
  ])
  expect(asked).toEqual([])
})

test('an unknown method is refused by name, one of Object itself too, and what is no frame is only logged', async () => {
  const { client, sent, logged } = hosting({})
  client.send({ kind: 'call', id: 1, method: 'secret.read', input: {} })
  client.send({ kind: 'call', id: 2, method: 'toString', input: {} })
  client.send({ kind: 'event' } as never)
  client.send('hello' as never)
  await settle()
  expect(sent.host).toMatchObject([
    { id: 1, problem: { code: 'wire.method', message: expect.stringContaining('secret.read') } },
    { id: 2, problem: { code: 'wire.method' } },
  ])
  expect(logged).toHaveLength(2)
})

test('an output that the contract does not know is not handed on, but told as a Problem', async () => {
  const { composer } = hosting({ 'document.read': () => Promise.resolve({ revision: 'new', entries: [] } as never) })
  expect(await problemOf(composer['document.read']({}))).toMatchObject({
    code: 'wire.output',
    message: expect.stringContaining('document.read'),
  })
})

test('events reach the client as they were published', async () => {
  const { publish, events } = hosting({})
  const event: Event = { seq: 1, at: 5, type: 'run.ended', run, workspace, verdict: 'done' }
  publish(event)
  await settle()
  expect(events).toEqual([event])
})

test('when the wire closes every open call is rejected, and every later one at once', async () => {
  const { composer, hangUp } = hosting({})
  const open = problemOf(composer['run.cancel']({ run, how: 'hard' }))
  await settle()
  hangUp()
  expect(await open).toMatchObject({ code: 'wire.closed' })
  expect(await problemOf(composer['app.info']({}))).toMatchObject({ code: 'wire.closed' })
})

test('defaults are filled in on the side of the host', async () => {
  const asked: unknown[] = []
  const { composer } = hosting({
    'session.attach': (input) => Promise.resolve({ stream: asked.push(input), view: 'terminal' as const, title: 't' }),
  })
  await composer['session.attach']({ session: SessionId.parse('session:t') })
  expect(asked).toEqual([{ session: 'session:t', columns: 80, rows: 24 }])
})

test('there is no call that reads a secret', () => {
  expect(Object.keys(contract).filter((method) => method.startsWith('secret.'))).toEqual(['secret.keep'])
  expect(HostFrame.safeParse({ kind: 'secret' }).success).toBe(false)
})
