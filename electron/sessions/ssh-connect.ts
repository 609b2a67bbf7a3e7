import type { ClientChannel } from 'ssh2'
import { ProblemError } from '../../shared/model/problem.ts'
import type { ByteStream, Socket } from '../../shared/plugin/shell.ts'
import { unlessAborted } from './abort.ts'
import { byteStream } from './bytes.ts'
import type { Connection } from './connection.ts'
import { checkPath, connectProblem, showSocket } from './dial.ts'
import { quote } from './quote.ts'
import { runThere } from './ssh-run.ts'

/** The reason of an SSH server that tried, but was not let in; others mean that it would not try (RFC 4254, 5.1). */
const connectFailed = 2

/**
 * A connection that ends at `to` as seen from inside the machine. Where the server does not forward to Unix sockets, or not at all, a
 * program there (`nc`, `socat`) does it. Rejects with `connect.*`, or with `ssh.lost`.
 */
export async function connectThere(connection: Connection, to: Socket, signal?: AbortSignal): Promise<ByteStream> {
  checkPath(to)
  const open = async () => {
    try {
      return await forwarded(connection, to)
    } catch (error) {
      if (error instanceof ProblemError) throw error
      const reason = error instanceof Error && 'reason' in error ? error.reason : null
      const detail = error instanceof Error ? error.message : String(error)
      if ('path' in to) await mustListen(connection, to, detail, signal)
      else if (reason === connectFailed) throw connectProblem(to, systemCode(detail), detail)
      return relayed(connection, to, signal)
    }
  }
  const channel = await unlessAborted(signal, open, (late) => late.close())
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

function forwarded(connection: Connection, to: Socket): Promise<ClientChannel> {
  return connection.ask((answer) => {
    if ('path' in to) connection.client.openssh_forwardOutStreamLocal(to.path, answer)
    else connection.client.forwardOut('127.0.0.1', 0, to.host, to.port, answer)
  })
}

/** The words of the server are all there is to tell why; OpenSSH and dropbear use those of the C library. */
function systemCode(said: string): string {
  if (/timed out/i.test(said)) return 'ETIMEDOUT'
  if (/no route|unreachable/i.test(said)) return 'EHOSTUNREACH'
  if (/resolve|not known|lookup|no address/i.test(said)) return 'ENOTFOUND'
  return 'ECONNREFUSED'
}

/**
 * OpenSSH answers "open failed" alike for a socket that nobody listens to and for one it may not forward to, so the machine itself is
 * asked. Only Linux can tell who listens; elsewhere a socket that is there gets its try.
 */
const listening = `
[ -S "$1" ] || exit 1
[ -r /proc/net/unix ] || exit 0
grep -q -F -e " $1" /proc/net/unix
`

async function mustListen(
  connection: Connection,
  to: Socket & { path: string },
  detail: string,
  signal: AbortSignal | undefined,
): Promise<void> {
  const { code } = await runThere(connection, 'sh', ['-c', listening, 'sh', to.path], { okCodes: [0, 1, 2], ...(signal && { signal }) })
  if (code !== 0) throw connectProblem(to, 'ENOENT', detail)
}

/** Through a program inside the machine that lays its own input and output on the socket. */
async function relayed(connection: Connection, to: Socket, signal: AbortSignal | undefined): Promise<ClientChannel> {
  const relay = await findRelay(connection, to, signal)
  if (!relay) throw noWay(connection, to)
  return connection.open(`exec ${quote(relay)}`)
}

/** socat takes some characters of a path for its own syntax. */
const plainPath = /^[A-Za-z0-9/._@+-]+$/

async function findRelay(connection: Connection, to: Socket, signal: AbortSignal | undefined): Promise<string[] | null> {
  const look =
    'command -v socat; if command -v nc >/dev/null && nc -h 2>&1 | grep -q -e "-U"; then echo nc-unix; fi; command -v nc; command -v ncat'
  const { stdout } = await runThere(connection, 'sh', ['-c', look], { okCodes: [0, 1, 127], ...(signal && { signal }) })
  const found = stdout.split('\n')
  const has = (name: string) => found.some((line) => line === name || line.endsWith(`/${name}`))
  if ('path' in to) {
    if (has('socat') && plainPath.test(to.path)) return ['socat', '-', `UNIX-CONNECT:${to.path}`]
    if (has('nc-unix')) return ['nc', '-U', to.path]
    return has('ncat') ? ['ncat', '-U', to.path] : null
  }
  if (has('socat')) return ['socat', '-', `TCP:${to.host.includes(':') ? `[${to.host}]` : to.host}:${to.port}`]
  if (has('nc')) return ['nc', to.host, String(to.port)]
  return has('ncat') ? ['ncat', to.host, String(to.port)] : null
}

function noWay(connection: Connection, to: Socket): ProblemError {
  const unix = 'path' in to
  return new ProblemError({
    code: unix ? 'connect.no-unix' : 'connect.forbidden',
    severity: 'error',
    title: `${connection.name} forwards no connections`,
    message: `The SSH server of ${connection.name} does not forward to ${unix ? 'Unix sockets' : 'ports'}, and neither socat nor nc can do it there (${showSocket(to)}).`,
    hint: `Allow ${unix ? 'AllowStreamLocalForwarding' : 'AllowTcpForwarding'} in its sshd_config, or install socat on ${connection.name}.`,
  })
}
