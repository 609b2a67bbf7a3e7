import { setTimeout } from 'node:timers/promises'
import type { Page } from 'playwright'
import { z } from 'zod'
import { dial } from '../../electron/bridge/socket-wire.ts'
import { connect } from '../../shared/contract/connect.ts'
import { WorkspaceId } from '../../shared/model/id.ts'
import { ProblemError } from '../../shared/model/problem.ts'
import { openBrowser, pageScript, VIEWPORT } from './browser.ts'
import { daemonWith } from './daemon.ts'
import { trees } from './documents.ts'
import { settled } from './gestures.ts'
import { result, type Result } from './report.ts'

/** Enough for some five seconds at the pace that the limits of a workspace give: more than a thousand changes a second. */
const COMPONENTS = 1_000
const BOOT_MS = 100
const WATCHED_MS = 3_000
/** A page that does not answer for so long draws no frames. */
const PATIENCE_MS = 60_000

/** How smoothly a page draws while the events of a large run come in: the Composer of that service, and the list of runs. */
export async function screen(): Promise<Result[]> {
  const results: Result[] = []
  for (const place of ['composer/service:screen', 'runs'] as const) {
    const { idle, busy, perSecond } = await watch(place)
    const where = place === 'runs' ? 'the runs' : 'the Composer'
    results.push(
      result(`frames a second in ${where} while a large run goes on`, 'fps', [busy], '>= 30'),
      result('  while nothing happens', 'fps', [idle]),
      result('  thousand events a second meanwhile', 'x', [perSecond / 1_000]),
    )
  }
  return results
}

async function watch(place: string): Promise<{ idle: number; busy: number; perSecond: number }> {
  await using opened = new AsyncDisposableStack()
  const daemon = opened.use(await daemonWith(trees('screen', COMPONENTS, { bootMs: BOOT_MS, stopMs: 1 }, 30)))
  const browser = opened.adopt(await openBrowser(), (one) => one.close())
  const page = await browser.newPage({ viewport: VIEWPORT })
  await page.addInitScript({ path: pageScript('frames.js') })
  if (place === 'runs') await page.goto(`${daemon.link}/${place}`)
  else await settled(page, `${daemon.link}/composer/${encodeURIComponent('service:screen')}`)
  const idle = await frames(page, 2_000)

  const { wire, hangUp } = await dial(daemon.owner)
  opened.defer(hangUp)
  let [told, began] = [0, 0]
  const { composer } = connect(wire, () => {
    told++
  })
  const wish = { workspace: WorkspaceId.parse('workspace:screen'), goal: 'up' as const, only: null }
  const { digest } = await composer['plan.make'](wish)
  const { run } = await composer['run.start']({ ...wish, digest })
  // The page takes in the whole plan first: that is one event.
  await page.waitForTimeout(500)
  ;[told, began] = [0, performance.now()]
  const busy = await frames(page, WATCHED_MS)
  const perSecond = (told * 1_000) / (performance.now() - began)
  // It may have ended before the page answered.
  await composer['run.cancel']({ run, how: 'hard' }).catch((cause: unknown) => {
    if (!(cause instanceof ProblemError) || cause.problem.code !== 'run.over') throw cause
  })
  return { idle, busy, perSecond }
}

async function frames(page: Page, ms: number): Promise<number> {
  const watching = async () => {
    await page.evaluate(() => globalThis.startFrames())
    await page.waitForTimeout(ms)
    return page.evaluate(() => globalThis.stopFrames())
  }
  const answered = await Promise.race([watching().catch(() => []), setTimeout(PATIENCE_MS, [], { ref: false })])
  const times = z.array(z.number()).parse(answered)
  const [first = 0, last = 0] = [times[0], times.at(-1)]
  return last > first ? ((times.length - 1) * 1_000) / (last - first) : 0
}
