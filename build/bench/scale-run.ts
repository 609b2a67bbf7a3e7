import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { browserDesk } from '../../electron/app/browser-desk.ts'
import { createComposer } from '../../electron/app/composer.ts'
import { emptyRecord, layOutSteps } from '../../electron/engine/record.ts'
import { keyFileVault } from '../../electron/inventory/key-file-vault.ts'
import { openInventory } from '../../electron/inventory/open.ts'
import { openSessions } from '../../electron/sessions/open.ts'
import { simulated } from '../../plugins/sim/index.ts'
import { membersOf } from '../../shared/logic/members.ts'
import { atOnce } from '../../shared/logic/paced.ts'
import { makePlan } from '../../shared/logic/plan.ts'
import type { Input } from '../../shared/logic/run-state.ts'
import { advance, newRun } from '../../shared/logic/run.ts'
import { inputFor } from '../../shared/logic/stack.fixture.ts'
import type { Entry } from '../../shared/model/document.ts'
import { RunId, WorkspaceId } from '../../shared/model/id.ts'
import { trees } from './documents.ts'

/**
 * A process that plans and drives so many simulated components in trees 2 to 30 deep, and prints one line of JSON: `scale-run.ts loop
 * <count>` the pure loop and planner alone, `scale-run.ts engine <count>` all of the engine, from `plan.make` to the last event. Needs
 * `--expose-gc`. Processor time is that of the main thread in ms; memory is bytes of the heap after collecting garbage.
 */
const [mode, size] = [process.argv[2], Number(process.argv[3])]
const id = WorkspaceId.parse('workspace:scale')
const document = trees('scale', size, { bootMs: 0, stopMs: 0 }, 30)
process.stdout.write(`${JSON.stringify(mode === 'loop' ? loop() : await engine())}\n`)

/** The least of what is there, whoever has just let go of how much. */
function heap(): number {
  for (let round = 0; round < 3; round++) globalThis.gc?.()
  return process.memoryUsage().heapUsed
}

function spent(since: NodeJS.CpuUsage): number {
  const { user, system } = process.threadCpuUsage(since)
  return (user + system) / 1_000
}

function loop() {
  const byId = new Map(document.map((entry): [string, Entry] => [entry.id, entry]))
  const workspace = document.find((entry) => entry.type === 'workspace')
  if (!workspace) throw new Error('the document has no workspace')
  const { members } = membersOf(workspace, byId)
  const empty = heap()
  let before = process.threadCpuUsage()
  const plan = makePlan({ ...inputFor(members, 'up', { limits: { all: 32, perLane: 8 } }), windows: null })
  const planMs = spent(before)
  const record = emptyRecord(RunId.parse('run:scale'), { workspace: id, plan, only: null, onFailure: 'keep', follows: null }, 0)
  atOnce(layOutSteps(record))
  before = process.threadCpuUsage()
  let run = newRun(plan)
  const inputs: Input[] = [{ type: 'begin' }]
  // Half of it, so that everything is there when memory is measured: what is done, what runs, what waits.
  const feed = (until: number) => {
    for (let fed = 0; inputs.length > 0 && fed < until; fed++) {
      const input = inputs.pop()
      if (!input) break
      const [next, effects] = advance(run, input)
      run = next
      for (const effect of effects) {
        if (effect.type !== 'perform') continue
        inputs.push({ type: 'settled', step: effect.step.id, outcome: { how: 'done' } }, { type: 'started', step: effect.step.id })
      }
    }
  }
  feed(size)
  let driveMs = spent(before)
  const bytes = heap() - empty
  before = process.threadCpuUsage()
  feed(Number.POSITIVE_INFINITY)
  driveMs += spent(before)
  if (run.verdict !== 'done' || Object.keys(record.steps).length !== size) throw new Error(`the run of ${size} ended ${run.verdict}`)
  return { planMs, driveMs, bytes }
}

async function engine() {
  const data = await mkdtemp(join(tmpdir(), 'sc-bench-scale-'))
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
    inventory.edit(Object.fromEntries(document.map((entry) => [entry.id, [null, entry]])))
    const empty = heap()
    const wish = { workspace: id, goal: 'up' as const, only: null, overrides: [], dependants: 'refuse' as const }
    let before = process.threadCpuUsage()
    const { digest } = await composed.handlers['plan.make'](wish)
    const planMs = spent(before)
    const { promise, resolve } = Promise.withResolvers<string>()
    let events = 0
    const stop = composed.events.subscribe((event) => {
      events++
      if (event.type === 'run.ended') resolve(event.verdict)
    })
    before = process.threadCpuUsage()
    await composed.handlers['run.start']({ ...wish, digest, onFailure: null, follows: null })
    const startMs = spent(before)
    const turns = watchTurns()
    before = process.threadCpuUsage()
    const verdict = await promise
    const driveMs = spent(before)
    const { longestMs, over50 } = turns()
    stop()
    if (verdict !== 'done') throw new Error(`the run of ${size} ended ${verdict}`)
    return { planMs, startMs, driveMs, longestMs, over50, events, bytes: heap() - empty }
  } finally {
    await composed.end()
    inventory[Symbol.dispose]()
    await rm(data, { recursive: true, force: true })
  }
}

/** The turns of the event loop in processor time: what holds it up whoever else runs on the machine. Returns how to end. */
function watchTurns(): () => { longestMs: number; over50: number } {
  let [longestMs, over50, over] = [0, 0, false]
  let before = process.threadCpuUsage()
  const turn = () => {
    const ms = spent(before)
    longestMs = Math.max(longestMs, ms)
    if (ms > 50) over50++
    before = process.threadCpuUsage()
    if (!over) setImmediate(turn)
  }
  setImmediate(turn)
  return () => {
    over = true
    return { longestMs, over50 }
  }
}
