import { randomBytes } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { desktops } from '../plugins/desktops.ts'
import { plugins } from '../plugins/index.ts'
import type { Problem } from '../shared/model/problem.ts'
import { createComposer, type Composed } from './app/composer.ts'
import type { Desk, WindowKey } from './app/desk.ts'
import { announce } from './app/owner.ts'
import { listen } from './bridge/websocket.ts'
import { findChromium } from './chromium/find.ts'
import { keyFileVault } from './inventory/key-file-vault.ts'
import { openInventory } from './inventory/open.ts'
import type { Vault } from './inventory/vault.ts'
import { openSessions } from './sessions/open.ts'

export interface AssembleWish {
  /** The data folder; made with mode 0700 when it is not there. */
  readonly data: string
  /** The port of the bridge on loopback; 0 for any. */
  readonly port: number
  /** Origins of pages besides the bridge's own. */
  readonly origins: readonly string[]
  /** The folder of the built renderer. */
  readonly site: string
  readonly version: string
  /** Makes the desk; `link` gives the address of a window's page, token and all. */
  desk(link: (key: WindowKey) => string): Desk
  /** The keyring where there is one; null takes a key file in the data folder. */
  readonly vault: Vault | null
  /** The example as text that can be taken in; null where it cannot be made. */
  example?(): Promise<string | null>
  /** Somebody asked the engine to end; the root then calls `end`. */
  quit(): void
  log(cause: unknown): void
  /** What a person should know at once, though the engine goes on: a damaged inventory, a disk that takes no history. */
  tell?(problem: Problem): void
}

/** An engine with its database, its desk and its door, as each composition root needs it. */
export interface Assembled {
  readonly composed: Composed
  readonly desk: Desk
  /** What to open in a browser. */
  readonly link: string
  /** Lets go of everything, in the reverse order; machines keep running. */
  end(): Promise<void>
}

/**
 * Opens everything in order. Rejects with `inventory.busy` when another engine owns the data folder, after closing what
 * it had opened.
 */
export async function assemble(wish: AssembleWish): Promise<Assembled> {
  mkdirSync(wish.data, { recursive: true, mode: 0o700 })
  await using opened = new AsyncDisposableStack()
  const foundAtStart: Problem[] = []
  const tell = (problem: Problem) => {
    foundAtStart.push(problem)
    wish.tell?.(problem)
  }
  const inventory = opened.use(openInventory(join(wish.data, 'inventory.sqlite'), tell))
  const token = randomBytes(32).toString('base64url')
  let port = wish.port
  const desk = wish.desk((key) => linkTo(port, token, key))
  const composed = createComposer({
    inventory,
    desk,
    desktops,
    plugins,
    foundAtStart,
    vault: wish.vault ?? keyFileVault(join(wish.data, 'vault.key')),
    openSessions: (needs) => openSessions({ ...needs, knownHosts: join(homedir(), '.ssh', 'known_hosts') }),
    version: wish.version,
    data: wish.data,
    chromium: findChromium,
    ...(wish.example && { example: wish.example }),
    quit: wish.quit,
    log: wish.log,
  })
  const door = { host: '127.0.0.1', port, token, origins: wish.origins, site: wish.site, log: wish.log } as const
  const bridge = await listen(door, composed.welcome).catch(async (cause: unknown) => {
    await composed.end()
    throw cause
  })
  opened.defer(() => bridge.end())
  // Before the bridge: whoever is connected still hears how the runs ended.
  opened.defer(() => composed.end())
  port = bridge.port
  opened.use(announce(wish.data, { pid: process.pid, port, token }))
  opened.defer(() => desk.end())
  const all = opened.move()
  return { composed, desk, link: bridge.link, end: () => all.disposeAsync() }
}

/** The token stands behind the `#`, which browsers never send; the window's page stands behind it. */
const linkTo = (port: number, token: string, key: WindowKey): string =>
  `http://127.0.0.1:${port}/#token=${token}${key === 'app' ? '' : `/session/${encodeURIComponent(key)}`}`
