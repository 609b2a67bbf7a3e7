import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { importText, openComposer, toolbar } from '../acts.ts'
import { expect, test, type App } from '../app.ts'
import { canvasOf } from '../canvas.ts'
import { freePort } from '../desks.ts'
import { makeExample } from '../example.ts'
import { oneStack, realPart } from '../stacks.ts'

// Several starts and stops each, on computers that do other things too.
test.describe.configure({ timeout: 300_000 })

const run = promisify(execFile)
const LONG = { timeout: 90_000 }
const drawer = (app: App) => app.page().getByRole('region', { name: 'Plan and run' })
const strip = (app: App) => app.page().locator('[data-problem-strip]')
const planRow = (app: App, step: string) => drawer(app).getByRole('row').filter({ hasText: step })
const node = (app: App, name: string) => canvasOf(app.page()).brick(name)

async function begin(app: App, name: string, text: string): Promise<void> {
  await importText(app, text)
  await openComposer(app, name)
}

/** Presses the button of the plan that begins with these words. */
const agree = (app: App, words: RegExp) => drawer(app).getByRole('button', { name: words }).click()
const startAll = (app: App) => agree(app, /^Start \d+ steps?/)

/** The context menu of a node, by the key that opens it where there is no pointer. */
async function choose(app: App, name: string, item: string | RegExp): Promise<void> {
  await node(app, name).click({ button: 'right', position: { x: 60, y: 14 } })
  await app.page().getByRole('menuitem', { name: item, exact: true }).click()
}

test('a machine that does not stop is brought down rung by rung, and each is seen as it stands and as it was tried', async ({ app }) => {
  const slow = { askMs: 6_000, offMs: 2_000, killMs: 2_000 }
  await begin(app, 'slow', oneStack('slow', { deaf: { stop: slow, options: { ignores: ['stop'] } }, good: { after: ['deaf'] } }))
  await startAll(app)
  await expect(toolbar(app)).toContainText('Ready, 2 of 2 ready', LONG)
  await toolbar(app).getByRole('button', { name: 'Stop' }).click()
  await expect(planRow(app, 'stop deaf')).toContainText('ask 6')
  await expect(planRow(app, 'stop deaf').getByRole('list', { name: 'Stop ladder' })).toContainText('kill 2')
  await agree(app, /^Stop 2 steps/)
  await expect(node(app, 'deaf')).toContainText('asked to shut down', LONG)
  await expect(app.page().getByRole('region', { name: 'The stop failed.' })).toContainText('deaf did not stop', LONG)
  await node(app, 'deaf').click()
  await canvasOf(app.page()).inspector.getByRole('tab', { name: 'Live' }).click()
  const ladder = canvasOf(app.page()).inspector.getByRole('list', { name: 'Stop ladder' })
  await expect(ladder.getByRole('listitem')).toHaveText([/ask tried/, /power off tried/, /kill tried/])
  await expect(node(app, 'good')).toContainText('off')
})

test('who needs a machine is shown before it is stopped: leaving them changes nothing, stopping those too goes top first', async ({
  app,
}) => {
  await begin(app, 'needed', oneStack('needed', { host: {}, guest: { on: 'host' }, page: { after: ['guest'] }, aside: {} }))
  await startAll(app)
  await expect(toolbar(app)).toContainText('Ready, 4 of 4 ready', LONG)
  await choose(app, 'host', 'Stop')
  const dialog = app.page().getByRole('dialog', { name: '2 machines need host' })
  await expect(dialog.getByRole('listitem')).toHaveText([/guest\s*stands on host\s*ready/, /page\s*waits for guest\s*ready/])
  await expect(dialog.getByRole('region', { name: 'needed' })).toBeVisible()
  await expect(dialog.getByRole('button', { name: 'Leave them' })).toBeFocused()
  await app.page().keyboard.press('Enter')
  await expect(dialog).toBeHidden()
  await expect(toolbar(app)).toContainText('Ready, 4 of 4 ready')

  await choose(app, 'host', 'Stop')
  await dialog.getByRole('button', { name: 'Stop those too' }).click()
  await expect(planRow(app, 'stop host')).toContainText('after guest off')
  await agree(app, /^Stop 3 steps/)
  await expect(toolbar(app)).toContainText('1 of 4 ready', LONG)
  await expect(node(app, 'aside')).toContainText('ready')
  await choose(app, 'aside', 'Who needs me?')
  await expect(app.page().getByRole('dialog', { name: 'Nobody needs aside' })).toBeVisible()
})

