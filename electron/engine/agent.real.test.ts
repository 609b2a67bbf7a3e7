import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, type Socket } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { ReadinessProbe } from '../../shared/model/probe.ts'
import { localShell } from '../sessions/local.ts'
import { tryProbe } from './probe.ts'

/** A guest's agent behind a Unix socket that does this with each request. */
async function asked(hear: (socket: Socket, request: { execute: string; arguments: { id: number } }) => void, tryMs = 300) {
  const folder = await mkdtemp('/tmp/sc-agent-')
  const path = `${folder}/agent`
  const sockets: Socket[] = []
  const server = createServer((socket) => {
    sockets.push(socket.on('error', () => undefined))
    socket.on('data', (data) => hear(socket, JSON.parse(data.toString('utf8').replaceAll('\xff', ''))))
  })
  await new Promise<void>((resolve) => server.listen(path, resolve))
  const shell = localShell()
  onTestFinished(async () => {
    sockets.forEach((socket) => socket.destroy())
    await new Promise((resolve) => server.close(resolve))
    await shell[Symbol.asyncDispose]()
    await rm(folder, { recursive: true })
  })
  const endpoints = [{ service: 'agent' as const, port: null, at: { path } }]
  const probing = { endpoints, shell, inner: async () => shell, console: async () => null }
  return tryProbe(ReadinessProbe.parse({ kind: 'guest-agent', tryMs }), probing, new AbortController().signal)
}

test('the agent must echo the very number that it was asked with', async () => {
  const answered = { passed: true, answer: 'the guest agent answered' }
  expect(await asked((socket, { arguments: { id } }) => socket.write(`{"return": ${id}}\n`))).toEqual(answered)
  expect(await asked((socket, { arguments: { id } }) => socket.write(`{"return":${id}}`))).toEqual(answered)
})

test('answers to those who asked before us must be passed over, and pieces be put together', async () => {
  const late = await asked((socket, { arguments: { id } }) => {
    socket.write('{"return": 1}\n{"error": {"class": "GenericError", "desc": "old"}}\n{"ret')
    setImmediate(() => socket.write(`urn": ${id}}\n`))
  })
  expect(late.passed).toBe(true)
})

test('an agent that is silent, or answers only others, must not count as ready', async () => {
  expect(await asked(() => undefined)).toEqual({ passed: false, answer: 'the guest agent is silent' })
  const other = await asked((socket, { arguments: { id } }) => socket.write(`{"return": ${id + 1}}\n{"return": 1${id}}\n`))
  expect(other).toMatchObject({ passed: false, answer: expect.stringMatching(/^something else answered/) })
})

test('a machine without a channel to an agent, or without a console, must say so', async () => {
  await using shell = localShell()
  const probing = { endpoints: [], shell, inner: async () => shell, console: async () => null }
  const tried = (probe: Parameters<typeof ReadinessProbe.parse>[0]) =>
    tryProbe(ReadinessProbe.parse(probe), probing, new AbortController().signal)
  expect((await tried({ kind: 'guest-agent' })).answer).toBe('the machine offers no channel to a guest agent')
  expect((await tried({ kind: 'console', text: 'up' })).answer).toBe('the machine has no console that can be read')
})

test('the console must hold the text somewhere, and else its last line be told', async () => {
  await using shell = localShell()
  const tried = (text: string, printed: string) =>
    tryProbe(
      ReadinessProbe.parse({ kind: 'console', text }),
      { endpoints: [], shell, inner: async () => shell, console: async () => printed },
      new AbortController().signal,
    )
  expect(await tried('is up', 'booting\r\nweb is up after 3 s\r\nlogin: ')).toEqual({ passed: true, answer: '"is up" was printed' })
  expect(await tried('is up', 'booting\r\nmounting disks\r\n')).toEqual({ passed: false, answer: 'the console says: mounting disks' })
  expect(await tried('is up', '')).toEqual({ passed: false, answer: 'nothing was printed yet' })
})
