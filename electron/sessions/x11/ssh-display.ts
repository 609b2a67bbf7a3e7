import { randomBytes } from 'node:crypto'
import type { ClientChannel } from 'ssh2'
import { ProblemError } from '../../../shared/model/problem.ts'
import type { Shown } from '../../../shared/plugin/shell.ts'
import { isNoX11, type Connection } from '../connection.ts'
import { type Display, displayCookie, displayOf } from './display.ts'
import { dial } from '../dial.ts'
import { commandMissing, outputs } from '../output.ts'
import { quote } from '../quote.ts'
import { announce, announced, endThere } from '../ssh-run.ts'
import { type Guest, guestsOf } from './guests.ts'

interface DisplayWish {
  /** Names the display and where its cookie is. */
  readonly env: NodeJS.ProcessEnv
  readonly command: string
  readonly args: readonly string[]
  readonly signal?: AbortSignal | undefined
}

/**
 * Runs a program inside the machine, with its windows on this computer's display (RFC 4254, 6.3). The machine is told a cookie that
 * is made for this one program; only who shows it is let through, and never sees the display's own. The program can do there what
 * every program of this computer can: see other windows and type into them.
 */
export async function displayThere(connection: Connection, { env, command, args, signal }: DisplayWish): Promise<Shown> {
  signal?.throwIfAborted()
  const display = displayOf(env)
  const cookie = await displayCookie(display, env)
  await reachable(display, signal)
  const token = randomBytes(16)
  const shown = Promise.withResolvers<Shown['windows']>()
  const guest: Guest = {
    cookie,
    dial: (end) => dial(display.at, end),
    shows: shown.resolve,
    refused: (reason) => shown.reject(refusedHere(display, reason)),
  }
  const guests = guestsOf(connection.client)
  const leave = guests.expect(token, guest)
  const program = await start(connection, command, args, token).catch((error: unknown) => {
    leave()
    throw isNoX11(error) ? noForwarding(connection.name) : error
  })
  const ended = program.over.then(leave)
  ended.then(() =>
    shown.reject(program.missing() ? commandMissing(command, connection.name) : noWindow(command, connection, program.said())),
  )
  const abort = () => shown.reject(signal?.reason)
  signal?.addEventListener('abort', abort, { once: true })
  try {
    const windows = await shown.promise
    return { windows, ended, end: program.end }
  } catch (error) {
    connection.parting(program.end())
    throw error
  } finally {
    signal?.removeEventListener('abort', abort)
  }
}

async function start(connection: Connection, command: string, args: readonly string[], token: Buffer) {
  const line = `exec ${quote(['sh', '-c', announce, 'sh', command, ...args])}`
  const channel: ClientChannel = await connection.open(line, undefined, 'lasts', { cookie: token })
  const { stdout, stderr } = outputs()
  channel.on('data', (data: Buffer) => stdout.take(data))
  channel.stderr.on('data', (data: Buffer) => stderr.take(data))
  const over = new Promise<void>((resolve) => channel.once('close', () => resolve()))
  channel.end('go\n')
  const mark = () => announced.exec(stderr.text())?.[1] ?? null
  const said = () => `${stderr.text().replace(announced, '')}${stdout.text()}`.trim()
  const end = async () => {
    const pid = mark()
    if (pid && pid !== 'missing') await endThere(connection, pid)
    channel.close()
    await over
  }
  return { over, end, said, missing: () => mark() === 'missing' }
}

/** Whether anybody is there: a display that is gone is told before the program is started. */
async function reachable(display: Display, signal: AbortSignal | undefined): Promise<void> {
  try {
    const socket = await dial(display.at, signal)
    socket.destroy()
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error
    throw new ProblemError(
      {
        code: 'display.unreachable',
        severity: 'error',
        title: `The display ${display.name} does not answer`,
        message: error.problem.message,
        hint: 'See whether the graphical session still runs, and whether DISPLAY names it.',
      },
      { cause: error },
    )
  }
}

const refusedHere = (display: Display, reason: string) =>
  new ProblemError({
    code: 'display.refused',
    severity: 'error',
    title: `The display ${display.name} lets no program in`,
    message: `It answered: ${reason || 'no reason'}.`,
    hint: 'Set XAUTHORITY to the file with the cookie of this display where ServiceComposer is started.',
  })

const noForwarding = (name: string) =>
  new ProblemError({
    code: 'x11.refused',
    severity: 'error',
    title: `${name} passes no windows on`,
    message: `The SSH server of ${name} was asked to forward X11 and refused.`,
    hint: 'Set "X11Forwarding yes" in its sshd_config, and install xauth there.',
  })

const noWindow = (command: string, connection: Connection, said: string) =>
  new ProblemError({
    code: 'x11.no-window',
    severity: 'error',
    title: `${command} showed no window`,
    message: connection.lost()?.problem.message ?? `${command} on ${connection.name} ended before it showed a window.`,
    hint: 'The detail says what it said. See whether it is a program with windows, and whether its arguments are right.',
    ...(said && { detail: said }),
  })
