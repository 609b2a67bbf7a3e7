import type { BrowserContext, Page } from 'playwright'
import type { Placement, Screen } from '../../shared/model/layout.ts'
import type { Desk, WindowKey, WindowWish } from '../app/desk.ts'
import { devToolsBounds, firstPlace } from './bounds.ts'
import { popUp, putTo, screenOf, startBrowser, whereIs, type BrowserWish } from './browser.ts'

export interface ChromiumDesk extends Desk {
  /** Where a window is, in logical px of the whole desktop; null when it is not open. */
  where(key: WindowKey): Promise<{ left: number; top: number; width: number; height: number } | null>
}

export interface ChromiumParts extends Omit<BrowserWish, 'blank'> {
  /** The address that shows a window's page. */
  url(key: WindowKey): string
}

/** The desk of Chromium app windows: where no Electron runtime can be had. It has windows and screens, but no tray. */
export function chromiumDesk(parts: ChromiumParts): ChromiumDesk {
  const pages = new Map<WindowKey, Page>()
  const listeners: ((key: WindowKey, state: 'open' | 'closed') => void)[] = []
  let browser: Promise<BrowserContext> | null = null
  let ended = false
  const tell = (key: WindowKey, state: 'open' | 'closed') => listeners.forEach((listen) => listen(key, state))

  const blank = (key: WindowKey) => new URL('/mark.svg', parts.url(key)).href
  const adopt = async (key: WindowKey, page: Page) => {
    pages.set(key, page)
    page.once('close', () => {
      if (pages.get(key) !== page) return
      pages.delete(key)
      tell(key, 'closed')
    })
    await page.goto(parts.url(key))
    tell(key, 'open')
    return page
  }
  /** With its last window a browser ends by itself, perhaps in this very moment: then there is nothing left to close. */
  const closeBrowser = async () => {
    const context = await browser?.catch(() => null)
    await context?.close().catch((cause: unknown) => {
      if (!(cause instanceof Error && /has been closed/.test(cause.message))) throw cause
    })
  }
  /** The first window of a browser comes with it; each further one is opened from a window that is there. */
  const show = async (key: WindowKey): Promise<Page> => {
    const from = pages.values().next().value
    if (from) return adopt(key, await popUp(from, blank(key)))
    await closeBrowser()
    browser = startBrowser({ ...parts, blank: blank(key) })
    const context = await browser
    return adopt(key, context.pages()[0] ?? (await context.waitForEvent('page')))
  }
  /** One after the other: two first windows at once would start two browsers on one profile. */
  let turn: Promise<unknown> = Promise.resolve()
  const inTurn = <T>(act: () => Promise<T>): Promise<T> => {
    const mine = turn.then(act, act)
    turn = mine.catch(() => {})
    return mine
  }
  const screens = async (): Promise<readonly Screen[]> => {
    const page = pages.values().next().value
    if (!page) return []
    return [{ name: 'screen', x: 0, y: 0, ...(await screenOf(page)) }]
  }
  const where: ChromiumDesk['where'] = async (key) => {
    const page = pages.get(key)
    return page ? (await whereIs(page)).bounds : null
  }
  const place = async (key: WindowKey, placement: Placement) => {
    const page = pages.get(key)
    if (!page) return
    const { bounds, state } = devToolsBounds(placement, await screens())
    await putTo(page, bounds, state)
  }

  return {
    kind: 'chromium',
    open: ({ key, placement }: WindowWish) =>
      inTurn(async () => {
        const there = pages.get(key)
        if (there) await there.bringToFront()
        else await show(key)
        const chosen = placement ?? (there ? null : firstPlace(key, pages.size, await screens()))
        if (chosen) await place(key, chosen)
      }),
    close: (key) => inTurn(async () => void (await pages.get(key)?.close())),
    windows: () => [...pages.keys()],
    place: (key, placement) => inTurn(() => place(key, placement)),
    screens: () => inTurn(screens),
    onChange: (listen) => void listeners.push(listen),
    tray: () => {},
    ask: async () => null,
    async bounds(key) {
      const at = await where(key)
      return at && { x: at.left, y: at.top, width: at.width, height: at.height }
    },
    where,
    async end() {
      if (ended) return
      ended = true
      await turn
      await closeBrowser()
    },
  }
}
