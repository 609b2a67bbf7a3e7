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

/** The bar over the canvas: what it says of the workspace, and what starts and stops it. */
export const toolbar = (app: App) => app.page().getByRole('toolbar', { name: 'Composer' })

/** Opens a service in the Composer by its name, through the command palette. */
export async function openComposer(app: App, name: string): Promise<void> {
  const page = app.page()
  await page.keyboard.press('Control+k')
  const field = page.getByRole('combobox', { name: 'Search or run a command' })
  await field.fill(`Open in Composer: ${name}`)
  await field.press('Enter')
  await expect(toolbar(app)).toBeVisible({ timeout: 90_000 })
}

/** Starts a workspace from its card: the plan unfolds, Enter agrees, and it ends ready. */
export const startFromCard = (app: App, name: string): Promise<void> => pressTwice(app, name, 'Start', 'Ready', 180_000)

/** Stops a workspace from its card, and waits until everything of it is off. */
export const stopFromCard = (app: App, name: string): Promise<void> => pressTwice(app, name, 'Stop', 'Off', 90_000)

async function pressTwice(app: App, name: string, word: string, state: string, timeout: number): Promise<void> {
  const card = app.page().getByRole('article', { name })
  await card.getByRole('button', { name: word, exact: true }).click()
  await card.getByRole('button', { name: new RegExp(`^${word} \\d+ steps?`) }).click()
  await expect(card.getByRole('status')).toContainText(state, { timeout })
}
