import { once } from 'node:events'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Browser, Page } from 'playwright'
import { build } from 'vite'
import { serveFile } from '../../electron/bridge/site.ts'
import { layoutBoxes } from '../../shared/logic/boxes.ts'
import { projectRoot } from '../setup/paths.mjs'
import { openBrowser, pageScript, VIEWPORT } from './browser.ts'
import { daemonWith } from './daemon.ts'
import { canvasOf } from './documents.ts'
import { canvasIn, drag, findSpots, lifeSize, pan, settled } from './gestures.ts'
import { alternating, median } from './numbers.ts'
import { result, type Line, type Result } from './report.ts'

const NODES = 300
const ROUNDS = 4

/** How smoothly the Composer moves, beside React Flow with nothing around it: same nodes, edges, viewport, gestures and browser. */
export async function canvas(): Promise<Line> {
  const entries = canvasOf('canvas', NODES)
  const service = entries.find((entry) => entry.type === 'service')
  if (!service) throw new Error('the document has no service')
  const boxes = [...layoutBoxes(service).values()]
  const nodes = boxes.map(({ id, x, y, width, height }) => ({
    id,
    data: { label: id },
    position: { x, y },
    width,
    height,
    style: { width, height },
  }))
  const edges = service.components.flatMap(({ id, after }) =>
    after.map(({ component }) => ({ id: `${component}>${id}`, source: component, target: id })),
  )

  await using opened = new AsyncDisposableStack()
  const daemon = opened.use(await daemonWith(entries))
  const bare = opened.use(await bareCanvas())
  const browser = opened.adopt(await openBrowser(), (one) => one.close())
  const link = `${daemon.link}/composer/${encodeURIComponent(service.id)}`

  const results: Result[] = []
  for (const sight of ['all in sight', 'life size'] as const) {
    const ours: Opening = async (page) => {
      await settled(page, link)
      if (sight === 'life size') await lifeSize(page)
    }
    const look = await inPage(browser, null, ours, canvasIn)
    const spots = await inPage(browser, null, ours, (page) => findSpots(page, look.box))
    const gestures = async (page: Page) => ({ pan: await pan(page, spots.pane), drag: await drag(page, spots.node, spots.id) })
    const scene = { nodes, edges, viewport: look.viewport, box: look.box }
    const { a, b } = await alternating(
      ROUNDS,
      () => inPage(browser, null, ours, gestures),
      () => inPage(browser, scene, (page) => settled(page, bare.link), gestures),
    )
    for (const gesture of ['pan', 'drag'] as const) {
      const [mine, theirs] = [a.map((one) => one[gesture]), b.map((one) => one[gesture])]
      const ratios = mine.map((fps, round) => fps / (theirs[round] ?? Number.NaN))
      results.push(result(`${gesture}, ${sight}: ours ÷ bare`, 'x', ratios, '>= 0.8', median(mine) / median(theirs)))
      results.push(result('  ours', 'fps', mine), result('  bare', 'fps', theirs))
    }
  }
  return {
    line: 'canvas',
    title: `Frames a second on a canvas of ${NODES} nodes, beside a bare React Flow`,
    results,
    failed: null,
    note: 'drawn without a graphics processor; a ratio is that of the medians, its spread that of neighbouring rounds',
  }
}

type Opening = (page: Page) => Promise<unknown>

/** A fresh page, opened and used; the scene is there before its scripts run. */
async function inPage<T>(browser: Browser, scene: unknown, open: Opening, use: (page: Page) => Promise<T>): Promise<T> {
  const context = await browser.newContext({ viewport: VIEWPORT })
  try {
    const page = await context.newPage()
    await page.addInitScript({ path: pageScript('frames.js') })
    await page.addInitScript((given) => Object.assign(globalThis, { scene: given }), scene)
    await open(page)
    return await use(page)
  } finally {
    await context.close()
  }
}

/** The page of the bare canvas, built and served like our own. */
async function bareCanvas(): Promise<AsyncDisposable & { readonly link: string }> {
  const site = join(projectRoot, 'dist', 'bench', 'bare')
  const root = fileURLToPath(new URL('./page/bare/', import.meta.url))
  await build({ root, base: './', configFile: false, logLevel: 'error', build: { outDir: site, emptyOutDir: true, target: 'es2023' } })
  const server = createServer((request, response) => {
    serveFile(site, 0, request, response).catch((cause: unknown) => response.destroy(cause instanceof Error ? cause : undefined))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  return {
    link: `http://127.0.0.1:${port}/`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await once(server.close(), 'close')
    },
  }
}
