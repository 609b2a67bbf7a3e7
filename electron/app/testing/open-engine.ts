import { join } from 'node:path'
import type { Plugin } from '../../../shared/plugin/plugin.ts'
import { memoryWires } from '../../bridge/memory-wire.ts'
import type { Inventory } from '../../inventory/inventory.ts'
import { keyFileVault } from '../../inventory/key-file-vault.ts'
import { openInventory } from '../../inventory/open.ts'
import { openSessions } from '../../sessions/open.ts'
import { browserDesk } from '../browser-desk.ts'
import { createComposer, type Composed } from '../composer.ts'
import type { Desk } from '../desk.ts'
import type { Parts } from '../parts.ts'
import { testClient, type TestClient } from './client.ts'

/** The whole engine in this process, as the app has it, and one client behind a wire. */
export interface OpenEngine extends TestClient {
  readonly composed: Composed
  readonly inventory: Inventory
  /** What the engine wrote into its log, and what it met when it opened: nothing, if all went well. */
  readonly logged: readonly unknown[]
  hangUp(): void
  /** Lets go of everything, once; machines keep running. */
  end(): Promise<void>
}

export interface OpenWish extends Partial<Pick<Parts, 'clock' | 'timeouts' | 'example' | 'desktops'>> {
  /** Holds its database, its keys and, as its scratch folder, the sockets of its machines. An engine that ran there before is taken up. */
  readonly home: string
  readonly plugins: readonly Plugin[]
  readonly desk?: Desk
}

export function openEngine({ home, plugins, desk = browserDesk('none'), ...more }: OpenWish): OpenEngine {
  const logged: unknown[] = []
  const log = (cause: unknown) => void logged.push(cause)
  const inventory = openInventory(join(home, 'inventory.sqlite'), log)
  const env = { ...process.env, HOME: home, SERVICECOMPOSER_SCRATCH: home }
  const composed = createComposer({
    inventory,
    vault: keyFileVault(join(home, 'vault.key')),
    plugins,
    desk,
    openSessions: (needs) => openSessions({ ...needs, knownHosts: join(home, 'known_hosts') }, { env }),
    version: 'test',
    data: home,
    ...more,
    quit: () => undefined,
    log,
  })
  const { near, far, hangUp } = memoryWires()
  const client = testClient(near)
  composed.welcome(far)
  let over: Promise<void> | null = null
  const endNow = async () => {
    hangUp()
    await composed.end()
    inventory[Symbol.dispose]()
  }
  return { ...client, composed, inventory, logged, hangUp, end: () => (over ??= endNow()) }
}
