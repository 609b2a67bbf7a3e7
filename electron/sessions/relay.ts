import type { ClientChannel } from 'ssh2'
import { ProblemError } from '../../shared/model/problem.ts'
import type { Socket } from '../../shared/plugin/shell.ts'
import type { Connection } from './connection.ts'
import { connectProblem, showSocket } from './dial.ts'
import { quote } from './quote.ts'

/**
 * Run inside the machine: becomes the program that lays its own input and output on a socket, and says on standard error how that
 * went. socat tells when it is connected. The others do not, so a socket of theirs is looked for first; only Linux can tell who
 * listens, elsewhere a socket that is there gets its try. $1 is the path, or nothing; $2 and $3 are host and port; the rest is how
 * socat wants them. All in one process, since each one more is dear in a machine within machines.
 */
const script = `
say() { echo "servicecomposer:$1" >&2; }
listens() {
  [ -r /proc/net/unix ] || return 0
  while read -r line; do case $line in *" $1") return 0 ;; esac; done </proc/net/unix
  return 1
}
if [ -n "$1" ]; then
  [ -S "$1" ] || { say absent; exit 1; }
  { [ -r "$1" ] && [ -w "$1" ]; } || { say denied; exit 1; }
fi
if command -v socat >/dev/null 2>&1; then exec socat -d -d -t 5 - "$4"; fi
if [ -n "$1" ]; then
  listens "$1" || { say absent; exit 1; }
  help=$(nc -h 2>&1)
  case $help in *-U*)
    say open
    case $help in *-N*) exec nc -N -U "$1" ;; esac
    exec nc -U "$1" ;;
  esac
  if command -v ncat >/dev/null 2>&1; then say open; exec ncat -U "$1"; fi
else
  for program in nc ncat; do
    if command -v $program >/dev/null 2>&1; then say open; exec $program "$2" "$3"; fi
  done
fi
say none
exit 1
`

/** What socat says once both ends stand; before that it may only fail. */
const open = /servicecomposer:open|starting data transfer loop/
const complaint = /servicecomposer:(absent|denied|none)\n| E (.+)/

/**
 * A connection to a socket of the machine through a program there: for servers that do not forward. Rejects with `connect.*`:
 * `connect.no-unix` and `connect.forbidden` where there is no such program.
 */
export async function relayed(connection: Connection, to: Socket, signal?: AbortSignal): Promise<ClientChannel> {
  signal?.throwIfAborted()
  const words = 'path' in to ? [to.path, '', '', `UNIX-CONNECT:${escaped(to.path)}`] : ['', to.host, String(to.port), tcpOf(to)]
  const channel = await connection.open(`exec ${quote(['sh', '-c', script, 'sh', ...words])}`, undefined, 'lasts')
  const { promise, resolve, reject } = Promise.withResolvers<ClientChannel>()
  const hangUp = () => {
    reject(signal?.reason)
    channel.close()
  }
  let said = ''
  const hear = (data: Buffer) => {
    said = (said + data.toString('latin1')).slice(-4096)
    if (open.test(said)) resolve(channel)
  }
  channel.stderr.on('data', hear)
  // The channel itself tells its end only to those who read it to the end. A lost connection becomes known a moment after its channels.
  channel.stderr.once('end', () => setImmediate(() => reject(connection.lost() ?? whyNot(connection, to, said))))
  signal?.addEventListener('abort', hangUp, { once: true })
  if (signal?.aborted) hangUp()
  try {
    return await promise
  } catch (cause) {
    channel.resume()
    throw cause
  } finally {
    signal?.removeEventListener('abort', hangUp)
    channel.stderr.off('data', hear).resume()
    endWithFarSide(channel)
  }
}

/** socat goes on listening to us for some seconds after the socket has ended, as if we might still have a word for it. */
function endWithFarSide(channel: ClientChannel): void {
  let said = ''
  channel.stderr.on('data', (data: Buffer) => {
    said = (said + data.toString('latin1')).slice(-200)
    if (/ socket 2 \(fd \d+\) is at EOF/.test(said) && channel.writable) channel.end()
  })
}

/** socat takes some characters for its own syntax, unless a backslash stands before them. */
const escaped = (path: string) => path.replaceAll(/[\\:,!"'()[\]{}]/g, '\\$&')
const tcpOf = ({ host, port }: { host: string; port: number }) => `TCP:${host.includes(':') ? `[${host}]` : host}:${port}`

function whyNot(connection: Connection, to: Socket, said: string): ProblemError {
  const [, own, socat = ''] = complaint.exec(said) ?? []
  if (own === 'none' || (!own && !socat)) return noWay(connection, to, said)
  return connectProblem(to, own === 'denied' ? 'EACCES' : systemCode(socat), said.trim())
}

/** The words of the other side are all there is to tell why; they are those of the C library. */
export function systemCode(said: string): string {
  if (/timed out/i.test(said)) return 'ETIMEDOUT'
  if (/no route|unreachable/i.test(said)) return 'EHOSTUNREACH'
  if (/resolve|not known|lookup|no address/i.test(said)) return 'ENOTFOUND'
  return /permission/i.test(said) ? 'EACCES' : 'ECONNREFUSED'
}

function noWay(connection: Connection, to: Socket, said: string): ProblemError {
  const unix = 'path' in to
  const detail = said.replace(/^servicecomposer:.*\n/m, '').trim()
  return new ProblemError({
    code: unix ? 'connect.no-unix' : 'connect.forbidden',
    severity: 'error',
    title: `${connection.name} forwards no connections`,
    message: `The SSH server of ${connection.name} does not forward to ${unix ? 'Unix sockets' : 'ports'}, and neither socat nor nc can do it there (${showSocket(to)}).`,
    hint: `Allow ${unix ? 'AllowStreamLocalForwarding' : 'AllowTcpForwarding'} in its sshd_config, or install socat on ${connection.name}.`,
    ...(detail && { detail }),
  })
}
