import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { request } from 'node:http'
import { connect as openSocket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { WebSocket } from 'ws'
import { connect } from '../../shared/contract/connect.ts'
import { LARGEST_MESSAGE, SUBPROTOCOL } from '../../shared/contract/frames.ts'
import type { Wire } from '../../shared/contract/wire.ts'
import { testEngine } from '../app/testing/engine.ts'
import { dial } from './socket-wire.ts'
import { listen } from './websocket.ts'

const token = 'a-token-of-at-least-thirty-two-letters'

async function door(welcome: (wire: Wire) => void = () => undefined) {
  const site = await mkdtemp(join(tmpdir(), 'site-'))
  await mkdir(join(site, 'assets'))
  await writeFile(join(site, 'index.html'), '<!doctype html>page')
  await writeFile(join(site, 'assets', 'app-1.js'), 'export {}')
  await writeFile(join(site, '.secret'), 'hidden')
  await writeFile(`${site}.outside`, 'outside')
  await symlink(`${site}.outside`, join(site, 'link.txt'))
  const logged: unknown[] = []
  const bridge = await listen(
    { host: '127.0.0.1', port: 0, token, origins: ['http://localhost:5173'], site, log: (cause) => logged.push(cause) },
    welcome,
  )
  onTestFinished(async () => {
    await bridge.end()
    await Promise.all([rm(site, { recursive: true }), rm(`${site}.outside`)])
  })
  return { ...bridge, logged }
}

/** Sends the path exactly as written; `fetch` would tidy it up first. */
function get(port: number, path: string, headers: Record<string, string> = {}) {
  const { promise, resolve, reject } = Promise.withResolvers<{ status: number; headers: NodeJS.Dict<string | string[]>; text: string }>()
  const asked = request({ host: '127.0.0.1', port, path, headers, agent: false }, (response) => {
    let text = ''
    response.setEncoding('utf8').on('data', (part: string) => (text += part))
    response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, text }))
  })
  asked.on('error', reject).end()
  return promise
}

function knock(
  port: number,
  {
    protocol = SUBPROTOCOL + token,
    path = '/wire',
    headers = {},
  }: { protocol?: string; path?: string; headers?: Record<string, string> } = {},
) {
  const { promise, resolve } = Promise.withResolvers<string>()
  const socket = new WebSocket(`ws://127.0.0.1:${port}${path}`, protocol === '' ? [] : [protocol], { headers })
  socket.on('open', () => {
    socket.close()
    resolve('open')
  })
  socket.on('unexpected-response', (_request, response) => {
    response.destroy()
    resolve(String(response.statusCode))
  })
  socket.on('error', (cause) => resolve(cause.message))
  return promise
}

