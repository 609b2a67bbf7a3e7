import { importText, startFromCard } from '../acts.ts'
import { expect, test } from '../app.ts'
import { twoShells } from '../stacks.ts'

test('two terminals of one page are typed into at once while a banner says so, and one click ends it', async ({ app }) => {
  await importText(app, twoShells)
  await startFromCard(app, 'Bench')
  const first = await app.session(/here, first/)
  const page = first.page()
  const rows = first.locator('.xterm-rows')
  const keyboard = first.locator('.xterm-helper-textarea')
  await keyboard.focus()
  await page.keyboard.type('PS1="> "; clear\n')

  await first.getByRole('button', { name: 'More for this session' }).click()
  await first.getByRole('menuitem', { name: 'Type into all 2 terminals here' }).click()
  const banner = first.getByRole('alert')
  await expect(banner).toContainText('What you type goes to 2 terminals')
  await expect(keyboard).toBeFocused()
  await page.keyboard.type('echo both-$((3 + 3))\n')
  await expect(rows).toContainText('both-6')
  await banner.getByRole('button').click()
  await expect(banner).toBeHidden()
  await keyboard.focus()
  await page.keyboard.type('echo alone-$((4 + 4))\n')
  await expect(rows).toContainText('alone-8')
  const second = (await app.session(/here, second/)).locator('.xterm-rows')
  await expect(second).toContainText('both-6')
  await expect(second).not.toContainText('alone-8')
})
