import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { SessionId } from '../../shared/model/id.ts'
import type { Placement } from '../../shared/model/layout.ts'
import { devToolsBounds, firstPlace } from './bounds.ts'
import { chromiumDesk, type ChromiumDesk } from './desk.ts'
import { findChromium } from './find.ts'

const session = 'session:gis.vnc' as SessionId
const normal: Placement = { screen: 0, desktop: null, x: 120, y: 90, width: 700, height: 500, show: 'normal' }
const profile = mkdtempSync(join(tmpdir(), 'chromium-desk-'))
const started: ChildProcess[] = []
let site: Server
let desk: ChromiumDesk
const changes: string[] = []

/** An X server whose number is free, told by itself over a pipe. */
async function startX(): Promise<string> {
  const server = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '1920x1080x24', '-nolisten', 'tcp'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  })
  started.push(server)
  const number = await new Promise<string>((resolve, reject) => {
    server.once('error', reject)
    server.stdio[3]?.once('data', (data: Buffer) => resolve(data.toString().trim()))
  })
  return `:${number}`
}

beforeAll(async () => {
  process.env['DISPLAY'] = await startX()
  started.push(spawn('openbox', [], { stdio: 'ignore' }))
  site = createServer((request, response) => void response.end(`<title>${request.url}</title>`)).listen(0, '127.0.0.1')
  await once(site, 'listening')
  const { port } = site.address() as AddressInfo
  const executable = findChromium()
  if (!executable) throw new Error('no Chromium on this computer: install the package chromium')
  desk = chromiumDesk({ executable, profile, args: [], url: (key) => `http://127.0.0.1:${port}/${key}` })
  desk.onChange((key, state) => changes.push(`${key} ${state}`))
})

afterAll(async () => {
  await desk?.end()
  site?.close()
  for (const child of started.reverse()) child.kill()
  rmSync(profile, { recursive: true, force: true })
})

test('the app window opens first, and a session window stands exactly where it was asked', async () => {
  await desk.open({ key: 'app', title: 'ServiceComposer', placement: null })
  await desk.open({ key: session, title: 'gis', placement: normal })
  expect(desk.windows()).toEqual(['app', session])
  expect(await desk.where(session)).toEqual({ left: 120, top: 90, width: 700, height: 500 })
  expect(changes).toEqual(['app open', `${session} open`])
})

test('a window that is open is placed anew, not opened twice, and can leave full screen', async () => {
  await desk.open({ key: session, title: 'gis', placement: { ...normal, x: 300, show: 'fullscreen' } })
  await desk.open({ key: session, title: 'gis', placement: { ...normal, x: 400, y: 200, width: 640, height: 480 } })
  expect(await desk.where(session)).toEqual({ left: 400, top: 200, width: 640, height: 480 })
  expect(desk.windows()).toEqual(['app', session])
})

test('a window that nobody placed is as large as its work wants, and wholly on the screen', async () => {
  expect(firstPlace('app', 0, [{ name: 'only', x: 0, y: 0, width: 1920, height: 1080 }])).toMatchObject({
    x: 240,
    y: 90,
    width: 1440,
    height: 900,
  })
  expect(firstPlace('app', 0, [{ name: 'small', x: 0, y: 0, width: 1024, height: 700 }])).toMatchObject({
    x: 0,
    y: 0,
    width: 1024,
    height: 700,
  })
  expect(await desk.where('app')).toEqual({ left: 240, top: 90, width: 1440, height: 900 })
})

test('two opens at once of one window make one window', async () => {
  const other = 'session:navigator.terminal' as SessionId
  await Promise.all([desk.open({ key: other, title: 'n', placement: null }), desk.open({ key: other, title: 'n', placement: null })])
  expect(desk.windows().filter((key) => key === other)).toEqual([other])
  await desk.close(other)
  await desk.close(other)
  expect(desk.windows()).toEqual(['app', session])
  expect(changes.at(-1)).toBe(`${other} closed`)
})

test('after the last window was closed the next open starts the browser again', async () => {
  await desk.close(session)
  await desk.close('app')
  expect(desk.windows()).toEqual([])
  await desk.open({ key: 'app', title: 'ServiceComposer', placement: normal })
  expect(await desk.where('app')).toEqual({ left: 120, top: 90, width: 700, height: 500 })
})

test('a placement on an unknown screen falls back to the first, and keeps its state apart from its bounds', () => {
  const screens = [
    { name: 'left', x: 0, y: 0, width: 1920, height: 1080 },
    { name: 'right', x: 1920, y: 0, width: 1280, height: 1024 },
  ]
  expect(devToolsBounds({ ...normal, screen: 'right' }, screens).bounds.left).toBe(2040)
  expect(devToolsBounds({ ...normal, screen: 1 }, screens).bounds.left).toBe(2040)
  expect(devToolsBounds({ ...normal, screen: 'gone', show: 'maximised' }, screens)).toEqual({
    bounds: { left: 120, top: 90, width: 700, height: 500 },
    state: 'maximized',
  })
})
