import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { onTestFinished } from 'vitest'
import { testClient, type TestClient } from '../../app/testing/client.ts'
import { dial } from '../../bridge/socket-wire.ts'
import { endMachinesBelow, machinesBelow } from '../../sessions/testing/left.ts'
import { endTree, isAlive } from '../../sessions/testing/process.ts'

/** An engine in a process of its own, as people have it, and one client of it. */
export interface Killable extends TestClient {
  readonly pid: number
  /** SIGKILL; resolves when the process is gone. */
  kill(): Promise<void>
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
    await endMachinesBelow(home)
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
      const { wire, hangUp } = await dial({ port: Number(link.port), token: link.hash.replace('#token=', '') })
      return {
        ...testClient(wire),
        pid: child.pid ?? Number.NaN,
        async kill() {
          child.kill('SIGKILL')
          await gone
          engines.delete(child)
          hangUp()
        },
      }
    },
  }
}

async function machinesIn(home: string): Promise<Map<string, number[]>> {
  const found = new Map<string, number[]>()
  for (const [pid, line] of await machinesBelow(home)) {
    const folder = new RegExp(`${home}/[^\\0]*?/?(qemu-[^/\\0]+)/pid`).exec(line)?.[1]
    // Before it is in the background QEMU is two processes of which the first waits: only the one that stays counts.
    if (!folder || !isAlive(pid) || (await hasChildOfSameLine(pid, line))) continue
    found.set(folder, [...(found.get(folder) ?? []), pid])
  }
  return found
}

async function hasChildOfSameLine(pid: number, line: string): Promise<boolean> {
  const children = (await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8').catch(() => '')).trim().split(' ')
  for (const child of children) if (child && (await readFile(`/proc/${child}/cmdline`, 'utf8').catch(() => '')) === line) return true
  return false
}
