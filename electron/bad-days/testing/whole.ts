import { mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, onTestFinished } from 'vitest'
import { plugins } from '../../../plugins/index.ts'
import type { WorkspaceId } from '../../../shared/model/id.ts'
import type { Goal } from '../../../shared/model/plan.ts'
import { outcome, type TestClient } from '../../app/testing/client.ts'
import { openEngine } from '../../app/testing/open-engine.ts'
import { openInventory } from '../../inventory/open.ts'
import { endMachinesBelow, liveSockets, machinesBelow } from '../../sessions/testing/left.ts'

type Outcome = ReturnType<typeof outcome>

/** The whole engine with all its plugins, in folders of its own. */
export interface Whole extends Pick<TestClient, 'composer' | 'events' | 'take' | 'begin'> {
  readonly home: string
  /** How a run ended, and the problems of its steps. */
  ended(run: string): Promise<Outcome>
  run(workspace: WorkspaceId, goal: Goal): Promise<Outcome>
  /** The pids of the QEMU processes that work in this engine's folder. */
  guests(): Promise<number[]>
  /** Ends the engine, then looks: no process, no socket that answers, nothing logged, and an inventory that opens again. */
  leavesNothing(): Promise<void>
}

export interface WholeWish {
  /** A start may take this long. */
  readonly startMs?: number
}

export async function whole({ startMs = 60_000 }: WholeWish = {}): Promise<Whole> {
  const home = await mkdtemp('/tmp/sc-bad-')
  const engine = openEngine({ home, plugins, timeouts: { startMs, windowMs: 5_000 } })
  const guests = async () => [...(await machinesBelow(home)).keys()]
  onTestFinished(async () => {
    await endMachinesBelow(home)
    await engine.end()
    await rm(home, { recursive: true, force: true })
  })
  return {
    ...engine,
    home,
    ended: async (run) => outcome(await engine.ended(run)),
    run: async (workspace, goal) => outcome(await engine.run(workspace, goal)),
    guests,
    async leavesNothing() {
      expect(await guests()).toEqual([])
      await engine.end()
      expect(await liveSockets(home)).toEqual([])
      expect(engine.logged).toEqual([])
      using again = openInventory(join(home, 'inventory.sqlite'))
      expect(again.unfinished()).toEqual([])
    },
  }
}

/** A workspace of one QEMU machine `guest`. `options` and `rest` are YAML in braces. */
export const guest = (
  options: string,
  { login = 'null', ready = '[]', stop = '{askMs: 300, againMs: 100}', more = '' } = {},
): string => `format: servicecomposer
version: 1
machines:
  guest:
    plugin: qemu
    login: ${login}
    options: {memoryMib: 128, display: none, ${options}}
services:
  lab:
    components:
      guest: {ready: ${ready}, stop: ${stop}}
${more}workspaces:
  lab: {name: Lab, services: [lab]}
`
