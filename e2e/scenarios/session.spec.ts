import { readFile } from 'node:fs/promises'
import type { Locator } from '@playwright/test'
import { importText, startFromCard } from '../acts.ts'
import { twoShells } from '../stacks.ts'
import { expect, test } from '../app.ts'
import { firstLine, freePort, started } from '../desks.ts'

test('in a terminal people copy, paste, find, and change the size of its letters', async ({ app }) => {
  await importText(app, twoShells)
  await startFromCard(app, 'Bench')
  const first = await app.session(/here, first/)
  const page = first.page()
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  const rows = first.locator('.xterm-rows')
  const keyboard = first.locator('.xterm-helper-textarea')

  await test.step('what was said long ago is found, and Escape goes back to typing', async () => {
    await keyboard.focus()
    await page.keyboard.type('PS1="> "; seq 1000 1300\n')
    await expect(rows).toContainText('1300')
    await page.keyboard.press('Control+Shift+F')
    const field = first.getByRole('textbox', { name: 'Find in this terminal' })
    await field.fill('113')
    const found = first.getByRole('search').getByRole('status')
    await expect(found).toHaveText('11 of 11')
    await expect(rows).toContainText('1139')
    await page.keyboard.press('Enter')
    await expect(found).toHaveText('10 of 11')
    await page.keyboard.press('Shift+Enter')
    await expect(found).toHaveText('11 of 11')
    await field.fill('nowhere')
    await expect(found).toHaveText('not found')
    await page.keyboard.press('Escape')
    await expect(field).toBeHidden()
    await expect(keyboard).toBeFocused()
  })

  await test.step('letters grow and shrink, and the terminal counts its rows anew', async () => {
    const before = await heightOf(rows)
    await page.keyboard.press('Control+Shift+Equal')
    await page.keyboard.press('Control+Shift+Equal')
    await expect.poll(() => heightOf(rows)).toBeGreaterThan(before)
    await page.keyboard.press('Control+Shift+Digit0')
    await expect.poll(() => heightOf(rows)).toBe(before)
    await page.keyboard.press('Control+Shift+Minus')
    await expect.poll(() => heightOf(rows)).toBeLessThan(before)
  })

  await test.step('two lines are asked about before they run, and not when that was refused', async () => {
    await page.evaluate(() => navigator.clipboard.writeText('echo one-$((1 + 1))\necho three-$((2 + 2))\n'))
    const question = first.getByRole('alertdialog', { name: 'Paste 2 lines?' })
    await page.keyboard.press('Control+Shift+V')
    await expect(question).toContainText('echo three-')
    await page.keyboard.press('Escape')
    await expect(question).toBeHidden()
    await page.keyboard.type('clear\n')
    await page.keyboard.press('Control+Shift+V')
    await question.getByRole('button', { name: 'Paste 2 lines' }).click()
    await expect(rows).toContainText('one-2')
    await expect(rows).toContainText('three-4')
  })

  await test.step('what is chosen is copied', async () => {
    const line = await rows.locator('div', { hasText: 'three-4' }).boundingBox()
    if (!line) throw new Error('the line is not shown')
    await page.mouse.dblclick(line.x + 40, line.y + line.height / 2)
    await page.keyboard.press('Control+Shift+C')
    await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe('three-4')
  })
})

const screenAt = (port: number) =>
  JSON.stringify({
    format: 'servicecomposer',
    version: 1,
    machines: { here: { plugin: 'pm' } },
    services: {
      bench: {
        name: 'Bench',
        components: { here: { sessions: { desktop: { name: 'desktop', plugin: 'vnc', options: { host: '127.0.0.1', port } } } } },
      },
    },
    workspaces: { bench: { name: 'Bench', services: ['bench'] } },
  })

test('a screen is fitted, sent keys, shown as large as it is, made as large as its window, and saved as a picture', async ({ app }) => {
  const processes = started()
  try {
    const port = await freePort()
    // A display of its own number, apart from every desktop here.
    const display = `:${(port % 30_000) + 200}`
    const open = ['-rfbport', `${port}`, '-localhost', '-SecurityTypes', 'None', '-nolisten', 'tcp', '-geometry', '1600x1200']
    const server = processes.run('Xvnc', [display, ...open])
    if (!server.stderr) throw new Error('the VNC server has no output')
    await firstLine(server.stderr, (line) => line.includes('Listening for VNC'))
    const keyboard = processes.run('xev', ['-display', display, '-root', '-event', 'keyboard'])
    const heard: string[] = []
    keyboard.stdout?.on('data', (chunk: Buffer) => heard.push(chunk.toString()))
    await importText(app, screenAt(port))
    await startFromCard(app, 'Bench')
    const desktop = await app.session(/here, desktop/)
    const page = desktop.page()
    const canvas = desktop.locator('canvas')
    const choose = async (words: string) => {
      await desktop.getByRole('button', { name: 'More for this session' }).click()
      await desktop.getByRole('menuitemradio', { name: words }).click()
    }
    const window = async () => sizeOf(desktop.locator('.screen-place'))

    await test.step('fitted at first, with all of it to be seen', async () => {
      const { height } = await window()
      await expect.poll(async () => (await sizeOf(canvas)).height).toBe(height)
      await expect.poll(() => naturalSize(canvas)).toEqual({ width: 1600, height: 1200 })
    })

    await test.step('keys that the desktop here would take for itself are sent', async () => {
      await desktop.getByRole('button', { name: 'Send keys' }).click()
      await desktop.getByRole('menuitem', { name: 'Ctrl-Alt-Del' }).click()
      const keys = () =>
        [...heard.join('').matchAll(/(KeyPress|KeyRelease) event[\s\S]*?keysym 0x\w+, (\w+)/g)].map(([, how, key]) => `${how} ${key}`)
      await expect
        .poll(keys)
        .toEqual([
          'KeyPress Control_L',
          'KeyPress Alt_L',
          'KeyPress Delete',
          'KeyRelease Delete',
          'KeyRelease Alt_L',
          'KeyRelease Control_L',
        ])
    })

    await test.step('as large as it is, to be scrolled', async () => {
      await choose('As large as it is')
      await expect.poll(() => sizeOf(canvas)).toEqual({ width: 1600, height: 1200 })
    })

    await test.step('the far desktop as large as the window', async () => {
      await choose('Change its size to the window')
      await expect.poll(() => naturalSize(canvas)).toEqual(await window())
    })

    await test.step('a picture of it, in a file', async () => {
      const { width, height } = await naturalSize(canvas)
      const saving = page.waitForEvent('download')
      await desktop.getByRole('button', { name: 'More for this session' }).click()
      await desktop.getByRole('menuitem', { name: 'Save a picture' }).click()
      const saved = await saving
      expect(saved.suggestedFilename()).toMatch(/^here-desktop-\d{4}(-\d\d){5}\.png$/)
      const png = await readFile(await saved.path())
      expect({ width: png.readUInt32BE(16), height: png.readUInt32BE(20) }).toEqual({ width, height })
    })
  } finally {
    await processes.end()
  }
})

async function sizeOf(shown: Locator): Promise<{ width: number; height: number }> {
  const { width = 0, height = 0 } = (await shown.boundingBox()) ?? {}
  return { width: Math.round(width), height: Math.round(height) }
}

const naturalSize = (canvas: Locator) =>
  canvas.evaluate((drawn) => (drawn instanceof HTMLCanvasElement ? { width: drawn.width, height: drawn.height } : { width: 0, height: 0 }))

/** Of one row, in px. */
const heightOf = async (rows: Locator): Promise<number> => (await rows.locator('div').first().boundingBox())?.height ?? 0
