import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { onTestFinished } from 'vitest'
import { connect } from '../../../shared/contract/connect.ts'
import type { Composer, In } from '../../../shared/contract/contract.ts'
import type { Event } from '../../../shared/model/event.ts'
import type { Goal } from '../../../shared/model/plan.ts'
import { ProblemError } from '../../../shared/model/problem.ts'
import type { RunRecord } from '../../../shared/model/run.ts'
import { dial } from '../../bridge/socket-wire.ts'
import { endOne, endTree, isAlive } from '../../sessions/testing/process.ts'

/** An engine in a process of its own, as people have it, and one client of it. */
export interface Killable {
  readonly composer: Composer
  readonly events: readonly Event[]
  /** SIGKILL; resolves when the process is gone. */
  kill(): Promise<void>
  /** Plans and begins a run. */
  begin(workspace: string, goal: Goal, more?: Partial<In<'run.start'>>): Promise<string>
  ended(run: string): Promise<RunRecord>
  record(run: string): Promise<RunRecord>
}

/** A data folder in which one engine after the other works; whatever runs in it is ended with the test. */
export interface KillableHome {
  readonly home: string
  start(): Promise<Killable>
  /** The pids of its QEMU processes, by the folder of each machine: more than one in a folder is a machine that runs twice. */
  machines(): Promise<Map<string, number[]>>
}

const daemon = join(import.meta.dirname, '..', '..', 'daemon.ts')

export async function killableHome(): Promise<KillableHome> {
  const home = await mkdtemp('/tmp/sc-kill-')
  const env = { ...process.env, HOME: home, SERVICECOMPOSER_SCRATCH: home, SSH_AUTH_SOCK: '' }
  const engines = new Set<ReturnType<typeof spawn>>()
  const machines = () => machinesIn(home)
  onTestFinished(async () => {
    await Promise.all([...engines].map(endTree))
    for (const pids of (await machines()).values()) pids.forEach(endOne)
    await rm(home, { recursive: true, force: true, maxRetries: 5 })
  })
  return {
    home,
    machines,
    async start() {
      const child = spawn(process.execPath, [daemon, '--data', join(home, 'data'), '--desk', 'none', '--json'], {
        env,
        stdio: ['ignore', 'pipe', 'inherit'],
      })
      engines.add(child)
      const gone = once(child, 'exit')
      const [line] = (await Promise.race([once(createInterface({ input: child.stdout }), 'line'), gone])) as [unknown]
      if (typeof line !== 'string') throw new Error(`the engine ended with ${String(line)} before it served`)
      const link = new URL(String(JSON.parse(line).link))
      return client({ port: Number(link.port), token: link.hash.replace('#token=', '') }, async () => {
        child.kill('SIGKILL')
        await gone
        engines.delete(child)
      })
    },
  }
}

async function client(door: { port: number; token: string }, kill: () => Promise<void>): Promise<Killable> {
  const { wire, hangUp } = await dial(door)
  const events: Event[] = []
  const hearing = new Set<() => void>()
  const { composer } = connect(wire, (event) => {
    events.push(event)
    for (const hear of [...hearing]) hear()
  })
  const record = async (run: string) => {
    const found = (await composer['runs.list']({ limit: 500 })).runs.find(({ id }) => id === run)
    if (!found) throw new Error(`there is no record of ${run}`)
    return found
  }
  return {
    composer,
    events,
    record,
    async kill() {
      await kill()
      hangUp()
    },
    async begin(workspace, goal, more = {}) {
      const wish = { workspace, goal, only: more.only ?? null } as In<'plan.make'>
      for (;;) {
        const { digest } = await composer['plan.make'](wish)
        try {
          return (await composer['run.start']({ ...wish, ...more, digest })).run
        } catch (cause) {
          // A guest that came up in between: as a person would, looks at the new plan and starts that.
          if (!(cause instanceof ProblemError) || cause.problem.code !== 'plan.stale') throw cause
        }
      }
    },
    async ended(run) {
      const { promise, resolve } = Promise.withResolvers<void>()
      const hear = () => (events.some((event) => event.type === 'run.ended' && event.run === run) ? resolve() : undefined)
      hearing.add(hear)
      hear()
      await promise
      hearing.delete(hear)
      return record(run)
    },
  }
}

async function machinesIn(home: string): Promise<Map<string, number[]>> {
  const found = new Map<string, number[]>()
  for (const name of (await readdir('/proc')).filter((entry) => /^\d+$/.test(entry))) {
    const line = await readFile(`/proc/${name}/cmdline`, 'utf8').catch(() => '')
    const folder = new RegExp(`${home}/[^\\0]*?/?(qemu-[^/\\0]+)/pid`).exec(line)?.[1]
    // Before it is in the background QEMU is two processes of which the first waits: only the one that stays counts.
    if (!line.startsWith('qemu-system') || !folder || !isAlive(Number(name)) || (await hasChildOfSameLine(Number(name), line))) continue
    found.set(folder, [...(found.get(folder) ?? []), Number(name)])
  }
  return found
}

async function hasChildOfSameLine(pid: number, line: string): Promise<boolean> {
  const children = (await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8').catch(() => '')).trim().split(' ')
  for (const child of children) if (child && (await readFile(`/proc/${child}/cmdline`, 'utf8').catch(() => '')) === line) return true
  return false
}