test('a check that forbids a start says why and what to do; it is overridden once or for good, and heeded again', async ({ app }) => {
  const small = { options: { memoryMib: 512 } }
  await begin(app, 'tight', oneStack('tight', { host: small, guest: { on: 'host', options: { memoryMib: 900 } } }))
  const problems = drawer(app).getByRole('list', { name: 'What speaks against it' })
  await expect(problems).toContainText('host has not enough memory for guest')
  await expect(strip(app)).toContainText('1 problem stops a start')
  const start = drawer(app).getByRole('button', { name: /^Start 2 steps/ })
  await expect(start).toBeDisabled()
  await problems.getByRole('button', { name: 'Start anyway' }).click()
  await app.page().getByRole('menuitem', { name: 'For this run only' }).click()
  await expect(start).toBeEnabled()
  await expect(strip(app)).toContainText('1 warning')
  await problems.getByRole('button', { name: 'Take back the override' }).click()
  await expect(start).toBeDisabled()
  await problems.getByRole('button', { name: 'Start anyway' }).click()
  await app.page().getByRole('menuitem', { name: 'Always in tight' }).click()
  await expect(start).toBeEnabled()
  await expect(canvasOf(app.page()).inspector).toContainText('memory of guest')
  await toolbar(app)
    .getByRole('button', { name: /^Undo: Override/ })
    .click()
  await expect(start).toBeDisabled()
})

test('a failed branch is tried again from where it broke, and its echoes are told once', async ({ app }) => {
  await begin(
    app,
    'branch',
    oneStack('branch', { web: { options: { failOn: ['start'] } }, app: { after: ['web'] }, ui: { after: ['app'] }, log: {} }),
  )
  await startAll(app)
  const notice = app.page().getByRole('region', { name: 'The start failed.' })
  await expect(notice).toContainText('web refuses to start; 2 steps skipped because of it', LONG)
  await expect(node(app, 'ui')).toContainText('because start web failed')
  await expect(node(app, 'log')).toContainText('ready')
  await notice.getByRole('button', { name: 'Show in Runs' }).click()
  const one = app.page().getByRole('region', { name: 'branch, start' })
  await expect(one.getByRole('button', { name: /2 steps skipped because of this/ })).toBeVisible()
  await expect(one.getByRole('button', { name: 'Retry, 3 steps' })).toBeVisible()
  await expect(one.getByRole('button', { name: 'Take back, 1 step' })).toBeVisible()

  await openComposer(app, 'branch')
  await node(app, 'web').click()
  const canvas = canvasOf(app.page())
  await canvas.inspector.getByRole('button', { name: 'Take away Refuses 1' }).click()
  await notice.getByRole('button', { name: 'Retry, 3 steps' }).click()
  await expect(drawer(app).getByRole('row').filter({ hasText: 'start' })).toHaveCount(3)
  await startAll(app)
  await expect(toolbar(app)).toContainText('Ready, 4 of 4 ready', LONG)
  await expect(notice).toBeHidden()
})

test('for one run it is chosen that a failed start is taken back, and so it is', async ({ app }) => {
  await begin(app, 'undone', oneStack('undone', { base: {}, bad: { after: ['base'], options: { failOn: ['start'] } } }))
  await drawer(app).getByRole('button', { name: 'On failure: keep what came up' }).click()
  await app
    .page()
    .getByRole('menuitemradio', { name: /^Take it back/ })
    .first()
    .click()
  await expect(drawer(app).getByRole('button', { name: 'On failure: take it back' })).toBeVisible()
  await startAll(app)
  await expect(node(app, 'base')).toContainText('off', LONG)
  await expect(toolbar(app)).toContainText('0 of 2 ready', LONG)
  await app.page().getByRole('link', { name: 'Runs' }).click()
  await expect(app.page().getByRole('navigation', { name: 'Runs' })).toContainText('take back')
  await expect(app.page().getByRole('region', { name: 'undone, take back' })).toContainText('Goes on with an earlier run')
})

