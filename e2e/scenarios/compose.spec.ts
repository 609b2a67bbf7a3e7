import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { toolbar } from '../acts.ts'
import { expect, test, type App } from '../app.ts'
import { canvasOf } from '../canvas.ts'
import { colours } from '../picture.ts'
import { freePort } from '../desks.ts'
import { makeExample } from '../example.ts'

test('a service drawn from nothing starts, shows both its sessions, stops, is undone, and is found again', async ({ app }) => {
  test.setTimeout(300_000)
  const { folder } = await makeExample()
  const page = app.page()
  await page.getByRole('button', { name: 'Open Composer' }).click()
  const canvas = canvasOf(page)

  await test.step('a real machine is composed with forms: kernel, port, login, probe, sessions', async () => {
    await canvas.add('QEMU', 'box')
    await canvas.fill('Memory', '128')
    await canvas.fill('Kernel', join(folder, 'vmlinuz'))
    await canvas.fill('Initial RAM disk', join(folder, 'initrd.img'))
    await canvas.fill('Kernel command line', 'console=ttyS0 console=tty0 quiet panic=-1')
    await canvas.inspector.getByRole('button', { name: 'Add to Forwards' }).click()
    await canvas.fill('Port outside', String(await freePort()))
    await canvas.fill('Port inside', '22')
    await canvas.fill('User', 'root')
    await canvas.fill('Keys', join(folder, 'keys', 'id_ed25519'))
    await canvas.addProbe('SSH banner')
    await canvas.addSession('Terminal')
    await canvas.addSession('VNC screen')
    await expect(canvas.brick('box')).toContainText('ready when SSH banner answers')
  })

  await test.step('two simulated ones beside it: one inside the other, and both after the real one', async () => {
    await canvas.add('Simulated', 'host')
    await canvas.add('Simulated', 'guest')
    await canvas.dropInto('guest', 'host')
    await expect(canvas.inspector.getByRole('combobox', { name: 'Runs on' })).toHaveValue('host')
    await canvas.drawEdge('box', 'host')
    await expect(page.getByRole('button', { name: 'host waits for box ready. Change the gate' })).toBeVisible()
  })

  await test.step('the plan is shown, and one button starts it', async () => {
    const rows = page.getByRole('tabpanel').getByRole('row')
    await expect(rows.filter({ hasText: 'start guest' })).toContainText('after host ready')
    await expect(rows.filter({ hasText: 'start host' })).toContainText('after box ready')
    await page.getByRole('button', { name: /^Start 5 steps/ }).click()
    await trustHostKey(app)
    await expect(toolbar(app)).toContainText('Ready, 3 of 3 ready', { timeout: 180_000 })
  })

  await test.step('both sessions show the machine', async () => {
    const terminal = await app.session(/box, terminal/i)
    await terminal.locator('.xterm-helper-textarea').focus()
    await terminal.page().keyboard.type('echo "$((6 * 7)) and $(uname)"\n')
    await expect(terminal.locator('.xterm-rows')).toContainText('42 and Linux')
    const screen = await app.session(/box, VNC/i)
    await expect.poll(() => colours(screen.locator('canvas').first()), { timeout: 60_000 }).toBeGreaterThan(1)
  })

  await test.step('stopping takes it down, top first', async () => {
    await toolbar(app).getByRole('button', { name: 'Stop' }).click()
    await page.getByRole('button', { name: /^Stop \d+ steps/ }).click()
    await expect(toolbar(app)).toContainText('Off, 0 of 3 ready', { timeout: 90_000 })
  })

  await test.step('undo takes the edge back, and redo gives it again', async () => {
    const edge = page.getByRole('button', { name: /^host waits for box ready/ })
    await page
      .getByRole('application')
      .first()
      .click({ position: { x: 20, y: 20 } })
    await page.keyboard.press('Control+z')
    await expect(edge).toBeHidden()
    await page.keyboard.press('Control+Shift+z')
    await expect(edge).toBeVisible()
  })

  await test.step('after a restart of the engine everything is there', async () => {
    const address = new URL(page.url()).hash
    await app.restart()
    await app.page().evaluate((hash) => {
      location.hash = hash
    }, address)
    const again = canvasOf(app.page())
    await expect(again.brick('box')).toContainText('ready when SSH banner answers')
    await expect(app.page().getByRole('button', { name: /^host waits for box ready/ })).toBeVisible()
    await again.brick('guest').click()
    await expect(again.inspector.getByRole('combobox', { name: 'Runs on' })).toHaveValue('host')
  })
})

/** The key of a machine nobody has met is asked about once, with its fingerprint, and remembered. */
async function trustHostKey(app: App): Promise<void> {
  const question = app.page().getByRole('dialog').filter({ hasText: 'SHA256:' })
  await question.getByRole('button', { name: /Trust/ }).click({ timeout: 120_000 })
  await expect(question).toBeHidden()
  expect(readFileSync(join(app.data, '.ssh', 'known_hosts'), 'utf8')).toContain('ssh-ed25519')
}
