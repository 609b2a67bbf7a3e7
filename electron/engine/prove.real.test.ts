import { createServer, type AddressInfo, type Socket } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { ReadinessProbe } from '../../shared/model/probe.ts'
import { localShell } from '../sessions/local.ts'
import { systemClock } from './clock.ts'
import { proveReady } from './prove.ts'
import type { Subject } from './subject.ts'

test('a connection that was made too early must not delay what a new one finds out', async () => {
  // As user-mode networking does: the first connections were accepted for a guest that was not there, and hang for ever.
  const sockets: Socket[] = []
  const server = createServer((socket) => {
    sockets.push(socket.on('error', () => undefined))
    if (sockets.length > 2) socket.write('SSH-2.0-late\r\n')
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
  const probes = [ReadinessProbe.parse({ kind: 'ssh-banner', intervalMs: 50, tryMs: 60_000 })]
  const subject = { probes, context: { shell }, inner: async () => shell } as unknown as Subject
  await proveReady(
    [{ service: 'ssh', port: 22, at: { host: '127.0.0.1', port } }],
    { subject: () => subject },
    {
      started: () => undefined,
      rung: () => undefined,
      seen: () => undefined,
      probed: (_probe, tries, answer, passed) => told.push(`${tries} ${answer} ${passed}`),
    },
    new AbortController().signal,
    systemClock,
  )
  expect(told).toEqual(['3 SSH-2.0-late true'])
})
