import { constants } from 'node:os'
import type { ClientChannel } from 'ssh2'
import type { Ran, RunOptions } from '../../shared/plugin/shell.ts'
import type { Connection } from './connection.ts'
import { commandCut, commandFlood, commandMissing, judge, outputs } from './output.ts'
import { quote } from './quote.ts'

/**
 * The far side's own shell becomes this one, which waits for the first line of its input, tells its process id on the first line of
 * standard error and then becomes the command. So the id is known when the command must be ended: the SSH protocol has no sure way,
 * least of all for root. And a command that the server began although it said no never comes to be: it hears nothing. The words of
 * the command are parameters here, never part of a sentence.
 */
export const announce =
  'read -r go && [ "$go" = go ] || exit 1; export LC_ALL=C.UTF-8; if command -v "$1" >/dev/null 2>&1; then echo "servicecomposer:$$" >&2; exec "$@"; fi; echo servicecomposer:missing >&2; exit 127'
export const announced = /servicecomposer:(\d+|missing)\n/
/** Ends a process group, or the one process where it leads no group; the polite signal first, the last one after two seconds. */
const endScript =
  'for to in "-$1" "$1"; do kill -TERM "$to" 2>/dev/null || continue; for second in 1 2; do kill -0 "$to" 2>/dev/null || exit 0; sleep 1; done; kill -KILL "$to" 2>/dev/null; exit 0; done'
/** A program left in the background may keep the channel open; after so long a silence the answer is complete. Milliseconds. */
const lingerMs = 2_000

/** Runs a command inside the machine. An abort rejects at once; the far process is ended in the background, before the connection closes. */
export async function runThere(connection: Connection, command: string, args: readonly string[], options?: RunOptions): Promise<Ran> {
  const line = `exec ${quote(['sh', '-c', announce, 'sh', command, ...args])}`
  const signal = options?.signal
  const leave = await connection.commands.enter(signal)
  const job = startJob(connection, command, line, options?.stdin ?? '')
  job.over.finally(leave)
  if (!signal) return job.answer.then((ran) => judge(command, connection.name, ran, options))
  return new Promise((resolve, reject) => {
    const aborted = () => {
      reject(signal.reason)
      connection.parting(job.end())
    }
    signal.addEventListener('abort', aborted, { once: true })
    if (signal.aborted) aborted()
    job.answer
      .then((ran) => judge(command, connection.name, ran, options))
      .then(resolve, reject)
      .finally(() => signal.removeEventListener('abort', aborted))
  })
}

interface Job {
  readonly answer: Promise<Ran>
  /** When the channel is given back. */
  readonly over: Promise<void>
  end(): Promise<void>
}

function startJob(connection: Connection, command: string, line: string, stdin: string): Job {
  const channel = connection.open(line)
  const pid = Promise.withResolvers<string | null>()
  const over = Promise.withResolvers<void>()
  const end = async () => {
    const found = await pid.promise
    if (found) await endThere(connection, found)
    await channel.then(
      (open) => open.close(),
      () => {},
    )
  }
  const answer = channel.then((open) => listenTo(open, connection, command, stdin, pid.resolve, end))
  const done = () => {
    pid.resolve(null)
    over.resolve()
  }
  answer.then(done, done)
  return { answer, over: over.promise, end }
}

/** Collects what the command says until it is over. */
function listenTo(
  channel: ClientChannel,
  connection: Connection,
  command: string,
  stdin: string,
  tell: (pid: string | null) => void,
  end: () => Promise<void>,
): Promise<Ran> {
  const { stdout, stderr } = outputs()
  return new Promise((resolve, reject) => {
    let code: number | null = null
    let head: string | null = ''
    let timer: NodeJS.Timeout | undefined
    const finish = () => {
      clearTimeout(timer)
      const text = stderr.text()
      const mark = announced.exec(text)
      if (code === null) reject(connection.lost() ?? commandCut(command, connection.name))
      else if (mark?.[1] === 'missing') reject(commandMissing(command, connection.name))
      else resolve({ code, stdout: stdout.text(), stderr: mark ? text.slice(mark.index + mark[0].length) : text })
    }
    channel.on('data', (data: Buffer) => {
      stdout.take(data)
      timer?.refresh()
      if (!stdout.flooded) return
      channel.removeAllListeners('data').resume()
      connection.parting(end())
      reject(commandFlood(command, connection.name))
    })
    channel.stderr.on('data', (data: Buffer) => {
      stderr.take(data)
      timer?.refresh()
      if (head === null) return
      head += data.toString('latin1')
      const mark = announced.exec(head)
      if (mark || head.length > 65_536) head = null
      if (mark) tell(mark[1] === 'missing' ? null : (mark[1] ?? null))
    })
    channel.on('exit', (exit: number | null, name?: string) => {
      code = exit ?? 128 + signalNumber(name ?? '')
      timer = setTimeout(finish, lingerMs)
    })
    channel.on('close', finish)
    channel.end(`go\n${stdin}`)
  })
}

/** Ends a program inside the machine, with its process group. */
export async function endThere(connection: Connection, pid: string): Promise<void> {
  const killer = await connection.open(`exec ${quote(['sh', '-c', endScript, 'sh', pid])}`).catch(() => null)
  if (!killer) return
  killer.resume()
  killer.stderr.resume()
  await new Promise((resolve) => killer.once('close', resolve))
}

function signalNumber(name: string): number {
  const found = Object.entries(constants.signals).find(([known]) => known === name)
  return found ? found[1] : 0
}
