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

/**
 * A process that does nothing but run so many simulated components up: `engine-run.ts <count> <name>…`, once for each name. Prints one
 * line of JSON a run: the engine's processor time, wall time and event loop from `run.start` to the end. A run called `turns` is
 * measured turn by turn of the event loop instead, which costs processor time of its own.
 */
const [count, names] = [Number(process.argv[2]), process.argv.slice(3)]
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
    const document = trees(name, count, { bootMs: 1, stopMs: 1 })
    inventory.edit(Object.fromEntries(document.map((entry) => [entry.id, [null, entry]])))
  }
  for (const name of names) process.stdout.write(`${JSON.stringify({ name, ...(await run(`workspace:${name}`)) })}\n`)
} finally {
  await composed.end()
  inventory[Symbol.dispose]()
  await rm(data, { recursive: true, force: true })
}

async function run(name: string) {
  const workspace = WorkspaceId.parse(name)
  const wish: Asked<'plan.make'> = { workspace, goal: 'up', only: null, overrides: [], dependants: 'refuse' }
  const { digest } = await composed.handlers['plan.make'](wish)
  const idle = name === 'workspace:turns' ? 0 : await idleShare()
  const delay = monitorEventLoopDelay({ resolution: 1 })
  delay.enable()
  const longestTurn = name === 'workspace:turns' ? watchTurns() : () => null
  const [before, began] = [process.cpuUsage(), performance.now()]
  const { promise, resolve } = Promise.withResolvers<string>()
  const stop = composed.events.subscribe((event) => {
    if (event.type === 'run.ended') resolve(event.verdict)
  })
  await composed.handlers['run.start']({ ...wish, digest, onFailure: null, follows: null })
  const verdict = await promise
  const [{ user, system }, wallMs] = [process.cpuUsage(before), performance.now() - began]
  delay.disable()
  const turnMs = longestTurn()
  stop()
  if (verdict !== 'done') throw new Error(`the run of ${name} ended ${verdict}`)
  return { cpuMs: (user + system) / 1_000 - idle * wallMs, wallMs, longestMs: delay.max / 1e6, p99Ms: delay.percentile(99) / 1e6, turnMs }
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

/** The longest turn of the event loop in processor time: what holds it up whoever else runs on the machine. Returns how to end. */
function watchTurns(): () => number {
  let [longest, over] = [0, false]
  let before = process.threadCpuUsage()
  const turn = () => {
    const { user, system } = process.threadCpuUsage(before)
    longest = Math.max(longest, (user + system) / 1_000)
    before = process.threadCpuUsage()
    if (!over) setImmediate(turn)
  }
  setImmediate(turn)
  return () => {
    over = true
    return longest
  }
}
