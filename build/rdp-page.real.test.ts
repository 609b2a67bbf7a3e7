import { execFileSync, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium, type Browser, type Page } from 'playwright'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { openEngine, type OpenEngine } from '../electron/app/testing/open-engine.ts'
import { sessionOf, withSessions } from '../electron/app/testing/session-document.ts'
import { listen, type Listening } from '../electron/bridge/websocket.ts'
import { findChromium } from '../electron/chromium/find.ts'
import { PLAIN } from '../electron/chromium/switches.ts'
import { endTree } from '../electron/sessions/testing/process.ts'
import { startXrdp, type Xrdp } from '../electron/sessions/testing/xrdp.ts'
import { pm } from '../plugins/pm/index.ts'
import { rdp } from '../plugins/rdp/index.ts'
import { projectRoot } from './setup/paths.mjs'

/** Of the far desktop, as 16 bits a pixel have it. */
const colour = [0x2a, 0x7a, 0xb0].map((part) => Math.round(part / 16))
let home = ''
let xrdp: Xrdp
let engine: OpenEngine
let bridge: Listening
let browser: Browser
let page: Page
beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'sc-rdp-'))
  const site = join(home, 'site')
  const vite = join(projectRoot, 'node_modules', 'vite', 'bin', 'vite.js')
  execFileSync(process.execPath, [vite, 'build', '--outDir', site, '--logLevel', 'warn'], { cwd: projectRoot })
  xrdp = await startXrdp('#2a7ab0')
  engine = openEngine({ home, plugins: [pm, rdp] })
  const options = { host: '127.0.0.1', port: xrdp.port, user: 'na', viewer: 'embedded' }
  const nobody = { host: '127.0.0.1', port: 1, user: 'nobody', keyFile: '/dev/null', knownHosts: '/dev/null' } as const
  await engine.composer['document.edit']({ edit: withSessions(nobody, { desk: { of: 'here', plugin: 'rdp', options } }) })
  bridge = await listen(
    { host: '127.0.0.1', port: 0, token: 'a-token-of-this-test', origins: [], site, log: console.error },
    engine.composed.welcome,
  )
  browser = await chromium.launch({ executablePath: findChromium() ?? '', args: ['--no-sandbox', ...PLAIN] })
  page = await browser.newPage({ viewport: { width: 1000, height: 700 } })
})
afterAll(async () => {
  await browser?.close()
  await engine?.end()
  await bridge?.end()
  await xrdp?.[Symbol.asyncDispose]()
  rmSync(home, { recursive: true, force: true })
})

/** As much of a canvas as is looked at: this file knows no DOM. */
interface Drawn {
  readonly width: number
  readonly height: number
  getContext(kind: '2d'): { getImageData(x: number, y: number, width: number, height: number): { data: ArrayLike<number> } } | null
}

/** The colour in the middle of what is drawn. */
const middle = () =>
  page.locator('canvas.rdp-canvas').evaluate((canvas: Drawn) => {
    const { width, height } = canvas
    const { data } = canvas.getContext('2d')?.getImageData(width >> 1, height >> 1, 1, 1) ?? { data: [] }
    return Array.from(data)
      .slice(0, 3)
      .map((part) => Math.round(part / 16))
  })

test('a person must see the far desktop in the page after trusting its certificate and logging in', async () => {
  const violations: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error') violations.push(message.text())
  })
  await page.goto(`${bridge.link}/session/${encodeURIComponent(sessionOf('desk'))}`)
  await page.getByRole('button', { name: 'Trust and remember' }).click()
  await page.getByLabel('Password').fill('na')
  expect(await page.getByLabel('User').inputValue()).toBe('na')
  await page.getByRole('button', { name: 'Log in' }).click()
  await page.locator('canvas[data-shown="true"]').waitFor()
  // IronRDP never asks to be let in without xrdp's own dialog: the return key is its answer.
  await expect
    .poll(
      async () => {
        await page.keyboard.press('Enter')
        return middle()
      },
      { timeout: 30_000, interval: 1_000 },
    )
    .toEqual(colour)
  expect(violations).toEqual([])
})

test('what is typed in the page must reach the far desktop', async () => {
  const file = join(home, 'typed')
  const env = { ...process.env, DISPLAY: xrdp.display }
  const xterm = spawn('xterm', ['-geometry', '80x24+0+0', '-e', 'sh', '-c', 'while read line; do echo "$line" >>"$0"; done', file], {
    env,
    stdio: 'ignore',
  })
  onTestFinished(() => endTree(xterm))
  await page.locator('canvas.rdp-canvas').click({ position: { x: 60, y: 40 } })
  await expect
    .poll(
      async () => {
        await page.keyboard.type('hello 42')
        await page.keyboard.press('Enter')
        return execFileSync('sh', ['-c', 'cat "$1" 2>/dev/null || true', 'sh', file], { encoding: 'utf8' })
      },
      { timeout: 30_000, interval: 1_000 },
    )
    .toContain('hello 42')
})
