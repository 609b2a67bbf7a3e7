import { expect, test } from '../app.ts'
import { makeExample } from '../example.ts'
import { colours } from '../picture.ts'
import { importText, startFromCard, stopFromCard } from '../acts.ts'

test('the example comes up on real machines, is used through both sessions, and goes down', async ({ app, request }) => {
  test.setTimeout(300_000)
  const example = await makeExample()
  await importText(app, example.text)
  await startFromCard(app, 'Circus Exploration')

  const page = await (await request.get(example.page)).text()
  expect(page).toContain('Circuses near Vienna')
  expect(page).toContain('The Blue Tent')

  const terminal = await app.session(/navigator, terminal/)
  await terminal.locator('.xterm-helper-textarea').focus()
  await terminal.page().keyboard.type('echo "I am $(hostname)"\n')
  await expect(terminal.locator('.xterm-rows')).toContainText('I am navigator')

  const console = await app.session(/gis, VNC console/)
  await expect.poll(() => colours(console.locator('canvas').first()), { timeout: 30_000 }).toBeGreaterThan(1)

  await stopFromCard(app, 'Circus Exploration')
  await expect(request.get(example.page, { timeout: 2_000 })).rejects.toThrow()
})
