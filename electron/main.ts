import { join } from 'node:path'
import { app, dialog } from 'electron'
import type { BrowserWindow } from 'electron'
import type { Wire } from '../shared/contract/wire.ts'
import { actOn, firstService, type TrayChoice } from './app/choose.ts'
import type { WindowKey } from './app/desk.ts'
import { keepTray } from './app/keep-tray.ts'
import { openLog } from './app/log.ts'
import { dataFolder } from './app/owner.ts'
import { sessionOnly } from './app/session-only.ts'
import { assemble } from './assemble.ts'
import { asProblem } from './command/as-problem.ts'
import { makeExample } from './example.ts'
import { electronDesk } from './host/desk.ts'
import { ipcWire } from './host/ipc.ts'
import { declareScheme } from './host/protocol.ts'
import { quitQuestion } from './host/quit.ts'
import { composerPage } from './host/rules.ts'
import { openTray } from './host/tray.ts'
import { keyringVault } from './host/vault.ts'

/** The product on a desktop: `main.ts [--data folder] [--hidden]`. A second copy shows the first one's window and ends. */
const argument = (name: string) => process.argv[process.argv.indexOf(name) + 1]
const root = join(import.meta.dirname, '..')

declareScheme()
if (!app.requestSingleInstanceLock()) app.exit(0)
else
  app
    .whenReady()
    .then(begin)
    .catch((cause: unknown) => {
      const { title, message, hint } = asProblem(cause)
      dialog.showErrorBox(title, [message, hint].filter(Boolean).join('\n'))
      app.exit(1)
    })

async function begin(): Promise<void> {
  const data = dataFolder(process.argv.includes('--data') ? argument('--data') : undefined)
  const log = openLog(data)
  const windows = new Map<WindowKey, BrowserWindow>()
  const desk = electronDesk({
    site: join(root, 'dist', 'renderer'),
    preload: join(root, 'electron', 'host', 'preload.cjs'),
    showTray: openTray(join(root, 'build', 'icons', 'tray.png'), (choice) => void choose(choice).catch(log.write)),
    onPage(key, window) {
      windows.set(key, window)
      engine.composed.welcome(wireOf(key, window))
    },
  })
  const engine = await assemble({
    data,
    port: 0,
    origins: [],
    site: join(root, 'dist', 'renderer'),
    version: app.getVersion(),
    desk: () => desk,
    vault: await keyringVault(),
    example: makeExample,
    quit: () => void end(),
    log: log.write,
  })
  const { handlers } = engine.composed
  const tray = await keepTray(engine.composed, desk)
  if (!process.argv.includes('--hidden')) await handlers['app.show']({})

  app.on('second-instance', () => void handlers['app.show']({}).catch(log.write))
  app.on('activate', () => void handlers['app.show']({}).catch(log.write))
  // The tray stays: closing the last window ends nothing.
  app.on('window-all-closed', () => {})
  app.on('before-quit', (event) => {
    event.preventDefault()
    void quit().catch(log.write)
  })
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => void end())

  let ending: Promise<void> | null = null
  function end(): Promise<void> {
    ending ??= (async () => {
      tray.end()
      await engine.end()
      log.end()
      app.exit(0)
    })()
    return ending
  }

  async function quit(): Promise<void> {
    const up = tray.model().workspaces.filter(({ state }) => state !== 'off' && state !== 'unknown')
    const question = quitQuestion(up.map(({ name }) => name))
    const chosen = question
      ? await desk.ask(
          question.title,
          question.message,
          question.answers.map(({ label }) => label),
        )
      : null
    const does = question ? (question.answers[chosen ?? -1]?.does ?? 'stay') : 'leave'
    if (does === 'leave') await end()
    if (does === 'stop') await handlers['app.quit']({ stop: true })
  }

  async function choose(choice: TrayChoice): Promise<void> {
    if (choice.does === 'quit') return app.quit()
    if (choice.does !== 'show' && choice.does !== 'compose') return actOn(handlers, choice.does, choice.workspace)
    await handlers['app.show']({})
    const service = choice.does === 'compose' ? await firstService(handlers, choice.workspace) : null
    if (service) await windows.get('app')?.loadURL(composerPage(service))
  }
}

const wireOf = (key: WindowKey, window: BrowserWindow): Wire => {
  const wire = ipcWire(window.webContents)
  return key === 'app' ? wire : sessionOnly(wire, key)
}
