import { expect, onTestFinished, test } from 'vitest'
import { ComponentId, WorkspaceId } from '../../shared/model/id.ts'
import type { Watching } from '../../shared/plugin/plugin.ts'
import type { Watched } from './attention.ts'
import { virtualClock } from './testing/virtual-clock.ts'
import { watch, type WatchParts } from './watch.ts'

const workspace = WorkspaceId.parse('workspace:lab')
const machine = (name: string, on: string | null = null): Watched => ({
  component: ComponentId.parse(`component:${name}`),
  workspace,
  on: on === null ? null : ComponentId.parse(`component:${on}`),
  up: true,
})
const silent = async () => null

/** Watches these until so many seconds have passed; who was looked at, how, and in which second. */
async function watched(list: readonly Watched[], seconds: number, parts: Partial<WatchParts> & { at?: Record<number, () => void> } = {}) {
  const clock = virtualClock()
  const looks: { name: string; how: string; second: number }[] = []
  const stop = watch({
    clock,
    somebody: () => true,
    awake: () => list,
    listen: silent,
    async look(_workspace, only, how) {
      for (const id of only) looks.push({ name: id.replace('component:', ''), how, second: Math.floor(clock.now() / 1_000) })
      return new Set()
    },
    log: (cause) => expect.fail(String(cause)),
    ...parts,
  })
  onTestFinished(stop)
  for (const [second, act] of Object.entries(parts.at ?? {})) void clock.sleep(Number(second) * 1_000).then(act)
  await clock.sleep(seconds * 1_000)
  await stop()
  return { looks, light: looks.flatMap(({ how, second }) => (how === 'light' ? [second] : [])) }
}

test('who does not tell by itself must be looked at less and less often while nothing changes', async () => {
  const { light } = await watched([machine('a')], 59)
  const pauses = light.slice(1).map((second, index) => second - (light[index] ?? 0))
  expect(light[0]).toBeLessThanOrEqual(4)
  expect(pauses).toEqual([...pauses].sort((a, b) => a - b))
  expect(light.length).toBeLessThan(8)
  const { looks } = await watched([machine('a')], 3_600)
  expect(looks.length).toBeLessThan(3_600 / 30 + 70)
})

test('who changed must be looked at soon again', async () => {
  const { component } = machine('a')
  const changing = await watched([machine('a')], 59, { look: async () => new Set([component]) })
  expect(changing.looks).toEqual([])
  const seconds: number[] = []
  const clock = virtualClock()
  const look = async () => {
    seconds.push(clock.now() / 1_000)
    return new Set([component])
  }
  const stop = watch({ clock, somebody: () => true, awake: () => [machine('a')], listen: silent, look, log: () => undefined })
  await clock.sleep(40_000)
  await stop()
  expect(seconds.length).toBeGreaterThanOrEqual(9)
})

test('a machine that tells by itself must be looked at when it does, and else only to try its probes', async () => {
  let tell = () => {}
  const listen: WatchParts['listen'] = async (_watched, changed) => {
    tell = changed
    return { ended: new Promise(() => undefined) }
  }
  const { looks } = await watched([machine('a')], 59 * 60, { listen, at: { 600: () => tell() } })
  const light = looks.filter(({ how }) => how === 'light').map(({ second }) => second)
  expect(light.map((second) => (second < 5 ? 'as it began to listen' : second))).toEqual(['as it began to listen', 600])
  expect(looks.filter(({ how }) => how === 'full').length).toBeLessThanOrEqual(60)
})

test('a machine that stops telling must be looked at at once, and be asked to tell again later', async () => {
  const asked: number[] = []
  const ends: (() => void)[] = []
  const clock = virtualClock()
  const listen = async (): Promise<Watching> => {
    asked.push(Math.floor(clock.now() / 1_000))
    return { ended: new Promise((resolve) => ends.push(resolve)) }
  }
  const looks: number[] = []
  const look = async () => {
    looks.push(Math.floor(clock.now() / 1_000))
    return new Set<ComponentId>()
  }
  const stop = watch({ clock, somebody: () => true, awake: () => [machine('a')], listen, look, log: () => undefined })
  await clock.sleep(20_000)
  ends[0]?.()
  await clock.sleep(20_000)
  await stop()
  expect(asked[0]).toBe(1)
  expect(asked[1]).toBeGreaterThanOrEqual(25)
  expect(looks).toContain(20)
})

test('the probes of a thousand machines must be spread, two in a second at most in the long run', async () => {
  const listen = async (): Promise<Watching> => ({ ended: new Promise(() => undefined) })
  const many = Array.from({ length: 1_000 }, (_, at) => machine(`m${at}`))
  const { looks } = await watched(many, 1_200, { listen })
  const full = looks.filter(({ how }) => how === 'full')
  expect(full.length).toBeLessThanOrEqual(2 * 1_200 + 1_000)
  const most = Math.max(
    ...Map.groupBy(full, ({ second }) => second)
      .values()
      .map((each) => each.length),
  )
  expect(most).toBeLessThanOrEqual(10)
})

test('on one carrier only some must be listened to at a time, since each takes a channel of its connection', async () => {
  const listening = new Set<string>()
  const listen: WatchParts['listen'] = async ({ component }) => {
    listening.add(component)
    return { ended: new Promise(() => undefined) }
  }
  const guests = Array.from({ length: 20 }, (_, at) => machine(`g${at}`, 'host'))
  await watched(guests, 60, { listen })
  expect(listening.size).toBe(6)
})

test('while nobody watches nothing must be looked at', async () => {
  expect((await watched([machine('a')], 600, { somebody: () => false })).looks).toEqual([])
})
