import { ProblemError } from '../../shared/model/problem.ts'
import type { Shell, Terminal, TerminalWish, Tunnel } from '../../shared/plugin/shell.ts'
import { byteStream } from './bytes.ts'
import type { Connection } from './connection.ts'
import { quote } from './quote.ts'
import type { Entrance } from './sessions.ts'
import { connectThere } from './ssh-connect.ts'
import { displayThere } from './x11/ssh-display.ts'
import type { FarPlace } from './ssh-place.ts'
import { runThere } from './ssh-run.ts'
import { openTunnel } from './tunnel.ts'
import { unreadable } from './unreadable.ts'

/** The inside of a machine, over one SSH connection that all share. Its tunnels end with the connection. */
export function sshShell(
  connection: Connection,
  { machine, name, login, through }: Entrance,
  place: FarPlace,
  env: NodeJS.ProcessEnv,
): Shell {
  const tunnels = new Set<Tunnel>()
  connection.onLost(() => {
    for (const tunnel of tunnels) void tunnel[Symbol.asyncDispose]()
  })
  return {
    ...place,
    place: { levels: [...through.place.levels, { label: name, id: machine }], user: login.user },
    run: (command, args, options) => runThere(connection, command, args, options),
    read: (path) => readThere(connection, path),
    connect: (to, signal) => connectThere(connection, to, signal),
    async forward(to) {
      const lost = connection.lost()
      if (lost) throw lost
      const tunnel: Tunnel = await openTunnel(
        (signal) => connectThere(connection, to, signal),
        () => tunnels.delete(tunnel),
      )
      tunnels.add(tunnel)
      return tunnel
    },
    terminal: (wish) => terminalThere(connection, wish),
    display: (command, args, signal) => displayThere(connection, { env, command, args, signal }),
  }
}

async function readThere(connection: Connection, path: string): Promise<string> {
  try {
    return (await runThere(connection, 'cat', ['--', path])).stdout
  } catch (error) {
    if (!(error instanceof ProblemError && error.problem.code === 'command.failed')) throw error
    const { code } = await runThere(connection, 'test', ['-e', path], { okCodes: [0, 1] })
    throw unreadable(path, connection.name, code === 1, error.problem.message)
  }
}

async function terminalThere(connection: Connection, wish: TerminalWish): Promise<Terminal> {
  const command = wish.command && `exec ${quote(wish.command)}`
  const channel = await connection.open(command, { term: 'xterm-256color', cols: wish.columns, rows: wish.rows, width: 0, height: 0 })
  let code: number | null = null
  let ending = false
  channel.on('exit', (exit: number | null) => {
    code = exit ?? 128
  })
  const reason = () => {
    const lost = connection.lost()
    if (ending || lost) return lost && !ending ? lost.problem.message : null
    if (code === null) return `the terminal on ${connection.name} was cut off`
    return wish.command && code !== 0 ? `${wish.command[0]} ended with code ${code}` : null
  }
  const hangUp = () => {
    ending = true
    channel.close()
    channel.resume()
  }
  return {
    ...byteStream(channel, reason, hangUp),
    resize: ({ columns, rows }) => channel.setWindow(rows, columns, 0, 0),
  }
}
