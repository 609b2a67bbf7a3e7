import { chromium, type BrowserContext, type CDPSession, type Page } from 'playwright'
import { z } from 'zod'
import { ProblemError } from '../../shared/model/problem.ts'
import type { Bounds, WindowState } from './bounds.ts'
import { QUIET } from './switches.ts'

export interface BrowserWish {
  readonly executable: string
  /** A folder that Chromium keeps for this app alone. */
  readonly profile: string
  /** A harmless page of our own, on which every window begins. */
  readonly blank: string
  /** Further switches, such as a DevTools port for tests. */
  readonly args: readonly string[]
}

/**
 * Starts Chromium with one app window that shows nothing yet. What it will show is not on the command line: that address
 * carries the token, and command lines are public. DevTools runs over a pipe, which nobody else can open.
 */
export async function startBrowser({ executable, profile, blank, args }: BrowserWish): Promise<BrowserContext> {
  try {
    return await chromium.launchPersistentContext(profile, {
      executablePath: executable,
      headless: false,
      viewport: null,
      chromiumSandbox: process.getuid?.() !== 0,
      ignoreDefaultArgs: ['--enable-automation'],
      handleSIGINT: false,
      handleSIGTERM: false,
      handleSIGHUP: false,
      args: [`--app=${blank}`, '--test-type', ...QUIET, ...args],
    })
  } catch (cause) {
    throw new ProblemError(
      {
        code: 'chromium.start',
        severity: 'error',
        title: 'Chromium did not start',
        message: `${executable} could not be started as the desk of the app.`,
        hint: 'Start with --desk browser and open the printed link, or name another Chromium in SERVICECOMPOSER_CHROMIUM.',
        detail: cause instanceof Error ? cause.message : String(cause),
      },
      { cause },
    )
  }
}

/** An empty window, opened from a window that is there. Only a page of our own origin gets a window without tabs and address. */
export async function popUp(from: Page, blank: string): Promise<Page> {
  const opened = from.context().waitForEvent('page')
  await from.evaluate(`void window.open(${JSON.stringify(blank)}, '_blank', 'popup,width=640,height=480')`)
  return opened
}

/** The size of the screen as the page sees it, in logical px. */
export async function screenOf(page: Page): Promise<{ width: number; height: number }> {
  return Size.parse(await page.evaluate('({ width: screen.width, height: screen.height })'))
}
const Size = z.object({ width: z.int().positive(), height: z.int().positive() })

/** Where a window is now, in coordinates of the whole desktop. */
export async function whereIs(page: Page): Promise<{ bounds: Bounds; state: WindowState }> {
  return withDevTools(page, async (devTools) => {
    const { bounds } = await devTools.send('Browser.getWindowForTarget')
    const { left = 0, top = 0, width = 0, height = 0, windowState = 'normal' } = bounds
    return { bounds: { left, top, width, height }, state: windowState }
  })
}

/** Puts a window to its place: first normal, then the bounds, then the state, because Chromium refuses both at once. */
export async function putTo(page: Page, bounds: Bounds, state: WindowState): Promise<void> {
  await withDevTools(page, async (devTools) => {
    const { windowId, bounds: now } = await devTools.send('Browser.getWindowForTarget')
    if (now.windowState !== 'normal') await devTools.send('Browser.setWindowBounds', { windowId, bounds: { windowState: 'normal' } })
    await devTools.send('Browser.setWindowBounds', { windowId, bounds: { ...bounds } })
    if (state !== 'normal') await devTools.send('Browser.setWindowBounds', { windowId, bounds: { windowState: state } })
  })
}

async function withDevTools<T>(page: Page, use: (devTools: CDPSession) => Promise<T>): Promise<T> {
  const devTools = await page.context().newCDPSession(page)
  try {
    return await use(devTools)
  } finally {
    await devTools.detach()
  }
}
