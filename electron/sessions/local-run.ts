import { spawn, type ChildProcessByStdio } from 'node:child_process'
import { constants } from 'node:os'
import type { Readable, Writable } from 'node:stream'
import { setTimeout } from 'node:timers/promises'
import { ProblemError } from '../../shared/model/problem.ts'
import type { Ran, RunOptions } from '../../shared/plugin/shell.ts'
import { checkWords } from './quote.ts'
import { commandFlood, commandMissing, judge, outputs } from './output.ts'

type Child = ChildProcessByStdio<Writable, Readable, Readable>

/** Between the polite signal and the last one. */
const mercyMs = 2_000
/** A program that goes on in the background may keep the pipes open; what it says after this silence is nobody's answer. */
const lingerMs = 250
const here = 'this computer'

/**
 * Runs a program of this computer in a process group of its own, without a shell between. Its messages are asked for in English, so
 * that they can be read by plugins. `dying` is told of everything that outlives an abort for a moment.
 */
export function runHere(
  command: string,
  args: readonly string[],
  options: RunOptions | undefined,
  dying: (end: Promise<void>) => void,
): Promise<Ran> {
  return new Promise((resolve, reject) => {
    const signal = options?.signal
    if (signal?.aborted) return reject(signal.reason)
    const child = start(command, args)
    const { stdout, stderr } = outputs()
    let exit: number | null = null
    let timer: NodeJS.Timeout | undefined

    const giveUp = (reason: unknown) => {
      settle()
      reject(reason)
      letGo(child)
      if (child.pid !== undefined) dying(endGroup(child.pid))
    }
    const aborted = () => giveUp(signal?.reason)
    const settle = () => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', aborted)
    }
    const finish = () => {
      settle()
      letGo(child)
      try {
        resolve(judge(command, here, { code: exit ?? -1, stdout: stdout.text(), stderr: stderr.text() }, options))
      } catch (problem) {
        reject(problem)
      }
    }
    signal?.addEventListener('abort', aborted, { once: true })
    child.once('error', (error: NodeJS.ErrnoException) => {
      settle()
      reject(error.code === 'ENOENT' ? commandMissing(command, here) : notStarted(command, error))
    })
    child.stdout.on('data', (data: Buffer) => {
      stdout.take(data)
      timer?.refresh()
      if (stdout.flooded) giveUp(commandFlood(command, here))
    })
    child.stderr.on('data', (data: Buffer) => stderr.take(data))
    // A program may end without reading its input: a broken pipe is its choice, the exit code tells how it went.
    child.stdin.on('error', () => {})
    child.stdin.end(options?.stdin ?? '')
    child.once('exit', (code, name) => {
      exit = code ?? 128 + (name ? constants.signals[name] : 0)
      timer = globalThis.setTimeout(finish, lingerMs)
    })
    child.once('close', () => {
      if (exit !== null) finish()
    })
  })
}

function start(command: string, args: readonly string[]): Child {
  checkWords([command, ...args])
  return spawn(command, args, { detached: true, stdio: ['pipe', 'pipe', 'pipe'], env: { ...process.env, LC_ALL: 'C.UTF-8' } })
}

/** A background program may hold the pipes: they are drained while we live, but do not keep us alive. */
function letGo(child: Child): void {
  for (const pipe of [child.stdout, child.stderr]) {
    pipe.removeAllListeners('data')
    pipe.resume()
    if ('unref' in pipe && typeof pipe.unref === 'function') pipe.unref()
  }
}

/** SIGTERM to the whole group, SIGKILL to what does not heed it; resolves when nobody is left who could be ended. */
export async function endGroup(pid: number): Promise<void> {
  signalGroup(pid, 'SIGTERM')
  const killAt = performance.now() + mercyMs
  // Past the last signal only a process that nobody reaps can still be seen; there is no point in waiting for it.
  while (signalGroup(pid, 0) && performance.now() < killAt + mercyMs) {
    if (performance.now() > killAt) signalGroup(pid, 'SIGKILL')
    await setTimeout(20)
  }
}

/** Signals a process group of this computer; false when it is gone, or has become another user's, as below sudo. */
function signalGroup(pid: number, name: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(-pid, name)
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ESRCH' || error.code === 'EPERM')) return false
    throw error
  }
}

function notStarted(command: string, error: NodeJS.ErrnoException): ProblemError {
  return new ProblemError({
    code: 'command.failed',
    severity: 'error',
    title: `${command} could not be started`,
    message:
      error.code === 'EACCES' ? `${command} may not be run by this user.` : `The system refused to start ${command}: ${error.message}.`,
    hint: 'See whether it is a program, and whether its mode allows you to run it.',
  })
}