test('the page must come with headers that let nothing foreign in', async () => {
  const { port } = await door()
  const page = await get(port, '/')
  expect(page).toMatchObject({ status: 200, text: '<!doctype html>page' })
  expect(page.headers['content-security-policy']).toContain(
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self' 'unsafe-inline'",
  )
  expect(page.headers['content-security-policy']).toContain("frame-ancestors 'none'")
  expect(page.headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer', 'cache-control': 'no-store' })
  expect((await get(port, '/session/session:a')).text).toBe('<!doctype html>page')
  expect((await get(port, '/assets/app-1.js')).headers).toMatchObject({
    'content-type': 'text/javascript; charset=utf-8',
    'cache-control': expect.stringContaining('immutable'),
  })
})

test('no path may lead out of the folder of the screen', async () => {
  const { port, logged } = await door()
  const paths = [
    '/../package.json',
    '/%2e%2e/%2e%2e/etc/passwd.txt',
    '/assets/..%2f..%2fetc%2fpasswd.txt',
    '/..%5c..%5cwin.ini',
    '/%00.html',
    '/%ff.html',
    '/.secret',
    '/link.txt',
    '/assets',
    '/nothing.js',
  ]
  const answers = await Promise.all(paths.map((path) => get(port, path)))
  expect(answers.map(({ status }) => status)).toEqual([400, 400, 400, 400, 400, 400, 400, 404, 200, 404])
  expect(answers.some(({ text }) => /outside|hidden|root:/.test(text))).toBe(false)
  expect(logged).toEqual([])
})

test('a name that was pointed at this computer must not be answered', async () => {
  const { port } = await door()
  expect((await get(port, '/', { host: `evil.example:${port}` })).status).toBe(421)
  expect(await knock(port, { headers: { host: `evil.example:${port}` } })).toBe('421')
  expect((await get(port, '/', { host: `localhost:${port}` })).status).toBe(200)
})

test('the wire must open only with the right token, path and origin', async () => {
  const { port } = await door()
  expect(await knock(port)).toBe('open')
  expect(await knock(port, { protocol: '' })).toBe('401')
  expect(await knock(port, { protocol: `${SUBPROTOCOL}wrong` })).toBe('401')
  expect(await knock(port, { protocol: SUBPROTOCOL + token.slice(0, -1) })).toBe('401')
  expect(await knock(port, { path: '/other' })).toBe('404')
  expect(await knock(port, { headers: { origin: 'https://evil.example' } })).toBe('403')
  expect(await knock(port, { headers: { origin: 'null' } })).toBe('403')
  expect(await knock(port, { headers: { origin: `http://127.0.0.1:${port}` } })).toBe('open')
  expect(await knock(port, { headers: { origin: 'http://localhost:5173' } })).toBe('open')
})

test('an oversized message, and one that is no frame, must end the connection and reach nobody', async () => {
  const frames: unknown[] = []
  const { port } = await door((wire) => wire.onFrame((frame) => frames.push(frame)))
  const closed = (data: string | Buffer) => {
    const { promise, resolve } = Promise.withResolvers<number>()
    const socket = new WebSocket(`ws://127.0.0.1:${port}/wire`, SUBPROTOCOL + token)
    socket.on('open', () => socket.send(data))
    socket.on('close', resolve)
    socket.on('error', () => undefined)
    return promise
  }
  expect(await closed(Buffer.alloc(LARGEST_MESSAGE + 1))).toBe(1009)
  expect(await closed('{"kind":')).toBe(1007)
  expect(await closed(Buffer.from([1]))).toBe(1007)
  expect(frames).toEqual([])
})

test('half a request must not keep the bridge from ending', async () => {
  const { port, end } = await door()
  const socket = openSocket(port, '127.0.0.1')
  const gone = new Promise((resolve) => socket.on('close', resolve))
  socket.on('error', () => undefined)
  await new Promise((resolve) => socket.write('GET / HTTP/1.1\r\nHost: 127', resolve))
  await end()
  await gone
})

test('a port in use must be refused by name', async () => {
  const { port } = await door()
  const second = listen({ host: '127.0.0.1', port, token, origins: [], site: '/nowhere', log: () => undefined }, () => undefined)
  await expect(second).rejects.toMatchObject({ problem: { code: 'engine.port', title: `Cannot listen on port ${port}` } })
})

test('a client must call, hear events and read bytes over the socket, and lose open calls when it closes', async () => {
  const engine = await testEngine()
  const { port, end } = await door(engine.composed.welcome)
  const { wire } = await dial({ port, token })
  const heard: string[] = []
  const { composer } = connect(wire, (event) => heard.push(event.type))
  expect(await composer['app.info']({})).toMatchObject({ desk: 'browser', pid: process.pid })
  await composer['document.edit']({
    edit: {
      'workspace:w': [
        null,
        {
          type: 'workspace',
          id: 'workspace:w' as never,
          name: 'W',
          services: [],
          layouts: [],
          onFailure: 'keep',
          quickStart: false,
          starred: false,
          tags: [],
        },
      ],
    },
  })
  expect(heard).toEqual(['document.changed'])
  const doctor = composer['app.doctor']({})
  await end()
  await expect(doctor).rejects.toMatchObject({ problem: { code: 'wire.closed' } })
})

test('dialling an engine that is gone must say so', async () => {
  const { port, end } = await door()
  await end()
  await expect(dial({ port, token })).rejects.toMatchObject({ problem: { code: 'engine.unreachable' } })
})
