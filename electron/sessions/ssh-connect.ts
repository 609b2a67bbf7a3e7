import type { ClientChannel } from 'ssh2'
import { ProblemError } from '../../shared/model/problem.ts'
import type { ByteStream, Socket } from '../../shared/plugin/shell.ts'
import { unlessAborted } from './abort.ts'
import { byteStream } from './bytes.ts'
import type { Connection } from './connection.ts'
import { checkPath, connectProblem, showSocket } from './dial.ts'
import { relayed, systemCode } from './relay.ts'

/** Why an SSH server opened nothing (RFC 4254, 5.1): it tried, but was not let in; it knows no such thing; others mean it would not. */
const connectFailed = 2
const unknownKind = 3

/** Servers that know no Unix sockets, such as dropbear: they are not asked a second time. */
const withoutUnix = new WeakSet<Connection>()

/**
 * A connection that ends at `to` as seen from inside the machine. Where the server does not forward to Unix sockets, or not at all, a
 * program there (`socat`, `nc`) does it. Rejects with `connect.*`, or with `ssh.lost`.
 */
export async function connectThere(connection: Connection, to: Socket, signal?: AbortSignal): Promise<ByteStream> {
  checkPath(to)
  const channel = await unlessAborted(
    signal,
    () => openThere(connection, to, signal),
    (late) => late.close(),
  )
  const exit = { code: 0 }
  channel.on('exit', (code: number | null) => {
    exit.code = code ?? 1
  })
  channel.stderr.resume()
  return byteStream(
    channel,
    () => connection.lost()?.problem.message ?? (exit.code === 0 ? null : `${showSocket(to)} could not be kept open`),
  )
}

async function openThere(connection: Connection, to: Socket, signal: AbortSignal | undefined): Promise<ClientChannel> {
  if ('path' in to && withoutUnix.has(connection)) return relayed(connection, to, signal)
  try {
    return await forwarded(connection, to)
  } catch (error) {
    if (error instanceof ProblemError) throw error
    const reason = error instanceof Error && 'reason' in error ? error.reason : null
    const detail = error instanceof Error ? error.message : String(error)
    if (reason === unknownKind && 'path' in to) withoutUnix.add(connection)
    if (reason === connectFailed && 'port' in to) throw connectProblem(to, systemCode(detail), detail)
    // OpenSSH answers alike for a socket that nobody listens to and for one it may not forward to: a program there can tell.
    return relayed(connection, to, signal)
  }
}

function forwarded(connection: Connection, to: Socket): Promise<ClientChannel> {
  return connection.ask((answer) => {
    if ('path' in to) connection.client.openssh_forwardOutStreamLocal(to.path, answer)
    else connection.client.forwardOut('127.0.0.1', 0, to.host, to.port, answer)
  })
}
