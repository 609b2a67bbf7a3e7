import type { Locator, Page } from '@playwright/test'
import { importText } from '../acts.ts'
import { expect, test } from '../app.ts'

const drawn = JSON.stringify({
  format: 'servicecomposer',
  version: 1,
  machines: { map: { plugin: 'sim' }, shop: { plugin: 'sim' } },
  services: {
    stand: {
      name: 'Stand',
      components: {
        map: { sessions: { screen: { name: 'screen', plugin: 'vnc' } } },
        shop: { sessions: { terminal: { name: 'terminal', plugin: 'cli' } } },
      },
    },
  },
  workspaces: {
    stand: {
      name: 'Stand',
      services: ['stand'],
      layouts: [{ name: 'desk', screens: ['left 1920x1080+0+0', 'right 1280x1024+1920+0'] }],
    },
  },
})

const steps = [
  'Place map, screen',
  'Place shop, terminal',
  'Move shop, terminal',
  'Align 2 windows',
  'Two columns on left',
  'Place shop, terminal',
  'Move shop, terminal to another desktop',
]

test('windows are placed by hand, lined up, divided, written as text, moved to another desktop, and all of it is undone', async ({
  app,
}) => {
  await importText(app, drawn)
  const page = app.page()
  await page.getByRole('link', { name: 'Layout' }).click()
  const { window, text, loose, drag, screens } = layoutOf(page)
  await expect(loose('map, screen')).toBeVisible()

  await test.step('a window without a place is dragged near a corner, and lies in it', async () => {
    await drag(await middle(loose('map, screen')), await on('left', screens, { x: 0.27, y: 0.03 }))
    await expect(window('map, screen')).toHaveAccessibleName('map, screen: 1024 by 768 at 0, 0 on left')
    await expect(text).toHaveValue('1024x768+0+0:left')
  })

  await test.step('another one keeps a gap of 12 px beside it, and shows it while it is held', async () => {
    const from = await middle(loose('shop, terminal'))
    // Its middle 15 px beside the place it shall take: near enough.
    const to = await on('left', screens, { x: (1024 + 12 + 400 + 15) / 1920, y: 0.5 })
    await drag(from, to, async () => {
      await expect(page.locator('.gap')).toHaveText('12')
    })
    await expect(window('shop, terminal')).toHaveAccessibleName(/^shop, terminal: 800 by 520 at 1036, \d+ on left$/)
    await expect(page.getByRole('region', { name: 'Not placed yet' })).toContainText('Every window has its place.')
  })

  await test.step('arrows move it, and with the other one chosen too the keyboard lines both up', async () => {
    const before = await placeOf(window('shop, terminal'))
    await window('shop, terminal').focus()
    await page.keyboard.press('Shift+ArrowDown')
    await page.keyboard.press('ArrowDown')
    await expect.poll(() => placeOf(window('shop, terminal'))).toEqual({ x: before.x, y: before.y + 11 })
    await window('map, screen').click({ modifiers: ['Shift'] })
    await expect(page.getByRole('heading', { name: '2 windows chosen' })).toBeVisible()
    await page.keyboard.press('Alt+s')
    await expect.poll(() => placeOf(window('shop, terminal'))).toEqual({ x: before.x, y: Math.max(768, before.y + 11 + 520) - 520 })
  })

  await test.step('a template divides the screen among them', async () => {
    await page.getByRole('button', { name: 'Two columns' }).click()
    await expect(window('map, screen')).toHaveAccessibleName('map, screen: 954 by 1080 at 0, 0 on left')
    await expect(window('shop, terminal')).toHaveAccessibleName('shop, terminal: 954 by 1080 at 966, 0 on left')
  })

  await test.step('a text that is not understood is pointed at, and what is written right is drawn before it is saved', async () => {
    await window('shop, terminal').click()
    await text.fill('50%x5O%-0-0:right')
    await expect(page.getByRole('alert')).toContainText('At character 6, “O”')
    await text.fill('50%x50%-0-0:right')
    await expect(window('shop, terminal')).toHaveAccessibleName('shop, terminal: 640 by 512 at 640, 512 on right')
    await text.press('Enter')
    await expect(page.getByRole('textbox', { name: 'Right' })).toHaveValue('0')
  })

  await test.step('it moves to another desktop, where it is alone', async () => {
    await page.getByRole('button', { name: 'Show desktop 0' }).click()
    await expect(page.getByRole('tab', { name: '0 empty' })).toHaveAttribute('aria-selected', 'true')
    await page.getByRole('tab', { name: /^current/ }).click()
    await window('shop, terminal').focus()
    await page.keyboard.press('Shift+Digit0')
    await expect(window('shop, terminal')).toBeHidden()
    await page.getByRole('tab', { name: '0 1 window' }).click()
    await window('shop, terminal').click()
    await expect(text).toHaveValue('50%x50%-0-0:right:0')
  })

  await test.step('undone step by step, both are without a place again; redone, the first is back', async () => {
    for (const step of steps.toReversed()) {
      await expect(page.getByRole('button', { name: `Undo: ${step}`, exact: true })).toBeVisible()
      await page.keyboard.press('Control+z')
    }
    await expect(loose('map, screen')).toBeVisible()
    await expect(loose('shop, terminal')).toBeVisible()
    await page.getByRole('button', { name: /^Redo/ }).click()
    await page.getByRole('tab', { name: /^current/ }).click()
    await expect(window('map, screen')).toHaveAccessibleName('map, screen: 1024 by 768 at 0, 0 on left')
  })
})

interface Point {
  readonly x: number
  readonly y: number
}

/** The Layout place, as hands use it. */
function layoutOf(page: Page) {
  return {
    text: page.getByRole('textbox', { name: 'Place, as on the command line' }),
    screens: page.locator('.stage-screen'),
    window: (title: string) => page.getByRole('group', { name: 'Screens' }).getByRole('button', { name: new RegExp(`^${title}:`) }),
    loose: (title: string) => page.getByRole('button', { name: `Place ${title}`, exact: true }),
    /** Slowly enough that the lines are seen; `held` looks before it is let go. */
    async drag(from: Point, to: Point, held: () => Promise<void> = async () => {}) {
      await page.mouse.move(from.x, from.y)
      await page.mouse.down()
      await page.mouse.move(to.x, to.y, { steps: 8 })
      await held()
      await page.mouse.up()
    },
  }
}

async function middle(locator: Locator): Promise<Point> {
  const box = await locator.boundingBox()
  if (!box) throw new Error('it is not on the screen')
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 }
}

/** A place on a screen of the stage, by shares of it. */
async function on(name: 'left' | 'right', screens: Locator, share: Point): Promise<Point> {
  const box = await screens.filter({ hasText: name }).boundingBox()
  if (!box) throw new Error(`no screen is called ${name}`)
  return { x: box.x + box.width * share.x, y: box.y + box.height * share.y }
}

/** Where a window says it is on its screen, in px. */
async function placeOf(window: Locator): Promise<Point> {
  const [, x, y] = /at (-?\d+), (-?\d+) on/.exec((await window.getAttribute('aria-label')) ?? '') ?? []
  return { x: Number(x), y: Number(y) }
}
