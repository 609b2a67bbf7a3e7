import { execFile, type ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { test as base, chromium, expect, type Browser, type Locator, type Page } from '@playwright/test'
import { firstLine, freePort, kill, started, startScreen, stop, type Started } from './desks.ts'

export { expect }

const run = promisify(execFile)

/** The app as a person has it before them, on whichever desk this project tests. */
export interface App {
  /** The app's own window. It changes with `restart`. */
  page(): Page
  /** Where a session is shown, by its title `machine, session`: in a tab of the page, or in a window of its own. */
  session(title: RegExp): Promise<Locator>
  /** Ends the engine and starts it again on the same data; machines go on running meanwhile. */
  restart(): Promise<void>
  /** The engine is killed where it stands, as by a power cut to it alone, and comes back on the same data; machines go on running meanwhile. */
  crash(): Promise<void>
  readonly data: string
}

type Desk = 'browser' | 'chromium-desk'

interface Engine {
  readonly process: ChildProcess
  readonly browser: Browser
  readonly page: Page
}

export const test = base.extend<{ app: App }>({
  app: async ({ launchOptions }, use, info) => {
    const desk: Desk = info.project.name.startsWith('chromium-desk') ? 'chromium-desk' : 'browser'
    const processes = started()
    const data = mkdtempSync(join(tmpdir(), 'sc-e2e-'))
    try {
      const display = desk === 'chromium-desk' ? await startScreen(processes) : null
      const begin = () => (display === null ? inBrowser(processes, data, launchOptions) : onDesk(processes, data, display))
      let engine = await begin()
      const app: App = {
        data,
        page: () => engine.page,
        session: (title) => (display === null ? tabOf(engine.page, title) : windowOf(engine.browser, title)),
        async restart() {
          await engine.browser.close()
          await stop(engine.process)
          engine = await begin()
        },
        async crash() {
          await kill(engine.process)
          await engine.browser.close()
          engine = await begin()
        },
      }
      try {
        await use(app)
        if (info.status !== info.expectedStatus)
          await info.attach('screen', { body: await engine.page.screenshot(), contentType: 'image/png' })
      } finally {
        await engine.browser.close()
        if (info.status !== info.expectedStatus) await takeDown(data)
      }
    } finally {
      // Also of an engine that did not come up.
      await processes.end()
      rmSync(data, { recursive: true, force: true })
    }
  },
})

/** A daemon without a desk, and an ordinary headless browser that opens the link it prints. */
async function inBrowser(processes: Started, data: string, launchOptions: Parameters<typeof chromium.launch>[0]): Promise<Engine> {
  const { process, link } = await daemon(processes, data, 'browser', {})
  const browser = await chromium.launch(launchOptions)
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
  const page = await context.newPage()
  await page.goto(link)
  await expect(page.getByRole('main')).toBeVisible()
  return { process, browser, page }
}

/** A daemon that opens its own app windows; the test looks over their shoulder through DevTools. */
async function onDesk(processes: Started, data: string, display: string): Promise<Engine> {
  const port = await freePort()
  const { process } = await daemon(processes, data, 'chromium', { DISPLAY: display, SERVICECOMPOSER_DEVTOOLS_PORT: String(port) })
  const browser = await attach(port)
  const [context] = browser.contexts()
  const page = context?.pages()[0] ?? (await context?.waitForEvent('page'))
  if (!page) throw new Error('the Chromium desk opened no window')
  await expect(page.getByRole('main')).toBeVisible()
  return { process, browser, page }
}

/** A story that broke off leaves no machine behind. */
async function takeDown(data: string): Promise<void> {
  const cli = (...args: string[]) => run(process.execPath, ['electron/cli.ts', '--data', data, ...args], { env: environment(data) })
  const { stdout } = await cli('list', '--json')
  for (const [id] of stdout.matchAll(/workspace:[\w.-]+/g)) await cli('stop', id)
}

/** Sockets of the machines and known host keys stay inside the test's own folder. */
const environment = (data: string): NodeJS.ProcessEnv => ({ ...process.env, HOME: data, SERVICECOMPOSER_SCRATCH: data })

async function daemon(
  processes: Started,
  data: string,
  desk: string,
  env: NodeJS.ProcessEnv,
): Promise<{ process: ChildProcess; link: string }> {
  const child = processes.run(process.execPath, ['electron/daemon.ts', '--data', data, '--desk', desk], { ...environment(data), ...env })
  const errors: Buffer[] = []
  child.stderr?.on('data', (chunk: Buffer) => errors.push(chunk))
  if (!child.stdout) throw new Error('the daemon has no output')
  const said = await firstLine(child.stdout, (line) => line.includes('http://')).catch((cause: unknown) => {
    throw new Error(`the daemon did not start: ${Buffer.concat(errors).toString()}`, { cause })
  })
  const link = /http:\/\/\S+/.exec(said)?.[0]
  if (!link) throw new Error(`no link in: ${said}`)
  return { process: child, link }
}

async function attach(port: number): Promise<Browser> {
  let browser: Browser | null = null
  await expect(async () => {
    browser = await chromium.connectOverCDP(`http://127.0.0.1:${port}`)
    expect(browser.contexts()[0]?.pages().length).toBeGreaterThan(0)
  }).toPass({ timeout: 30_000 })
  if (!browser) throw new Error('no DevTools')
  return browser
}

async function tabOf(page: Page, name: RegExp): Promise<Locator> {
  await page.getByRole('tab', { name }).click()
  return page.getByRole('tabpanel', { name })
}

async function windowOf(browser: Browser, name: RegExp): Promise<Locator> {
  const found = async (): Promise<Page | undefined> => {
    const pages = browser.contexts()[0]?.pages() ?? []
    const titles = await Promise.all(pages.map((page) => page.title()))
    return pages[titles.findIndex((title) => name.test(title))]
  }
  await expect.poll(async () => (await found())?.title() ?? 'no such window').toMatch(name)
  const page = await found()
  if (!page) throw new Error(`no window is called ${name}`)
  return page.locator('.session')
}
