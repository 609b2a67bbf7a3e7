import type { Page } from 'playwright'
import { z } from 'zod'

declare global {
  /** Put into the page by `page/frames.js`. */
  var startFrames: () => void
  var stopFrames: () => unknown
  var underPoints: (points: readonly (readonly [number, number])[]) => unknown
  var nodeNow: (id: string) => unknown
  var nodesDrawn: () => number
  var canvasNow: () => unknown
}

type Point = readonly [number, number]
const Look = z.object({
  box: z.object({ x: z.number(), y: z.number(), width: z.number(), height: z.number() }),
  viewport: z.object({ x: z.number(), y: z.number(), zoom: z.number() }),
})
type Look = z.infer<typeof Look>

const GESTURE_MS = 1_500
/** The pointer goes round in circles, so that it can go on for as long as it likes. In px. */
const RADIUS = 110

/** Opens a page and waits until its canvas stands still. */
export async function settled(page: Page, link: string): Promise<void> {
  await page.goto(link)
  await page.waitForFunction(() => globalThis.nodesDrawn() > 0, null, { timeout: 60_000 })
  await still(page)
}

async function still(page: Page): Promise<void> {
  let [before, now] = ['', 'null']
  for (let waited = 0; now === 'null' || now !== before; waited += 300) {
    if (waited > 30_000) throw new Error('the canvas does not come to rest')
    before = now
    await page.waitForTimeout(300)
    now = JSON.stringify(await page.evaluate(() => globalThis.canvasNow()))
  }
}

/** Where the canvas of a page is, and what it shows. */
export const canvasIn = async (page: Page): Promise<Look> => Look.parse(await page.evaluate(() => globalThis.canvasNow()))

/** Shows the canvas of the Composer as large as its measures say, with the key for that. */
export async function lifeSize(page: Page): Promise<void> {
  // A page that has only just been drawn may still fit its canvas after the key was heard.
  for (let tries = 1; Math.abs((await canvasIn(page)).viewport.zoom - 1) > 0.01; tries++) {
    if (tries > 5) throw new Error('the canvas does not come to its natural size')
    await page.keyboard.press('0')
    await still(page)
  }
}

/** A point of the empty pane and a node to drag, both as near to the middle as there are. */
export async function findSpots(page: Page, box: Look['box']): Promise<{ pane: Point; node: Point; id: string }> {
  const [middle, points]: [Point, Point[]] = [[box.x + box.width / 2, box.y + box.height / 2], []]
  for (let x = -RADIUS; x <= RADIUS; x += 6) for (let y = -RADIUS; y <= RADIUS; y += 6) points.push([middle[0] + x, middle[1] + y])
  points.sort((a, b) => Math.hypot(a[0] - middle[0], a[1] - middle[1]) - Math.hypot(b[0] - middle[0], b[1] - middle[1]))
  const found = z.array(z.string().nullable()).parse(await page.evaluate((all) => globalThis.underPoints(all), points))
  const [pane, node] = [found.indexOf('pane'), found.findIndex((one) => one !== null && one !== 'pane')]
  const [panePoint, nodePoint, id] = [points[pane], points[node], found[node]]
  if (!panePoint || !nodePoint || !id) throw new Error('there is no empty pane, or no node, in the middle of the canvas')
  return { pane: panePoint, node: nodePoint, id }
}

/** Frames a second while the canvas is moved. Rejects when it did not move. */
export const pan = (page: Page, from: Point): Promise<number> => framesDuring(page, from, () => page.evaluate(() => globalThis.canvasNow()))

/** Frames a second while a node is moved, which is given back with Esc. Rejects when it did not move. */
export const drag = (page: Page, from: Point, id: string): Promise<number> =>
  framesDuring(page, from, () => page.evaluate((one) => globalThis.nodeNow(one), id))

async function framesDuring(page: Page, [x, y]: Point, where: () => Promise<unknown>): Promise<number> {
  const before = await where()
  await page.mouse.move(x, y)
  await page.mouse.down()
  await page.evaluate(() => globalThis.startFrames())
  const began = performance.now()
  for (let passed = 0; passed < GESTURE_MS; passed = performance.now() - began) {
    const turn = (passed / 1_000) * 2 * Math.PI
    await page.mouse.move(x + RADIUS * (1 - Math.cos(turn)), y + RADIUS * Math.sin(turn))
  }
  const times = z.array(z.number()).parse(await page.evaluate(() => globalThis.stopFrames()))
  const after = await where()
  await page.keyboard.press('Escape')
  await page.mouse.move(x, y)
  await page.mouse.up()
  if (JSON.stringify(before) === JSON.stringify(after)) throw new Error('nothing moved under the pointer')
  const [first = 0, last = 0] = [times[0], times.at(-1)]
  return ((times.length - 1) / (last - first)) * 1_000
}
