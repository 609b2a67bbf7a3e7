import { expect, type App } from './app.ts'

/** Takes a document in through the Launchpad, as a person does who chooses a file. */
export async function importText(app: App, text: string): Promise<void> {
  const page = app.page()
  const chooser = page.waitForEvent('filechooser')
  await page.getByRole('main').getByRole('button', { name: 'Import' }).first().click()
  await (await chooser).setFiles({ name: 'workspace.yaml', mimeType: 'application/yaml', buffer: Buffer.from(text) })
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /^(Import|Take in)/ })
    .click()
  await expect(page.getByRole('dialog')).toBeHidden()
}

const card = (app: App, name: string) => app.page().getByRole('article', { name })

/** Starts a workspace from its card: the plan unfolds, Enter agrees, and it ends ready. */
export async function startFromCard(app: App, name: string): Promise<void> {
  await card(app, name).getByRole('button', { name: 'Start', exact: true }).click()
  await card(app, name)
    .getByRole('button', { name: /^Start \d+ steps?/ })
    .click()
  await expect(card(app, name).getByRole('status')).toContainText('Ready', { timeout: 180_000 })
}

/** Stops a workspace from its card, and waits until everything of it is off. */
export async function stopFromCard(app: App, name: string): Promise<void> {
  await card(app, name).getByRole('button', { name: 'Stop', exact: true }).click()
  await card(app, name)
    .getByRole('button', { name: /^Stop \d+ steps?/ })
    .click()
  await expect(card(app, name).getByRole('status')).toContainText('Off', { timeout: 90_000 })
}