test('a part is started alone or from here on, put to sleep, woken, reset and saved', async ({ app }) => {
  await begin(app, 'acts', oneStack('acts', { host: {}, guest: { on: 'host' }, page: { after: ['guest'] }, aside: {} }))
  await choose(app, 'guest', 'Start only this')
  await startSteps(app, 'Start 2 steps')
  await expect(toolbar(app)).toContainText('2 of 4 ready', LONG)
  await choose(app, 'guest', 'Start from here')
  await expect(drawer(app)).toContainText('only guest, page')
  await startSteps(app, 'Start 1 step')
  await expect(node(app, 'page')).toContainText('ready', LONG)
  await expect(node(app, 'aside')).toContainText('off')
  await choose(app, 'page', 'Suspend')
  await startSteps(app, 'Suspend 1 step')
  await expect(node(app, 'page')).toContainText('suspended', LONG)
  await choose(app, 'page', 'Resume')
  await startSteps(app, 'Resume 1 step')
  await expect(node(app, 'page')).toContainText('ready', LONG)
  await choose(app, 'page', 'Reset')
  await startSteps(app, 'Reset 1 step')
  await expect(toolbar(app)).toContainText('3 of 4 ready', LONG)
  await choose(app, 'page', 'Save to disk')
  await startSteps(app, 'Save 1 step')
  await expect(node(app, 'page')).toContainText('off', LONG)
})

async function startSteps(app: App, button: string): Promise<void> {
  await agree(app, new RegExp(`^${button}`))
  await expect(toolbar(app).getByRole('button', { name: 'Plan' })).toBeVisible(LONG)
  await drawer(app).getByRole('tab', { name: 'Plan' }).click()
}

test('an engine that is killed while it starts a stack comes back, says how far it came, and goes on with what is left', async ({
  app,
}) => {
  const { folder } = await makeExample()
  const port = await freePort()
  const text = oneStack('cut', { box: realPart(folder, port), later: { after: ['box'] }, last: { after: ['later'] } })
  await begin(app, 'cut', text)
  await startAll(app)
  await expect(node(app, 'box')).toContainText(/powered, probing|SSH banner…/, LONG)
  await app.crash()

  const card = app.page().getByRole('article', { name: 'cut' })
  await expect(card).toContainText('Cut off when the app ended', LONG)
  await expect(card.getByRole('button', { name: /^Continue/ })).toBeVisible()
  await openComposer(app, 'cut')
  const notice = app.page().getByRole('region', { name: 'The start was cut off when ServiceComposer ended.' })
  await expect(notice).toContainText('It was being started: 0 of 3 steps were done, start box was under way.')
  await expect(notice.getByRole('button', { name: 'Leave as it is' })).toBeVisible()
  await notice.getByRole('button', { name: /^Continue/ }).focus()
  await app.page().keyboard.press('Enter')
  await expect(drawer(app).getByRole('row').filter({ hasText: 'start later' })).toBeVisible()
  // The box boots on meanwhile: a plan that was shown before it got ready is refused, and the new one wants another yes.
  await expect(async () => {
    await startAll(app)
    await expect(toolbar(app)).toContainText(/Starting|Ready, 3 of 3 ready/, { timeout: 5_000 })
  }).toPass(LONG)
  await expect(toolbar(app)).toContainText('Ready, 3 of 3 ready', LONG)
  await expect(notice).toBeHidden()
  expect(await machinesAt(port)).toBe(1)

  await choose(app, 'box', 'Show console')
  await expect(app.page().getByRole('textbox', { name: 'What box printed' })).toHaveValue(/Linux version/, LONG)
  await app.page().keyboard.press('Escape')
  await toolbar(app).getByRole('button', { name: 'Stop' }).click()
  await agree(app, /^Stop 3 steps/)
  await expect(toolbar(app)).toContainText('Off, 0 of 3 ready', LONG)
  expect(await machinesAt(port)).toBe(0)
})

/** How many emulators hold that port. */
async function machinesAt(port: number): Promise<number> {
  const { stdout } = await run('ps', ['-eo', 'args'])
  return stdout.split('\n').filter((line) => line.startsWith('qemu-system') && line.includes(`:${port}-`)).length
}
