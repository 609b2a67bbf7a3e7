import { createServer, type Server, type Socket } from 'node:net'
import { createServer as createHttp } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { ReadinessProbe } from '../../shared/model/probe.ts'
import type { z } from 'zod'
import { localShell } from '../sessions/local.ts'
import { freePort } from '../sessions/testing/process.ts'
import { tryProbe } from './probe.ts'

/** A server on loopback that does this with each connection; ended with the test. */
async function served(greet: (socket: Socket) => void): Promise<number> {
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => undefined)
    greet(socket)
  })
  return listening(server, () => sockets.forEach((socket) => socket.destroy()))
}
async function listening(server: Server, end: () => void): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(async () => {
    end()
    await new Promise((resolve) => server.close(resolve))
  })
  return (server.address() as AddressInfo).port
}

/** As the machine with port 7 forwarded to `port` here. */
async function tried(wish: z.input<typeof ReadinessProbe>, port: number | null, signal = new AbortController().signal) {
  const shell = localShell()
  onTestFinished(() => shell[Symbol.asyncDispose]())
  const endpoints = port === null ? [] : [{ service: 'tcp' as const, port: 7, at: { host: '127.0.0.1', port } }]
  return tryProbe(ReadinessProbe.parse(wish), { endpoints, shell, inner: async () => shell, console: async () => null }, signal)
}
const banner = { kind: 'ssh-banner' as const, port: 7, tryMs: 200 }
const answer = { kind: 'tcp-answer' as const, port: 7, tryMs: 300 }

test('an SSH banner must be read, also after other lines and in pieces', async () => {
  const plain = await served((socket) => socket.write('SSH-2.0-dropbear\r\n'))
  expect(await tried(banner, plain)).toEqual({ passed: true, answer: 'SSH-2.0-dropbear' })
  const chatty = await served((socket) => {
    socket.write('Welcome\r\nSS')
    setImmediate(() => socket.write('H-2.0-x\r\n'))
  })
  expect(await tried(banner, chatty)).toEqual({ passed: true, answer: 'SSH-2.0-x' })
})

test('a connection that is only accepted must not count as ready', async () => {
  const silent = await served(() => undefined)
  expect(await tried(banner, silent)).toEqual({ passed: false, answer: 'connected, but no banner within 0.2 s' })
  const hangsUp = await served((socket) => socket.end())
  expect(await tried(banner, hangsUp)).toEqual({ passed: false, answer: 'connected, and closed without a word' })
  const other = await served((socket) => socket.write('220 mail\r\n'.repeat(500)))
  expect(await tried(banner, other)).toEqual({ passed: false, answer: 'something else than SSH answered: "220 mail"' })
})

test('nobody listening, and a port without a way in, must be told as such', async () => {
  expect((await tried(banner, await freePort())).answer).toMatch(/refused|nothing listens/i)
  expect(await tried(banner, null)).toEqual({ passed: false, answer: 'no way in to port 7: the machine offers no endpoint for it' })
})

test('tcp-answer must want a byte, or an answer to our goodbye', async () => {
  const speaks = await served((socket) => socket.write('RFB 003.008\n'))
  expect(await tried(answer, speaks)).toEqual({ passed: true, answer: 'answered: "RFB 003.008"' })
  const listens = await served((socket) => socket.on('end', () => socket.end()).resume())
  expect(await tried(answer, listens)).toEqual({ passed: true, answer: 'listens in silence, and answered our goodbye' })
})

test('tcp-answer must not believe a forwarder whose far end is not there', async () => {
  // As user-mode networking does: it accepts for a guest that does not listen yet, and passes no goodbye on.
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    socket.on('error', () => undefined).resume()
    held.push(socket)
  })
  const held: Socket[] = []
  const port = await listening(server, () => held.forEach((socket) => socket.destroy()))
  expect(await tried(answer, port)).toEqual({ passed: false, answer: 'accepted, but nobody answered within 0.3 s' })
  const slammed = await served((socket) => socket.end())
  expect(await tried(answer, slammed)).toEqual({ passed: false, answer: 'connected, and closed without a word' })
})

test('http must compare the status and the page', async () => {
  const server = createHttp((request, response) => {
    response.writeHead(request.url === '/health' ? 200 : 503).end(request.url === '/health' ? 'all is well' : 'not yet')
  })
  const port = await listening(server, () => server.closeAllConnections())
  const http = { kind: 'http' as const, port: 7, tryMs: 1_000 }
  expect(await tried({ ...http, path: '/health' }, port)).toEqual({ passed: true, answer: 'HTTP/1.1 200 OK' })
  expect(await tried({ ...http, path: '/' }, port)).toEqual({ passed: false, answer: 'HTTP/1.1 503 Service Unavailable, wanted 200' })
  expect(await tried({ ...http, path: '/', status: 503, body: 'not' }, port)).toMatchObject({ passed: true })
  expect(await tried({ ...http, path: '/health', body: 'ill' }, port)).toEqual({ passed: false, answer: '200, but the page lacks "ill"' })
  const mail = await served((socket) => socket.end('220 mail\r\n'))
  expect(await tried(http, mail)).toEqual({ passed: false, answer: 'no HTTP: "220 mail"' })
})

test('a command must end with 0 inside the machine, within its time', async () => {
  expect(await tried({ kind: 'command', command: 'true' }, null)).toEqual({ passed: true, answer: 'true ended with 0' })
  expect(await tried({ kind: 'command', command: 'false' }, null)).toMatchObject({
    passed: false,
    answer: expect.stringContaining('false'),
  })
  expect(await tried({ kind: 'command', command: 'sleep', args: ['60'], tryMs: 100 }, null)).toEqual({
    passed: false,
    answer: 'no answer within 0.1 s',
  })
  expect(await tried({ kind: 'ssh-login' }, null)).toEqual({ passed: true, answer: 'logged in' })
})

test('a try must end with the step, not with its own time', async () => {
  const silent = await served(() => undefined)
  const stop = new AbortController()
  const going = tried({ ...banner, tryMs: 60_000 }, silent, stop.signal)
  stop.abort(new Error('cut'))
  await expect(going).rejects.toThrow('cut')
})
