import { execFile, spawn } from 'node:child_process'
import { closeSync, openSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { setTimeout } from 'node:timers/promises'
import { promisify } from 'node:util'
import { checkWords } from './quote.ts'

/** A process of this computer that outlives us, and how to know it again: a number alone is given to somebody else later. */
export interface Detached {
  readonly pid: number
  /** When it began, as the system counts it, boot and all. */
  readonly began: string
}

export interface DetachedWish {
  readonly argv: readonly [string, ...string[]]
  readonly env: NodeJS.ProcessEnv
  /** Written to its standard input, which is then closed. */
  readonly stdin?: string
  /** A file that takes what it says; made with mode 0600, emptied first. */
  readonly log: string
}

/** Between the polite signal and the last one, and how often it is looked meanwhile. Milliseconds. */
const mercy = { ms: 2_000, every: 25 }

/** Starts a program in a session of its own. Rejects when the system does not start it (`ENOENT`). */
export async function startDetached({ argv, env, stdin, log }: DetachedWish): Promise<{ process: Detached; exited: Promise<number> }> {
  checkWords(argv)
  const [command, ...args] = argv
  const said = openSync(log, 'w', 0o600)
  try {
    const child = spawn(command, args, { detached: true, env, stdio: ['pipe', said, said] })
    const exited = new Promise<number>((resolve) => child.once('exit', (code) => resolve(code ?? 128)))
    const pid = await new Promise<number>((resolve, reject) => {
      child.once('error', reject)
      child.once('spawn', () => resolve(child.pid ?? 0))
    })
    // It may end without reading: how it went is told by its window.
    child.stdin?.on('error', () => {})
    child.stdin?.end(stdin ?? '')
    child.unref()
    return { process: { pid, began: (await beganAt(pid)) ?? '' }, exited }
  } finally {
    closeSync(said)
  }
}

/** Whether that very process still runs; one that only waits to be reaped does not. */
export const isRunning = async ({ pid, began }: Detached): Promise<boolean> => began !== '' && (await beganAt(pid)) === began

/** Whether the other process is it, or was started by it. */
export async function hasStarted({ pid }: Detached, other: number): Promise<boolean> {
  return other === pid || (process.platform === 'linux' && (await statOf(other))?.session === pid)
}

/** Ends it and what it started, politely first. What is over already is no error. */
export async function endDetached(process: Detached): Promise<void> {
  if (!(await isRunning(process))) return
  signalGroup(process.pid, 'SIGTERM')
  const killAt = performance.now() + mercy.ms
  while (await isRunning(process)) {
    if (performance.now() > killAt) signalGroup(process.pid, 'SIGKILL')
    await setTimeout(mercy.every)
  }
}

function signalGroup(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(-pid, name)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error
  }
}

/** Field 22 of /proc/<pid>/stat (proc(5)) and which boot that was; elsewhere what `ps` says. Null when no such process runs. */
async function beganAt(pid: number): Promise<string | null> {
  if (process.platform !== 'linux') return startedByPs(pid)
  const [stat, boot] = await Promise.all([statOf(pid), readFile('/proc/sys/kernel/random/boot_id', 'utf8')])
  return stat && stat.state !== 'Z' && stat.state !== 'X' ? `${boot.trim()} ${stat.began}` : null
}

async function statOf(pid: number): Promise<{ state: string; session: number; began: string } | null> {
  try {
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8')
    // The name in brackets may hold anything; fields are counted from behind it, the state being the third of all.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return { state: fields[0] ?? '', session: Number(fields[3]), began: fields[19] ?? '' }
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ESRCH')) return null
    throw error
  }
}

async function startedByPs(pid: number): Promise<string | null> {
  try {
    const { stdout } = await promisify(execFile)('ps', ['-o', 'lstart=', '-p', String(pid)], { env: { ...process.env, LC_ALL: 'C' } })
    return stdout.trim() || null
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 1) return null
    throw error
  }
}
