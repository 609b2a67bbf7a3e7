import { createConnection, type Socket as NetSocket } from 'node:net'
import { ProblemError } from '../../shared/model/problem.ts'
import type { Socket } from '../../shared/plugin/shell.ts'

/** The longest path of a Unix socket, in bytes: what fits into `sockaddr_un` with its final NUL. */
export const socketPathLimit = 107

/** A far end that neither accepts nor refuses counts as silent after this time. */
const connectMs = 10_000

/** `127.0.0.1:22`, `[::1]:22` or the path: how people write it. */
export function showSocket(to: Socket): string {
  if ('path' in to) return to.path
  return to.host.includes(':') ? `[${to.host}]:${to.port}` : `${to.host}:${to.port}`
}

/** Connects from this computer. Rejects with `connect.refused`, `connect.silent`, `connect.unreachable`, `connect.unknown-host`, `connect.denied`, `connect.busy`. */
export function dial(to: Socket, signal?: AbortSignal): Promise<NetSocket> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(signal.reason)
    checkPath(to)
    const socket = createConnection('path' in to ? { path: to.path } : { host: to.host, port: to.port, noDelay: true })
    const settle = (end: () => void) => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', aborted)
      socket.off('error', failed)
      end()
    }
    const giveUp = (reason: unknown) =>
      settle(() => {
        socket.destroy()
        reject(reason)
      })
    const aborted = () => giveUp(signal?.reason)
    const failed = (error: NodeJS.ErrnoException) => giveUp(connectProblem(to, error.code ?? '', error.message))
    const timer = setTimeout(() => giveUp(connectProblem(to, 'ETIMEDOUT', 'no answer')), connectMs)
    signal?.addEventListener('abort', aborted, { once: true })
    socket.once('error', failed)
    socket.once('connect', () => settle(() => resolve(socket)))
  })
}

/** Throws `connect.path-long` for a socket path that the system would cut off. */
export function checkPath(to: Socket): void {
  if (!('path' in to) || Buffer.byteLength(to.path) <= socketPathLimit) return
  throw new ProblemError({
    code: 'connect.path-long',
    severity: 'error',
    title: 'The path of a socket is too long',
    message: `${to.path} has ${Buffer.byteLength(to.path)} bytes; a Unix socket can have ${socketPathLimit}.`,
    hint: 'Choose a shorter name for the machine, or a shorter folder.',
  })
}

/** The problem behind a system error (`ECONNREFUSED` …) of a connection attempt. */
export function connectProblem(to: Socket, code: string, detail: string): ProblemError {
  const where = showSocket(to)
  const told = reasons[code] ?? {
    code: 'connect.failed',
    why: `could not be reached (${code || detail})`,
    hint: 'The detail says what the system answered.',
  }
  return new ProblemError({
    code: told.code,
    severity: 'error',
    title: `No connection to ${where}`,
    message: `${where} ${told.why}.`,
    hint: told.hint,
    detail,
  })
}

const listens = 'See whether the machine and the service on it run, and whether the port is the right one.'
const refused = { code: 'connect.refused', why: 'refuses connections: nothing listens there', hint: listens }
const silent = {
  code: 'connect.silent',
  why: 'does not answer',
  hint: 'See whether it runs, and whether a firewall drops what is sent to it.',
}
const unreachable = {
  code: 'connect.unreachable',
  why: 'cannot be reached: there is no way to its network',
  hint: 'Look at the network and at the address.',
}
const unknown = {
  code: 'connect.unknown-host',
  why: 'is a name that cannot be looked up',
  hint: 'Look at the spelling, or use the address in numbers.',
}
const denied = { code: 'connect.denied', why: 'may not be opened by this user', hint: 'Look at who owns the socket and at its mode.' }
const busy = { code: 'connect.busy', why: 'takes no more connections just now', hint: 'Somebody else holds it, or it is still starting.' }
const reasons: Record<string, { readonly code: string; readonly why: string; readonly hint: string }> = {
  ECONNREFUSED: refused,
  ENOENT: refused,
  ENOTSOCK: refused,
  ECONNRESET: refused,
  ETIMEDOUT: silent,
  EHOSTUNREACH: unreachable,
  ENETUNREACH: unreachable,
  ENOTFOUND: unknown,
  EAI_AGAIN: unknown,
  EACCES: denied,
  EPERM: denied,
  // A Unix socket whose queue is full; TCP waits instead.
  EAGAIN: busy,
}
