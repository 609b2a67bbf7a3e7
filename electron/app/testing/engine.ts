import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { cli } from '../../../plugins/cli/index.ts'
import { simulated } from '../../../plugins/sim/index.ts'
import { connect } from '../../../shared/contract/connect.ts'
import type { Client } from '../../../shared/contract/connect.ts'
import type { Event } from '../../../shared/model/event.ts'
import type { Goal } from '../../../shared/model/plan.ts'
import type { RunRecord } from '../../../shared/model/run.ts'
import type { Plugin } from '../../../shared/plugin/plugin.ts'
import { memoryWires } from '../../bridge/memory-wire.ts'
import type { Clock } from '../../engine/clock.ts'
import type { Inventory } from '../../inventory/inventory.ts'
import { openInventory } from '../../inventory/open.ts'
import { openSessions } from '../../sessions/open.ts'
import { browserDesk } from '../browser-desk.ts'
import { createComposer, type Composed } from '../composer.ts'
import type { Desk } from '../desk.ts'

export interface TestEngine {
  readonly composer: Client['composer']
  readonly open: Client['open']
  readonly events: Event[]
  readonly composed: Composed
  readonly inventory: Inventory
  readonly desk: Desk
  readonly data: string
  readonly logged: unknown[]
  /** Resolves with the first event, old or new, that fits. */
  until<T extends Event>(fits: (event: Event) => event is T): Promise<T>
  until(fits: (event: Event) => boolean): Promise<Event>
  /** Plans, starts, and waits for the end. */
  run(workspace: string, goal: Goal): Promise<RunRecord>
  ended(run: string): Promise<RunRecord>
  hangUp(): void
  end(): Promise<void>
}

export interface EngineWish {
  readonly plugins?: readonly Plugin[]
  readonly desk?: Desk
  /** The data folder of an engine that ran before. */
  readonly data?: string
  /** Another time than the system's. */
  readonly clock?: Clock
  /** The example's text, where this engine can make one. */
  readonly example?: () => Promise<string | null>
}

/** A whole engine on a real database in a folder of its own, and one client behind a wire. Ended with the test. */
export async function testEngine({
  plugins = [simulated(), cli],
  desk = browserDesk(),
  data,
  clock,
  example,
}: EngineWish = {}): Promise<TestEngine> {
  const folder = data ?? (await mkdtemp(join(tmpdir(), 'composer-')))
  const inventory = openInventory(join(folder, 'inventory.sqlite'))
  const logged: unknown[] = []
  const composed = createComposer({
    inventory,
    vault: {
      strength: 'key-file',
      seal: async (clear) => Buffer.from(clear).reverse(),
      open: async (cipher) => Buffer.from(cipher).reverse().toString(),
    },
    plugins,
    desk,
    openSessions: (needs) => openSessions({ ...needs, knownHosts: join(folder, 'known_hosts') }),
    version: '0.0.0',
    data: folder,
    ...(clock && { clock }),
    ...(example && { example }),
    quit: () => undefined,
    log: (cause) => logged.push(cause),
  })
  const events: Event[] = []
  const waiting: { fits(event: Event): boolean; resolve(event: Event): void }[] = []
  const { near, far, hangUp } = memoryWires()
  const client = connect(near, (event) => {
    events.push(event)
    for (const each of waiting) if (each.fits(event)) each.resolve(event)
  })
  composed.welcome(far)
  const until = (fits: (event: Event) => boolean) => {
    const there = events.find(fits)
    const { promise, resolve } = Promise.withResolvers<Event>()
    if (there) resolve(there)
    else waiting.push({ fits, resolve })
    return promise
  }
  const { composer } = client
  const ended = async (run: string) => {
    await until((event) => event.type === 'run.ended' && event.run === run)
    const record = (await composer['runs.list']({})).runs.find(({ id }) => id === run)
    if (!record) throw new Error(`${run} ended, but is not in the list`)
    return record
  }
  let over = false
  const end = async () => {
    if (over) return
    over = true
    hangUp()
    await composed.end()
    inventory[Symbol.dispose]()
  }
  onTestFinished(async () => {
    await end()
    if (data === undefined) await rm(folder, { recursive: true, force: true })
  })
  return {
    composer,
    open: client.open,
    events,
    composed,
    inventory,
    desk,
    data: folder,
    logged,
    until: until as TestEngine['until'],
    async run(name, goal) {
      const workspace = name as never
      const { digest } = await composer['plan.make']({ workspace, goal })
      const { run } = await composer['run.start']({ workspace, goal, digest })
      return ended(run)
    },
    ended,
    hangUp,
    end,
  }
}
