import { expect, type Locator, type Page } from '@playwright/test'

/** The canvas of the Composer, as hands use it. */
export interface Canvas {
  readonly inspector: Locator
  /** Adds a brick of that machine kind from the palette, with the keyboard, and names it. */
  add(kind: string, name: string): Promise<Locator>
  brick(name: string): Locator
  /** Fills a field of the chosen brick and leaves it, as people do with Tab. */
  fill(label: string, text: string): Promise<void>
  addProbe(kind: string): Promise<void>
  addSession(kind: string): Promise<void>
  /** Drags a brick into another one, so that it runs on it. */
  dropInto(name: string, carrier: string): Promise<void>
  /** Draws an edge, so that `later` waits for `earlier`. */
  drawEdge(earlier: string, later: string): Promise<void>
}

export function canvasOf(page: Page): Canvas {
  const inspector = page.getByRole('complementary', { name: 'Inspector' })
  const brick = (name: string) => page.getByRole('application').getByRole('group', { name: new RegExp(`^${name},`) })
  const field = (label: string) => inspector.getByRole('textbox', { name: label, exact: true })
  const fill = async (label: string, text: string) => {
    await field(label).fill(text)
    await field(label).press('Tab')
  }
  const choose = async (button: string, item: string) => {
    await inspector.getByRole('button', { name: button }).click()
    await page.getByRole('menuitem', { name: item, exact: true }).click()
  }
  return {
    inspector,
    brick,
    fill,
    async add(kind, name) {
      const button = page.getByRole('region', { name: 'Machine kinds' }).getByRole('button', { name: kind })
      await button.focus()
      await page.keyboard.press('Enter')
      await fill('Name', name)
      await expect(brick(name)).toBeVisible()
      return brick(name)
    },
    addProbe: (kind) => choose('Add a probe', kind),
    addSession: (kind) => choose('Add a session', kind),
    async dropInto(name, carrier) {
      const [from, to] = await Promise.all([middle(brick(name)), middle(brick(carrier))])
      await drag(page, from, to)
    },
    async drawEdge(earlier, later) {
      const from = brick(earlier).locator('.react-flow__handle.source').first()
      const to = brick(later).locator('.react-flow__handle.target').first()
      await drag(page, await middle(from), await middle(to))
    },
  }
}

interface Point {
  readonly x: number
  readonly y: number
}

async function middle(locator: Locator): Promise<Point> {
  const box = await locator.boundingBox()
  if (!box) throw new Error('it is not on the screen')
  return { x: box.x + box.width / 2, y: box.y + Math.min(box.height / 2, 24) }
}

/** Slowly enough that the canvas sees where the pointer is over. */
async function drag(page: Page, from: Point, to: Point): Promise<void> {
  await page.mouse.move(from.x, from.y)
  await page.mouse.down()
  await page.mouse.move((from.x + to.x) / 2, (from.y + to.y) / 2, { steps: 8 })
  await page.mouse.move(to.x, to.y, { steps: 8 })
  await page.mouse.up()
}
