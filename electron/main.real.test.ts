import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { Entry } from '../shared/model/document.ts'
import { exportText } from './inventory/text.ts'
import { findOwner } from './app/owner.ts'
import type { Order } from './host/testing/channel.ts'

type Told = { told: string } & Record<string, unknown>

const root = join(import.meta.dirname, '..')
const ended: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const end of ended.splice(0)) await end()
})

/** main.ts from start to quit, in Node, with the stand-in for `electron`. */
async function start(env: NodeJS.ProcessEnv = {}) {
  const data = mkdtempSync(join(tmpdir(), 'sc-main-'))
  const child = fork(join(root, 'electron', 'main.ts'), ['--data', data], {
    execArgv: ['--import', join(root, 'electron', 'host', 'testing', 'register.mjs')],
    env: { ...process.env, SERVICECOMPOSER_SCRATCH: data, ...env },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
  const heard: Told[] = []
  const errors: Buffer[] = []
  child.stderr?.on('data', (chunk: Buffer) => errors.push(chunk))
  child.on('message', (message) => heard.push(message as Told))
  ended.push(async () => {
    if (child.exitCode === null && child.signalCode === null) {
      child.kill('SIGKILL')
      await once(child, 'exit')
    }
    rmSync(data, { recursive: true, force: true })
  })
  const hear = async (wanted: (told: Told) => boolean): Promise<Told> => {
    await expect.poll(() => heard.some(wanted) || dead(child), { timeout: 20_000, interval: 20 }).toBe(true)
    const found = heard.find(wanted)
    if (!found) throw new Error(`it ended; heard ${JSON.stringify(heard)}\n${Buffer.concat(errors)}`)
    return found
  }
  let calls = 0
  return {
    data,
    child,
    heard,
    hear,
    order: (order: Order) => void child.send(order),
    /** Calls the engine as the page of that window. */
    async call(window: number, method: string, input: unknown, page: { from?: string; framed?: boolean } = {}) {
      const id = ++calls
      child.send({ order: 'frame', window, frame: { kind: 'call', id, method, input }, ...page } satisfies Order)
      return id
    },
    answer: async (id: number) => (await hear((told) => told.told === 'frame' && isAnswer(told, id)))['frame'] as Record<string, unknown>,
  }
}

const dead = (child: ChildProcess) => child.exitCode !== null || child.signalCode !== null
const isAnswer = ({ frame }: Told, id: number) => typeof frame === 'object' && frame !== null && 'id' in frame && frame.id === id

const sim = exportText(
  [
    {
      type: 'machine',
      id: 'machine:m',
      label: 'm',
      plugin: 'sim',
      home: null,
      locator: {},
      login: null,
      options: { bootMs: 20 },
      optionsVersion: 0,
      tags: [],
    },
    {
      type: 'service',
      id: 'service:s',
      name: 'S',
      note: '',
      components: [
        { id: 'component:m', name: 'm', is: { machine: 'machine:m' }, on: null, after: [], ready: [], sessions: [], at: { x: 0, y: 0 } },
      ],
    },
    {
      type: 'workspace',
      id: 'workspace:w',
      name: 'W',
      services: ['service:s'],
      layouts: [],
      onFailure: 'keep',
      quickStart: false,
      starred: true,
      tags: [],
    },
  ].map((entry) => Entry.parse(entry)),
)

test('the first window is sandboxed, shows our page with its policy, and speaks with the engine', async () => {
  const app = await start()
  const window = await app.hear(({ told }) => told === 'window')
  expect(window['options']).toMatchObject({ webPreferences: { sandbox: true, contextIsolation: true, nodeIntegration: false } })
  const loaded = await app.hear(({ told }) => told === 'loaded')
  expect(loaded).toMatchObject({ url: 'app://servicecomposer/index.html', window: 1 })
  const id = await app.call(1, 'app.info', {})
  expect(await app.answer(id)).toMatchObject({ kind: 'output', output: { desk: 'electron', data: app.data } })
  expect(await app.hear(({ told }) => told === 'permission')).toMatchObject({ permission: 'media', allowed: false })
  expect(findOwner(app.data)?.pid).toBe(app.child.pid)
})

test('what a foreign page or a frame in ours says is not heard', async () => {
  const app = await start()
  await app.hear(({ told }) => told === 'loaded')
  const foreign = await app.call(1, 'app.info', {}, { from: 'https://evil.example/' })
  const framed = await app.call(1, 'app.info', {}, { framed: true })
  const own = await app.call(1, 'app.info', {})
  await app.answer(own)
  expect(app.heard.filter((told) => isAnswer(told, foreign) || isAnswer(told, framed))).toEqual([])
})

test('a page cannot leave, and only web links go to the outside', async () => {
  const app = await start()
  await app.hear(({ told }) => told === 'loaded')
  app.order({ order: 'navigate', window: 1, url: 'https://evil.example/' })
  expect(await app.hear(({ told }) => told === 'navigated')).toMatchObject({ prevented: true })
  app.order({ order: 'open-window', window: 1, url: 'file:///etc/passwd' })
  app.order({ order: 'open-window', window: 1, url: 'https://example.org/' })
  expect(await app.hear(({ told }) => told === 'external')).toMatchObject({ url: 'https://example.org/' })
  expect(app.heard.filter(({ told }) => told === 'window-open').map(({ action }) => action)).toEqual(['deny', 'deny'])
  expect(app.heard.filter(({ told }) => told === 'external')).toHaveLength(1)
})

test('the tray starts a workspace, and quitting asks about what runs; with nothing up it just ends', async () => {
  const app = await start()
  await app.hear(({ told }) => told === 'loaded')
  await app.answer(await app.call(1, 'document.import', { text: sim }))
  await app.hear(({ told, labels }) => told === 'tray' && String(labels).includes('W:'))
  app.order({ order: 'tray', path: ['W', 'Start'] })
  await app.hear(({ told, labels }) => told === 'tray' && String(labels).includes('W: ready'))
  app.order({ order: 'tray', path: ['Quit'] })
  expect(await app.hear(({ told }) => told === 'asked')).toMatchObject({
    title: 'Quit ServiceComposer?',
    buttons: ['Quit, leave them running', 'Stop them, then quit', 'Do not quit'],
  })
  app.order({ order: 'answer', choice: 2 })
  await app.answer(await app.call(1, 'app.info', {}))
  app.order({ order: 'quit' })
  await expect.poll(() => app.heard.filter(({ told }) => told === 'asked').length).toBe(2)
  app.order({ order: 'answer', choice: 1 })
  expect(await app.hear(({ told }) => told === 'exit')).toMatchObject({ code: 0 })
  expect(findOwner(app.data)).toBeNull()
})

test('closing the window leaves the app in the tray, from where it comes back', async () => {
  const app = await start()
  await app.hear(({ told }) => told === 'loaded')
  app.order({ order: 'close', window: 1 })
  app.order({ order: 'tray', path: ['Open ServiceComposer'] })
  expect(await app.hear(({ told, window }) => told === 'loaded' && window === 2)).toMatchObject({ url: 'app://servicecomposer/index.html' })
  app.order({ order: 'second-copy' })
  await app.hear(({ told, window }) => told === 'focused' && window === 2)
})

test('a second copy ends at once and opens nothing', async () => {
  const app = await start({ STAND_IN_SECOND: 'yes' })
  expect(await app.hear(({ told }) => told === 'exit')).toMatchObject({ code: 0 })
  expect(app.heard.some(({ told }) => told === 'window')).toBe(false)
})
