import { expect, test } from '../app.ts'
import { makeExample } from '../example.ts'
import { importText, startFromCard, stopFromCard } from '../acts.ts'

test('the example comes up on real machines, is used through both sessions, and goes down', async ({ app, request }) => {
  test.setTimeout(300_000)
  const example = await makeExample()
  await importText(app, example.text)
  await startFromCard(app, 'Circus Exploration')

  const page = await (await request.get(example.page)).text()
  expect(page).toContain('Circuses near Vienna')
  expect(page).toContain('The Blue Tent')

  const terminal = await app.session('session:navigator.terminal')
  await terminal.locator('.xterm-helper-textarea').focus()
  await terminal.page().keyboard.type('echo "I am $(hostname)"\n')
  await expect(terminal.locator('.xterm-rows')).toContainText('I am navigator')

  const console = await app.session('session:gis.console')
  await expect.poll(() => colours(console.locator('canvas').first()), { timeout: 30_000 }).toBeGreaterThan(1)

  await stopFromCard(app, 'Circus Exploration')
  await expect(request.get(example.page, { timeout: 2_000 })).rejects.toThrow()
})

/** How many colours a canvas shows: a screen that shows nothing has one. */
const colours = (canvas: import('@playwright/test').Locator): Promise<number> =>
  canvas.evaluate((element) => {
    if (!(element instanceof HTMLCanvasElement) || element.width === 0) return 0
    const { data } = element.getContext('2d')?.getImageData(0, 0, element.width, element.height) ?? { data: [] }
    const seen = new Set<string>()
    for (let i = 0; i < data.length; i += 4) seen.add(`${data[i]} ${data[i + 1]} ${data[i + 2]}`)
    return seen.size
  })
