import { ProblemError } from '../../shared/model/problem.ts'
import type { ByteStream } from '../../shared/plugin/shell.ts'
import { greeting, messageLength, readWelcome, welcomeLength } from './wire.ts'

/** A conversation with an X server. */
export interface Connection {
  readonly root: number
  /** The first of the numbers that this connection may give to its own windows. */
  readonly firstId: number
  /** Sends the request with all others of this turn; resolves with the reply, or null where the server refused: a window that is gone. */
  ask(request: Uint8Array): Promise<DataView | null>
  /** For requests that have no reply. What becomes of them is seen, not told. */
  tell(request: Uint8Array): void
  /** Told of every event, 32 bytes each. */
  onEvent(listen: (event: DataView) => void): void
  /** When it is over, whoever ended it. */
  readonly ended: Promise<void>
  end(): void
}

/** Speaks X over a connected stream. Rejects with `desktop.refused` or `desktop.unknown`; an aborted signal ends it. */
export function speakX(stream: ByteStream, cookie: Uint8Array | null, signal: AbortSignal): Promise<Connection> {
  const opened = Promise.withResolvers<Connection>()
  const over = Promise.withResolvers<void>()
  const open = new Map<number, { resolve(reply: DataView | null): void; reject(reason: unknown): void }>()
  const listeners: ((event: DataView) => void)[] = []
  let held = new Uint8Array(0)
  let welcomed = false
  let sent = 0
  let outgoing: Uint8Array[] = []
  let closed: unknown = null

  const finish = (reason: unknown) => {
    closed ??= reason
    signal.removeEventListener('abort', aborted)
    opened.reject(closed)
    for (const { reject } of open.values()) reject(closed)
    open.clear()
    over.resolve()
  }
  const aborted = () => {
    finish(signal.reason)
    stream.end()
  }
  const give = (reason: unknown) => {
    finish(reason)
    stream.end()
  }
  const flush = () => {
    const all = outgoing
    outgoing = []
    if (closed === null) stream.write(joined(all))
  }
  const send = (bytes: Uint8Array): number => {
    if (outgoing.length === 0) void Promise.resolve().then(flush)
    outgoing.push(bytes)
    sent = (sent + 1) & 0xffff
    return sent
  }
  const connection = (root: number, firstId: number): Connection => ({
    root,
    firstId,
    ask(bytes) {
      if (closed !== null) return Promise.reject(closed)
      const number = send(bytes)
      return new Promise((resolve, reject) => {
        open.set(number, { resolve, reject })
      })
    },
    tell: (bytes) => void send(bytes),
    onEvent: (listen) => void listeners.push(listen),
    ended: over.promise,
    end() {
      if (closed !== null) return
      flush()
      give(new Error('the connection was ended'))
    },
  })
  const welcome = (view: DataView) => {
    const said = readWelcome(view)
    if ('refused' in said) return give(refused(said.refused))
    welcomed = true
    opened.resolve(connection(said.root, said.firstId))
  }
  const message = (view: DataView) => {
    const kind = view.getUint8(0)
    if (kind > 1) {
      for (const listen of listeners) listen(view)
      return
    }
    const number = view.getUint16(2, true)
    const waiting = open.get(number)
    open.delete(number)
    waiting?.resolve(kind === 1 ? view : null)
  }
  stream.onData((data) => {
    held = joined([held, data])
    while (closed === null) {
      const head = welcomed ? 32 : 8
      if (held.length < head) return
      const view = new DataView(held.buffer, held.byteOffset, held.length)
      const length = welcomed ? messageLength(view) : welcomeLength(view)
      if (length === null) return give(notX())
      if (held.length < length) return
      const whole = new DataView(held.buffer, held.byteOffset, length)
      held = held.subarray(length)
      if (welcomed) message(whole)
      else welcome(whole)
    }
  })
  stream.onClose((reason) => finish(gone(reason)))
  signal.addEventListener('abort', aborted, { once: true })
  if (signal.aborted) aborted()
  else stream.write(greeting(cookie))
  return opened.promise
}

function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}

const refused = (detail: string) =>
  new ProblemError({
    code: 'desktop.refused',
    severity: 'error',
    title: 'The X server lets nobody in',
    message: 'The X server of this desktop refuses the connection: the cookie in the X authority file is missing or is not its own.',
    hint: 'Start ServiceComposer from within the desktop, or set XAUTHORITY to the file of this desktop.',
    detail,
  })
const notX = () =>
  new ProblemError({
    code: 'desktop.unknown',
    severity: 'error',
    title: 'This is no X server',
    message: 'What answers at the address in DISPLAY does not speak the X protocol.',
    hint: 'Look at the variable DISPLAY.',
  })
const gone = (reason: string | null) =>
  new ProblemError({
    code: 'desktop.gone',
    severity: 'error',
    title: 'The X server ended',
    message: `The connection to the X server broke${reason === null ? '' : `: ${reason}`}.`,
    hint: 'Log in to the desktop again, then start ServiceComposer there.',
  })
