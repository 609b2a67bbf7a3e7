import { createServer, type AddressInfo, type Socket } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import type { z } from 'zod'
import type { ReadinessProbe } from '../../shared/model/probe.ts'
import { localShell } from '../sessions/local.ts'
import type { Clock } from './clock.ts'
import { systemClock } from './clock.ts'
import { proveReady } from './prove.ts'
import { pluginOf, subjectOf } from './testing/scripted.ts'

interface World {
  /** Does this with the connection of that number. */
  served(socket: Socket, number: number): void
  readonly probe: z.input<typeof ReadinessProbe>
  readonly clock?: Clock
}

/** Proves one machine ready by one probe over a port here. */
async function proven({ served, probe, clock = systemClock }: World) {
  const sockets: Socket[] = []
  let most = 0
  const server = createServer((socket) => {
    sockets.push(
      socket
        .on('error', () => undefined)
        .on('end', () => socket.end())
        .resume(),
    )
    most = Math.max(most, sockets.filter(({ readableEnded, destroyed }) => !readableEnded && !destroyed).length)
    served(socket, sockets.length)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const shell = localShell()
  onTestFinished(async () => {
    sockets.forEach((socket) => socket.destroy())
    await new Promise((resolve) => server.close(resolve))
    await shell[Symbol.asyncDispose]()
  })
  const { port } = server.address() as AddressInfo
  const told: string[] = []
  const { signal } = new AbortController()
  const subject = subjectOf({ plugin: pluginOf({}), shell, clock, signal, probes: [probe], inner: async () => shell })
  const telling = {
    started: () => undefined,
    rung: () => undefined,
    seen: () => undefined,
    probed: (_probe: number, tries: number, answer: string, passed: boolean) => told.push(`${tries} ${answer} ${passed}`),
  }
  const endpoints = [{ service: 'ssh' as const, port: 22, at: { host: '127.0.0.1', port } }]
  await proveReady(endpoints, { subject: () => subject }, telling, signal, clock)
  return { told, most, connections: sockets.length }
}

test('a connection that was made too early must not delay what a new one finds out', async () => {
  // As user-mode networking does: the first connections were accepted for a guest that was not there, and hang for ever.
  const { told } = await proven({
    served: (socket, number) => void (number > 2 && socket.write('SSH-2.0-late\r\n')),
    probe: { kind: 'ssh-banner', intervalMs: 50, tryMs: 60_000 },
  })
  expect(told).toEqual(['3 SSH-2.0-late true'])
})

test('a slow guest must not be asked more than three times at once, and be believed when it answers the newest', async () => {
  const { told, most } = await proven({
    served: (socket, number) => void (number > 8 && socket.write('SSH-2.0-slow\r\n')),
    probe: { kind: 'ssh-banner', intervalMs: 50, tryMs: 60_000, longestMs: 100 },
  })
  expect(told.at(-1)).toBe('9 SSH-2.0-slow true')
  // What was hung up for a newer try tells how long it was waited for.
  expect(told.slice(0, -1)).toEqual(told.slice(0, -1).map(() => expect.stringMatching(/^\d no answer within [\d.]+ s false$/)))
  // One that is being hung up may not have noticed yet.
  expect(most).toBeLessThanOrEqual(4)
})

/** Remembers how long it was slept, and does not sleep that long. */
function noting(): { clock: Clock; slept: number[] } {
  const slept: number[] = []
  return {
    slept,
    clock: {
      now: systemClock.now,
      sleep(ms, signal) {
        slept.push(Math.round(ms))
        return systemClock.sleep(5, signal)
      },
    },
  }
}

test('each pause must be longer than the one before it by the backoff, up to the longest', async () => {
  const { clock, slept } = noting()
  await proven({
    served: (socket, number) => (number > 6 ? socket.write('SSH-2.0-late\r\n') : socket.write('220 mail\r\n'.repeat(500))),
    probe: { kind: 'ssh-banner', intervalMs: 100, backoff: 2, longestMs: 1_000 },
    clock,
  })
  expect(slept.slice(0, 6).every((ms, index) => ms >= Math.min(1_000, 100 * 2 ** index))).toBe(true)
  expect(Math.max(...slept)).toBe(1_000)
})

test('while a try hangs the next must wait longer, and without one the pause stays as it was set', async () => {
  const hanging = noting()
  await proven({
    served: (socket, number) => void (number > 4 && socket.write('SSH-2.0-late\r\n')),
    probe: { kind: 'ssh-banner', intervalMs: 100, tryMs: 60_000 },
    clock: hanging.clock,
  })
  expect(hanging.slept.slice(0, 4)).toEqual([100, 150, 225, 338])
  const quick = noting()
  const plugin = pluginOf({ console: async () => (quick.slept.length > 3 ? 'is up' : 'booting') })
  await using shell = localShell()
  const { signal } = new AbortController()
  const probes = [{ kind: 'console' as const, text: 'is up', intervalMs: 100 }]
  const subject = subjectOf({ plugin, shell, clock: quick.clock, signal, probes, inner: async () => shell })
  const nothing = { started: () => undefined, rung: () => undefined, seen: () => undefined, probed: () => undefined }
  await proveReady([], { subject: () => subject }, nothing, signal, quick.clock)
  expect(new Set(quick.slept)).toEqual(new Set([100]))
})
