import type { Locator, Page } from '@playwright/test'
import { importText, openComposer, toolbar } from '../acts.ts'
import { expect, test } from '../app.ts'
import { canvasOf } from '../canvas.ts'
import { stackText } from '../stacks.ts'

const text = stackText(
  {
    office: { gate: { options: { memoryMib: 512 } }, files: { on: 'gate', options: { bootMs: 1_500, memoryMib: 64 } } },
    lab: {
      host: { options: { memoryMib: 8_192 } },
      xen: { on: 'host', options: { memoryMib: 4_096 } },
      db: { on: 'xen', options: { bootMs: 20_000, memoryMib: 1_024 } },
      web: { on: 'xen', after: ['db'], options: { memoryMib: 512 } },
      spare: { on: 'host' },
      common: { like: 'office' },
    },
  },
  { lab: ['lab'], night: ['office'] },
)

/** Presses Tab until the keyboard is at it, as somebody does who has no mouse. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  await expect(target).toBeVisible()
  for (let stops = 0; stops < 150; stops++) {
    await page.keyboard.press('Tab')
    if (await target.evaluate((element) => element === document.activeElement)) return
  }
  throw new Error('Tab never comes to it')
}

async function press(page: Page, ...keys: string[]): Promise<void> {
  for (const key of keys) await page.keyboard.press(key)
}

test('one stack is walked, changed and watched as boxes, as a tree and as layers, by keyboard alone', async ({ app }) => {
  test.setTimeout(300_000)
  await importText(app, text)
  const page = app.page()
  await openComposer(app, 'lab')
  const boxes = page.getByRole('application', { name: 'Canvas of lab' })
  const brick = (name: string) => boxes.getByRole('group', { name: new RegExp(`^${name},`) })
  const { inspector } = canvasOf(page)
  const tree = page.getByRole('treegrid', { name: 'Tree of lab' })
  const row = (name: string) => tree.locator('[role=row]').filter({ has: page.getByRole('rowheader', { name: new RegExp(`^${name}\\b`) }) })
  const layers = page.getByRole('application', { name: 'Layers of lab' })
  const slab = (name: string) => layers.getByRole('group', { name: new RegExp(`^${name},`) })
  const view = page.getByRole('group', { name: 'View' })

  await test.step('boxes: down into a box, along its neighbours, out of it again, and into what is taken in by reference', async () => {
    await expect(brick('host')).toBeVisible()
    await tabTo(page, brick('host'))
    await press(page, 'ArrowDown')
    await expect(brick('xen')).toBeFocused()
    await press(page, 'ArrowDown', 'ArrowRight')
    await expect(brick('web')).toBeFocused()
    await press(page, 'ArrowUp', 'ArrowUp', 'ArrowRight')
    await expect(brick('common')).toBeFocused()
    await press(page, 'ArrowDown')
    await expect(brick('gate')).toBeFocused()
    await expect(brick('gate')).toHaveAccessibleName(/of office, also in night/)
    await press(page, 'Space')
    await expect(inspector.getByRole('button', { name: 'Open office' })).toBeVisible()
  })

  await test.step('the tree begins where the keyboard was, and folds and unfolds', async () => {
    await press(page, 'Alt+2')
    await expect(view.getByRole('radio', { name: 'Tree' })).toBeChecked()
    await expect(row('gate')).toHaveAttribute('tabindex', '0')
    await expect(row('gate')).toHaveAttribute('aria-level', '3')
    await expect(row('gate')).toHaveAttribute('aria-selected', 'true')
    await tabTo(page, row('gate'))
    await press(page, 'Home', 'ArrowDown')
    await expect(row('host')).toBeFocused()
    await press(page, 'ArrowLeft')
    await expect(row('host')).toHaveAttribute('aria-expanded', 'false')
    await expect(row('xen')).toBeHidden()
    await press(page, 'ArrowRight', 'ArrowRight', 'ArrowRight')
    await expect(row('db')).toBeFocused()
  })

  await test.step('in the tree a part is renamed, carried elsewhere, ordered, chosen with others, and all is undone', async () => {
    await press(page, 'F2')
    await page.keyboard.type('base')
    await press(page, 'Enter')
    await expect(row('base')).toBeFocused()
    await press(page, 'Alt+ArrowUp')
    await expect(page.getByRole('combobox', { name: 'Carry base on' })).toBeFocused()
    await page.keyboard.type('spare')
    await press(page, 'Enter')
    await expect(row('spare')).toHaveAttribute('aria-expanded', 'true')
    await expect(row('base')).toBeFocused()
    await press(page, 'Shift+D')
    await page.keyboard.type('common')
    await press(page, 'Enter')
    await expect(row('base')).toContainText('common')
    await press(page, 'Shift+ArrowUp')
    await expect(page.getByRole('heading', { name: '2 parts chosen' })).toBeVisible()
    await press(page, 'Control+z', 'Control+z', 'Control+z')
    await expect(row('db')).toHaveAttribute('aria-level', '4')
  })

  await test.step('a word finds a part wherever it is folded away, and in every view', async () => {
    await press(page, 'Control+f')
    await page.keyboard.type('files')
    await press(page, 'Enter', 'Escape')
    await expect(row('files')).toHaveAttribute('aria-selected', 'true')
    await expect(row('files')).toBeFocused()
  })

  await test.step('it is started, and every view tells how it goes', async () => {
    await tabTo(page, page.getByRole('button', { name: /^Start 7 steps/ }))
    await press(page, 'Enter')
    await expect(row('host')).toContainText('ready')
    await expect(row('web')).toContainText('waits for db ready')
    await expect(row('db')).toContainText('starting')
    await press(page, 'Alt+3')
    await expect(slab('db')).toHaveAccessibleName(/starting/)
    await expect(slab('web')).toContainText('waiting')
    await press(page, 'Alt+1')
    await expect(brick('db')).toHaveAccessibleName(/starting/)
    await expect(toolbar(app)).toContainText('Ready', { timeout: 60_000 })
    await expect(brick('common')).toHaveAccessibleName(/ready/)
  })

  await test.step('layers: up onto what stands on it, along its neighbours, down to what carries it', async () => {
    await press(page, 'Alt+3')
    for (const name of ['host', 'xen', 'db', 'web', 'common', 'gate', 'files']) await expect(slab(name)).toHaveAccessibleName(/, ready/)
    await tabTo(page, slab('files'))
    await press(page, 'ArrowDown', 'ArrowDown')
    await expect(slab('common')).toBeFocused()
    await press(page, 'Home', 'ArrowUp', 'ArrowUp', 'ArrowRight')
    await expect(slab('web')).toBeFocused()
    await expect(inspector.getByRole('heading', { name: 'web' })).toBeVisible()
    const box = async (name: string) => (await slab(name).boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 }
    const [xen, db, web] = [await box('xen'), await box('db'), await box('web')]
    expect(web.y + web.height).toBeLessThan(xen.y)
    expect(Math.round(web.x + web.width - db.x)).toBe(Math.round(xen.width))
  })

  await test.step('the timeline says what a step waited for, and leads to it', async () => {
    const steps = page.getByRole('group', { name: 'Steps over time' })
    const step = (name: string) => steps.getByRole('button', { name: new RegExp(`start ${name},`) })
    await tabTo(page, steps.locator('button[tabindex="0"]'))
    await press(page, 'End')
    await press(page, 'Home')
    await expect(step('host')).toBeFocused()
    await press(page, 'ArrowRight')
    await step('web').focus()
    await expect(step('web')).toHaveAccessibleName(/Waited for db ready \(at .*On the critical path/)
    await press(page, 'ArrowLeft')
    await expect(step('db')).toBeFocused()
  })

  await test.step('the view of a service is remembered', async () => {
    await page.reload()
    await expect(slab('host')).toBeVisible()
  })
})
