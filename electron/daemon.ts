#!/usr/bin/env node
import { randomBytes } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { plugins } from '../plugins/index.ts'
import { ProblemError } from '../shared/model/problem.ts'
import { browserDesk } from './app/browser-desk.ts'
import { createComposer } from './app/composer.ts'
import { announce, dataFolder, findOwner } from './app/owner.ts'
import type { Parts } from './app/parts.ts'
import { listen } from './bridge/websocket.ts'
import { openInventory } from './inventory/open.ts'
import { openSessions } from './sessions/open.ts'

const { values: wish } = parseArgs({
  options: {
    data: { type: 'string' },
    port: { type: 'string', default: '0' },
    desk: { type: 'string', default: 'browser' },
    origin: { type: 'string', multiple: true, default: [] },
    open: { type: 'boolean', default: false },
  },
})

const log = (cause: unknown) => console.error(cause)
const data = dataFolder(wish.data)
mkdirSync(data, { recursive: true, mode: 0o700 })

try {
  await run()
} catch (cause) {
  if (!(cause instanceof ProblemError)) throw cause
  const { title, message, hint } = cause.problem
  console.error(`${title}\n${message}${hint ? `\n${hint}` : ''}`)
  const owner = findOwner(data)
  if (cause.problem.code === 'inventory.busy' && owner)
    console.error(`Process ${owner.pid} owns it: http://127.0.0.1:${owner.port}/#token=${owner.token}`)
  process.exitCode = 1
}

async function run(): Promise<void> {
  const inventory = openInventory(join(data, 'inventory.sqlite'), (problem) => log(`${problem.title}: ${problem.message}`))
  const over = Promise.withResolvers<void>()
  const parts: Parts = {
    inventory,
    vault: { strength: 'key-file', seal: async (clear) => Buffer.from(clear), open: async (cipher) => Buffer.from(cipher).toString() },
    plugins,
    desk: browserDesk(wish.desk === 'none' ? 'none' : 'browser'),
    openSessions: (needs) => openSessions({ ...needs, knownHosts: join(homedir(), '.ssh', 'known_hosts') }),
    version: '0.1.0',
    data,
    quit: over.resolve,
    log,
  }
  const composed = createComposer(parts)
  const token = randomBytes(32).toString('base64url')
  const site = join(import.meta.dirname, '..', 'dist', 'renderer')
  const bridge = await listen({ host: '127.0.0.1', port: Number(wish.port), token, origins: wish.origin, site, log }, composed.welcome)
  const bell = announce(data, { pid: process.pid, port: bridge.port, token })
  console.log(bridge.link)
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => over.resolve())
  await over.promise
  bell[Symbol.dispose]()
  await composed.end()
  await bridge.end()
  inventory[Symbol.dispose]()
}
