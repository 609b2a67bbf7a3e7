import type { Browser } from 'playwright'
import { z } from 'zod'
import { openBrowser, pageScript, VIEWPORT } from './browser.ts'
import { daemonWith } from './daemon.ts'
import { inventoryOf, trees } from './documents.ts'
import { alternating, median } from './numbers.ts'
import { result, type Line } from './report.ts'

declare global {
  /** Put into the page by `page/usable.js`. */
  var firstPaint: () => unknown
}

const Painted = z.object({ paint: z.number(), usable: z.number() })

/** The first paint of the Launchpad with 10,000 machines in the inventory, beside that with none. Nothing is in the browser's cache. */
export async function paint(rounds = 5): Promise<Line> {
  const home = trees('home', 6)
  await using opened = new AsyncDisposableStack()
  const few = opened.use(await daemonWith(home))
  const many = opened.use(await daemonWith([...home, ...inventoryOf(10_000)]))
  const browser = opened.adopt(await openBrowser(), (one) => one.close())
  // The first visit of each warms the files that the daemons read.
  await visit(browser, few.link)
  await visit(browser, many.link)
  const taken = await alternating(
    rounds,
    () => visit(browser, few.link),
    () => visit(browser, many.link),
  )
  const [without, having] = [taken.a, taken.b]
  const ratios = (key: 'paint' | 'usable') => having.map((one, round) => one[key] / (without[round]?.[key] ?? Number.NaN))
  const middle = (key: 'paint' | 'usable') => median(having.map((one) => one[key])) / median(without.map((one) => one[key]))
  return {
    line: 'paint',
    title: 'The Launchpad with 10,000 machines in the inventory, and with none',
    results: [
      result('first contentful paint: 10,000 ÷ none', 'x', ratios('paint'), '<= 2', middle('paint')),
      result('until it can be used: 10,000 ÷ none', 'x', ratios('usable'), '<= 2', middle('usable')),
      result(
        'first contentful paint, none',
        'ms',
        without.map((one) => one.paint),
      ),
      result(
        'first contentful paint, 10,000',
        'ms',
        having.map((one) => one.paint),
      ),
      result(
        'until it can be used, none',
        'ms',
        without.map((one) => one.usable),
      ),
      result(
        'until it can be used, 10,000',
        'ms',
        having.map((one) => one.usable),
      ),
    ],
    failed: null,
    note: 'both have one service-workspace of six machines; a ratio is that of the medians, its spread that of neighbouring rounds',
  }
}

async function visit(browser: Browser, link: string): Promise<z.infer<typeof Painted>> {
  const context = await browser.newContext({ viewport: VIEWPORT })
  try {
    const page = await context.newPage()
    await page.addInitScript({ path: pageScript('usable.js') })
    await page.goto(link)
    await page.waitForFunction(() => globalThis.firstPaint() !== null, null, { timeout: 60_000 })
    return Painted.parse(await page.evaluate(() => globalThis.firstPaint()))
  } finally {
    await context.close()
  }
}
