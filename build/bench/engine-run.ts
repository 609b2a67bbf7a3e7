import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { setTimeout } from 'node:timers/promises'
import { browserDesk } from '../../electron/app/browser-desk.ts'
import { createComposer } from '../../electron/app/composer.ts'
import { keyFileVault } from '../../electron/inventory/key-file-vault.ts'
import { openInventory } from '../../electron/inventory/open.ts'
import { openSessions } from '../../electron/sessions/open.ts'
import { simulated } from '../../plugins/sim/index.ts'
import type { Asked } from '../../shared/contract/contract.ts'
import { WorkspaceId } from '../../shared/model/id.ts'
import { trees } from './documents.ts'
import type { EngineRun } from './engine-runs.ts'
import { heapBytes, spentMs, watchTurns } from './turns.ts'

/**
 * A process that does nothing but run so many simulated components up: `engine-run.ts <count> <deepest> <boot ms> <name>…`, once for each
 * name. Prints one line of JSON a run, an `EngineRun`. A run called `turns` is measured turn by turn of the event loop, which costs
 * processor time of its own. What is left in memory is said where the process was begun with `--expose-gc`.
 */
const [count, deepest, bootMs] = process.argv.slice(2, 5).map(Number)
const names = process.argv.slice(5)
const data = await mkdtemp(join(tmpdir(), 'sc-bench-run-'))
const inventory = openInventory(join(data, 'inventory.sqlite'))
const composed = createComposer({
  inventory,
  desk: browserDesk('none'),
  plugins: [simulated()],
  vault: keyFileVault(join(data, 'vault.key')),
  openSessions: (needs) => openSessions({ ...needs, knownHosts: join(data, 'known_hosts') }),
  version: 'bench',
  data,
  quit: () => undefined,
  log: (cause) => console.error(cause),
})
try {
  // Workspaces of the same size: the first finds a cold process, as after a start of the app; the others a warm one.
  for (const name of names) {
    const document = trees(name, count ?? 0, { bootMs: bootMs ?? 0, stopMs: bootMs ?? 0 }, deepest)
    inventory.edit(Object.fromEntries(document.map((entry) => [entry.id, [null, entry]])))
  }
  for (const name of names) process.stdout.write(`${JSON.stringify(await run(name))}\n`)
} finally {
  await composed.end()
  inventory[Symbol.dispose]()
  await rm(data, { recursive: true, force: true })
}

async function run(name: string): Promise<EngineRun> {
  const wish: Asked<'plan.make'> = {
    workspace: WorkspaceId.parse(`workspace:${name}`),
    goal: 'up',
    only: null,
    overrides: [],
    dependants: 'refuse',
  }
  const byTurns = name === 'turns'
  const empty = heapBytes()
  const planning = byTurns ? watchTurns() : null
  const planBegan = process.threadCpuUsage()
  const { digest } = await composed.handlers['plan.make'](wish)
  const planMs = spentMs(planBegan)
  const planTurns = planning?.() ?? null
  const idle = byTurns ? 0 : await idleShare()
  const delay = monitorEventLoopDelay({ resolution: 1 })
  delay.enable()
  const running = byTurns ? watchTurns() : null
  const [before, mainBefore, began] = [process.cpuUsage(), process.threadCpuUsage(), performance.now()]
  const { promise, resolve } = Promise.withResolvers<string>()
  let events = 0
  const stop = composed.events.subscribe((event) => {
    events++
    if (event.type === 'run.ended') resolve(event.verdict)
  })
  await composed.handlers['run.start']({ ...wish, digest, onFailure: null, follows: null })
  const startMs = spentMs(mainBefore)
  const verdict = await promise
  const mainMs = spentMs(mainBefore)
  const [{ user, system }, wallMs] = [process.cpuUsage(before), performance.now() - began]
  delay.disable()
  const runTurns = running?.() ?? null
  stop()
  if (verdict !== 'done') throw new Error(`the run of ${name} ended ${verdict}`)
  return {
    name,
    planMs,
    startMs,
    mainMs,
    cpuMs: (user + system) / 1_000 - idle * wallMs,
    wallMs,
    longestMs: delay.max / 1e6,
    p99Ms: delay.percentile(99) / 1e6,
    planTurns,
    runTurns,
    events,
    bytes: empty === null ? null : (heapBytes() ?? 0) - empty,
  }
}

/** The processor time that this process takes while it does nothing, as a share of time: the least of some moments. */
async function idleShare(): Promise<number> {
  const shares: number[] = []
  for (let moment = 0; moment < 5; moment++) {
    const [before, began] = [process.cpuUsage(), performance.now()]
    await setTimeout(200)
    const { user, system } = process.cpuUsage(before)
    shares.push((user + system) / 1_000 / (performance.now() - began))
  }
  return Math.min(...shares)
}
