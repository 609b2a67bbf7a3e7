import { expect, onTestFinished, test } from 'vitest'
import { membersFrom } from '../../shared/logic/stack.fixture.ts'
import { PluginId } from '../../shared/model/id.ts'
import type { Context, Seen } from '../../shared/plugin/plugin.ts'
import { testSessions } from '../sessions/testing/enter.ts'
import { systemClock } from './clock.ts'
import { reaching } from './reach.ts'
import { pluginOf } from './testing/scripted.ts'

const up: Seen = { condition: 'on', endpoints: [{ service: 'sim', port: null, at: { path: 'sim/host' } }] }

/** Two guests on one host, which tells how it is entered as often and as late as `observe` lets it. */
function twoOnOne(observe: (signal: AbortSignal) => Promise<Seen>) {
  const sessions = testSessions()
  onTestFinished(() => sessions[Symbol.asyncDispose]())
  const id = PluginId.parse('sim')
  const plugin = pluginOf({ id, observe: ({ signal }: Context) => observe(signal) })
  const members = membersFrom({ host: '', web: 'on host', db: 'on host' })
  const reach = reaching({ plugins: new Map([[id, plugin]]), sessions, secret: async () => null, clock: systemClock })(members)
  return (name: string, signal = new AbortController().signal) => {
    const member = members.find(({ component }) => component.name === name) ?? expect.fail(`there is no ${name}`)
    return reach.carrierShell(member, signal)
  }
}

/** Told when the signal ends. */
const untilAborted = (signal: AbortSignal) =>
  new Promise<never>((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason), { once: true }))

test('who is cancelled while the way in is looked up must not take it from the others who wait for it', async () => {
  const { promise: answer, resolve } = Promise.withResolvers<Seen>()
  let looks = 0
  const enter = twoOnOne((signal) => {
    looks++
    return Promise.race([answer, untilAborted(signal)])
  })
  const first = new AbortController()
  const [web, db] = [enter('web', first.signal).catch((cause: unknown) => cause), enter('db')]
  await expect.poll(() => looks).toBe(1)
  first.abort('cancelled')
  expect(await web).toBe('cancelled')
  resolve(up)
  expect((await db).place.levels.at(-1)).toMatchObject({ label: 'host' })
  expect(looks).toBe(1)
})

test('a lookup for which nobody waits any more must end, and whoever asks next have one of his own', async () => {
  const ended: unknown[] = []
  const enter = twoOnOne((signal) => {
    if (ended.length > 0) return Promise.resolve(up)
    return untilAborted(signal).catch((cause: unknown) => {
      ended.push(cause)
      throw cause
    })
  })
  const gone = new AbortController()
  const [web, db] = [enter('web', gone.signal), enter('db', gone.signal)].map((one) => one.catch((cause: unknown) => cause))
  await new Promise((resolve) => setImmediate(resolve))
  gone.abort('cancelled')
  expect([await web, await db, ended]).toEqual(['cancelled', 'cancelled', ['cancelled']])
  expect((await enter('db')).place.levels.at(-1)).toMatchObject({ label: 'host' })
})
