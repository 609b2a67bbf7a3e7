import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { findOwner, type Owner } from '../../electron/app/owner.ts'
import { openInventory } from '../../electron/inventory/open.ts'
import type { Entry } from '../../shared/model/document.ts'
import { projectRoot } from '../setup/paths.mjs'
import { interruption } from './interruption.ts'

export interface Daemon extends AsyncDisposable {
  readonly owner: Owner
  readonly pid: number
  /** What a browser opens. */
  readonly link: string
}

/** The engine in a process of its own, over a temporary data folder that holds these entries. Ended, and the folder removed, at disposal. */
export async function daemonWith(entries: readonly Entry[]): Promise<Daemon> {
  await using opened = new AsyncDisposableStack()
  const home = await mkdtemp(join(tmpdir(), 'sc-bench-'))
  opened.defer(() => rm(home, { recursive: true, force: true }))
  const data = join(home, 'data')
  await mkdir(data, { mode: 0o700 })
  const inventory = openInventory(join(data, 'inventory.sqlite'))
  if (entries.length > 0) inventory.edit(Object.fromEntries(entries.map((entry) => [entry.id, [null, entry]])))
  inventory[Symbol.dispose]()

  interruption.throwIfAborted()
  const program = join(projectRoot, 'electron', 'daemon.ts')
  const child = spawn(process.execPath, [program, '--data', data, '--desk', 'browser'], {
    env: { ...process.env, SERVICECOMPOSER_SCRATCH: home },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  const gone = once(child, 'exit')
  const end = () => void child.kill('SIGTERM')
  opened.defer(async () => {
    interruption.removeEventListener('abort', end)
    end()
    await gone
  })
  interruption.addEventListener('abort', end)
  let complaint = ''
  child.stderr.on('data', (text: Buffer) => {
    complaint += text.toString()
  })
  let owner = findOwner(data)
  for (let waited = 0; !owner; waited += 50, owner = findOwner(data)) {
    interruption.throwIfAborted()
    if (child.exitCode !== null) throw new Error(`the daemon ended: ${complaint}`)
    if (waited > 60_000) throw new Error('the daemon did not open its door within a minute')
    await setTimeout(50)
  }
  const all = opened.move()
  return {
    owner,
    pid: owner.pid,
    link: `http://127.0.0.1:${owner.port}/#token=${owner.token}`,
    [Symbol.asyncDispose]: () => all.disposeAsync(),
  }
}
