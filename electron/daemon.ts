#!/usr/bin/env node
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import packageFile from '../package.json' with { type: 'json' }
import { connect } from '../shared/contract/connect.ts'
import { ProblemError, type Problem } from '../shared/model/problem.ts'
import { browserDesk } from './app/browser-desk.ts'
import type { Desk, WindowKey } from './app/desk.ts'
import { openLink } from './app/open-link.ts'
import { openLog } from './app/log.ts'
import { dataFolder, findOwner, type Owner } from './app/owner.ts'
import { assemble } from './assemble.ts'
import { dial } from './bridge/socket-wire.ts'
import { chromiumDesk } from './chromium/desk.ts'
import { findChromium } from './chromium/find.ts'
import { asProblem } from './command/as-problem.ts'
import { makeExample } from './example.ts'

/**
 * The engine without Electron: `daemon.ts [--data folder] [--port n] [--desk browser|chromium|none] [--origin url]… [--open] [--hidden]
 * [--json]`. Prints one line, the link to open. SIGINT and SIGTERM end it; machines keep running.
 */
try {
  const wish = readWish()
  const data = dataFolder(wish.data)
  const owner = findOwner(data)
  if (owner) await showOther(owner, wish)
  else await serve(wish, data)
} catch (cause) {
  const problem = asProblem(cause)
  if (process.argv.includes('--json')) console.log(JSON.stringify({ problem }))
  else console.error(told(problem))
  process.exitCode = cause instanceof ProblemError && cause.problem.code === 'daemon.usage' ? 2 : 1
}

type Wish = ReturnType<typeof readWish>

function readWish() {
  try {
    const { values } = parseArgs({
      options: {
        data: { type: 'string' },
        port: { type: 'string', default: '0' },
        desk: { type: 'string', default: 'browser' },
        origin: { type: 'string', multiple: true, default: [] },
        open: { type: 'boolean', default: false },
        hidden: { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
      },
    })
    const port = Number(values.port)
    if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new Error(`--port ${values.port} is no port`)
    if (!['browser', 'chromium', 'none'].includes(values.desk)) throw new Error(`--desk ${values.desk} is none of browser, chromium, none`)
    return { ...values, port }
  } catch (cause) {
    throw new ProblemError({
      code: 'daemon.usage',
      severity: 'error',
      title: 'This is not how it is started',
      message: cause instanceof Error ? cause.message : String(cause),
      hint: 'daemon.ts [--data folder] [--port n] [--desk browser|chromium|none] [--origin url] [--open] [--hidden] [--json]',
    })
  }
}

/** One engine at a time owns a data folder: a second start shows the first. */
async function showOther(owner: Owner, { desk, hidden, json }: Wish): Promise<void> {
  if (desk === 'chromium' && !hidden) {
    const { wire, hangUp } = await dial(owner)
    await connect(wire, () => undefined).composer['app.show']({})
    hangUp()
  }
  printLink(`http://127.0.0.1:${owner.port}/#token=${owner.token}`, json)
}

async function serve(wish: Wish, data: string): Promise<void> {
  mkdirSync(data, { recursive: true, mode: 0o700 })
  const log = openLog(data)
  const over = Promise.withResolvers<void>()
  const engine = await assemble({
    data,
    port: wish.port,
    origins: wish.origin,
    site: join(import.meta.dirname, '..', 'dist', 'renderer'),
    version: packageFile.version,
    desk: (link) => deskFor(wish.desk, data, link),
    vault: null,
    example: makeExample,
    quit: over.resolve,
    log: log.write,
    tell: (problem) => console.error(told(problem)),
  })
  try {
    for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, () => over.resolve())
    printLink(engine.link, wish.json)
    if (wish.desk === 'chromium') await lastAsLongAsWindows(engine, wish.hidden, over.resolve)
    if (wish.open) await openLink(engine.link, data)
    await over.promise
  } finally {
    await engine.end()
    log.end()
  }
}

function deskFor(kind: string, data: string, url: (key: WindowKey) => string): Desk {
  if (kind !== 'chromium') return browserDesk(kind === 'none' ? 'none' : 'browser')
  const executable = findChromium()
  if (!executable) throw new ProblemError(noChromium)
  return chromiumDesk({ executable, profile: join(data, 'chromium'), args: chromiumArgs(), url })
}

/** `SERVICECOMPOSER_DEVTOOLS_PORT` opens DevTools on that port of loopback too, for tests that look over our shoulder. */
function chromiumArgs(): string[] {
  const port = process.env['SERVICECOMPOSER_DEVTOOLS_PORT']
  return [...(process.getuid?.() === 0 ? ['--disable-gpu'] : []), ...(port ? [`--remote-debugging-port=${port}`] : [])]
}

/** This desk has no tray: when the last window is closed and no run goes on, nobody could ever come back. Begun hidden, it waits for its first. */
async function lastAsLongAsWindows(
  { composed, desk }: Awaited<ReturnType<typeof assemble>>,
  hidden: boolean,
  quit: () => void,
): Promise<void> {
  const look = () => {
    if (desk.windows().length === 0 && !composed.busy()) quit()
  }
  if (!hidden) await composed.handlers['app.show']({})
  let shown = !hidden
  desk.onChange((_key, state) => {
    shown ||= state === 'open'
    look()
  })
  composed.events.subscribe((event) => {
    if (event.type === 'run.ended' && shown) look()
  })
}

function printLink(link: string, json: boolean): void {
  console.log(json ? JSON.stringify({ link }) : link)
}

function told({ title, message, hint, detail }: Problem): string {
  return [title, message, ...(hint ? [hint] : []), ...(detail ? [detail] : [])].join('\n')
}

const noChromium = {
  code: 'chromium.absent',
  severity: 'error' as const,
  title: 'There is no Chromium on this computer',
  message: 'The Chromium desk needs Chromium, Chrome or Edge.',
  hint: 'Install it (Debian, Ubuntu: apt install chromium), or start with --desk browser.',
}
