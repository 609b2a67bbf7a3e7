import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { createConnection } from 'node:net'
import { join } from 'node:path'
import { expect, onTestFinished } from 'vitest'
import { plugins } from '../../../plugins/index.ts'
import { connect } from '../../../shared/contract/connect.ts'
import type { Composer } from '../../../shared/contract/contract.ts'
import type { Event } from '../../../shared/model/event.ts'
import { WorkspaceId } from '../../../shared/model/id.ts'
import type { Goal } from '../../../shared/model/plan.ts'
import { ProblemError, type Problem } from '../../../shared/model/problem.ts'
import type { Verdict } from '../../../shared/model/run.ts'
import { browserDesk } from '../../app/browser-desk.ts'
import { createComposer } from '../../app/composer.ts'
import { memoryWires } from '../../bridge/memory-wire.ts'
import { keyFileVault } from '../../inventory/key-file-vault.ts'
import { openInventory } from '../../inventory/open.ts'
import { openSessions } from '../../sessions/open.ts'
import { endOne } from '../../sessions/testing/process.ts'

/** The whole engine with all its plugins, in folders of its own. */
export interface Whole {
  readonly composer: Composer
  readonly home: string
  readonly events: readonly Event[]
  /** Takes in a YAML file of one workspace. */
  take(text: string): Promise<WorkspaceId>
  begin(workspace: WorkspaceId, goal: Goal): Promise<string>
  /** How a run ended, and the problems of its steps. */
  ended(run: string): Promise<{ verdict: Verdict; problems: Problem[] }>
  run(workspace: WorkspaceId, goal: Goal): Promise<{ verdict: Verdict; problems: Problem[] }>
  /** The pids of the QEMU processes that work in this engine's folder. */
  guests(): Promise<number[]>
  /** Ends the engine, then looks: no process, no socket that answers, nothing logged, and an inventory that opens again. */
  leavesNothing(): Promise<void>
}

export interface WholeWish {
  /** A start may take this long. */
  readonly startMs?: number
  /** Where its folder is made. */
  readonly parent?: string
}

export async function whole({ startMs = 60_000, parent = '/tmp' }: WholeWish = {}): Promise<Whole> {
  const home = await mkdtemp(join(parent, 'sc-bad-'))
  const path = join(home, 'inventory.sqlite')
  const logged: unknown[] = []
  const inventory = openInventory(path, (problem) => logged.push(problem))
  const composed = createComposer({
    inventory,
    vault: keyFileVault(join(home, 'vault.key')),
    plugins,
    desk: browserDesk('none'),
    openSessions: (needs) =>
      openSessions(
        { ...needs, knownHosts: join(home, 'known_hosts') },
        { env: { ...process.env, HOME: home, SERVICECOMPOSER_SCRATCH: home } },
      ),
    version: 'test',
    data: home,
    timeouts: { startMs, windowMs: 5_000 },
    quit: () => undefined,
    log: (cause) => logged.push(cause),
  })
  const { near, far, hangUp } = memoryWires()
  const events: Event[] = []
  const hearing = new Set<() => void>()
  const { composer } = connect(near, (event) => {
    events.push(event)
    hearing.forEach((look) => void look())
  })
  composed.welcome(far)

  const guests = async () => {
    const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name))
    const lines = await Promise.all(pids.map(async (pid) => [pid, await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')] as const))
    return lines.filter(([, line]) => line.startsWith('qemu-system') && line.includes(`${home}/`)).map(([pid]) => Number(pid))
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
    for (const pid of await guests()) endOne(pid)
    await end()
    await rm(home, { recursive: true, force: true })
  })

  const begin = async (workspace: WorkspaceId, goal: Goal) => {
    for (;;) {
      const { digest } = await composer['plan.make']({ workspace, goal })
      try {
        return (await composer['run.start']({ workspace, goal, digest })).run
      } catch (cause) {
        // A guest that came up in between: as a person would, looks at the new plan and starts that.
        if (!(cause instanceof ProblemError) || cause.problem.code !== 'plan.stale') throw cause
      }
    }
  }
  const ended = async (run: string) => {
    const { promise, resolve } = Promise.withResolvers<void>()
    const look = () => (events.some((event) => event.type === 'run.ended' && event.run === run) ? resolve() : undefined)
    hearing.add(look)
    look()
    await promise
    hearing.delete(look)
    const record = (await composer['runs.list']({})).runs.find(({ id }) => id === run)
    if (!record?.verdict) throw new Error(`${run} has no verdict`)
    return { verdict: record.verdict, problems: Object.values(record.steps).flatMap(({ problem }) => problem ?? []) }
  }
  return {
    composer,
    home,
    events,
    async take(text) {
      const { workspaces, problems } = await composer['document.import']({ text })
      expect(problems).toEqual([])
      return workspaces[0] ?? WorkspaceId.parse('')
    },
    begin,
    ended,
    run: async (workspace, goal) => ended(await begin(workspace, goal)),
    guests,
    async leavesNothing() {
      expect(await guests()).toEqual([])
      await end()
      expect(await liveSockets(home)).toEqual([])
      expect(logged).toEqual([])
      using again = openInventory(path)
      expect(again.unfinished()).toEqual([])
    },
  }
}

/** Sockets below a folder on which somebody still listens. */
export async function liveSockets(folder: string): Promise<string[]> {
  const found = await readdir(folder, { recursive: true, withFileTypes: true })
  const sockets = found.filter((entry) => entry.isSocket()).map((entry) => join(entry.parentPath, entry.name))
  const answers = await Promise.all(sockets.map(async (path) => ((await answersAt(path)) ? [path] : [])))
  return answers.flat()
}

function answersAt(path: string): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>()
  const socket = createConnection(path)
  socket.once('connect', () => resolve(true)).once('error', () => resolve(false))
  return promise.finally(() => socket.destroy())
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
