import { ProblemError } from '../../shared/model/problem.ts'
import type { ByteStream } from '../../shared/plugin/shell.ts'

/** Kinds of messages (sway-ipc(7)). */
export const ASK = { command: 0, workspaces: 1, subscribe: 2, outputs: 3, tree: 4, version: 7 } as const

/** A conversation with sway. */
export interface Ipc extends Disposable {
  /** The answer, parsed as JSON. Rejects when the connection breaks. */
  ask(kind: (typeof ASK)[keyof typeof ASK], payload?: string): Promise<unknown>
  /** Told of every event that was subscribed to. */
  onEvent(listen: (event: unknown) => void): void
  /** When it is over, whoever ended it. */
  readonly ended: Promise<void>
}

const MAGIC = new TextEncoder().encode('i3-ipc')
const HEAD = MAGIC.length + 8

/** Speaks the IPC of sway over a connected stream: each answer comes in the order of the questions. An aborted signal ends it. */
export function speakIpc(stream: ByteStream, signal: AbortSignal): Ipc {
  const over = Promise.withResolvers<void>()
  const open: { resolve(answer: unknown): void; reject(reason: unknown): void }[] = []
  const listeners: ((event: unknown) => void)[] = []
  let held = new Uint8Array(0)
  let closed: unknown = null

  const finish = (reason: unknown) => {
    closed ??= reason
    signal.removeEventListener('abort', aborted)
    for (const { reject } of open.splice(0)) reject(closed)
    over.resolve()
  }
  const give = (reason: unknown) => {
    finish(reason)
    stream.end()
  }
  const aborted = () => give(signal.reason)
  const take = (kind: number, text: string) => {
    const said: unknown = JSON.parse(text)
    if (kind < 0) for (const listen of listeners) listen(said)
    else open.shift()?.resolve(said)
  }
  stream.onData((data) => {
    const whole = new Uint8Array(held.length + data.length)
    whole.set(held)
    whole.set(data, held.length)
    held = whole
    while (held.length >= HEAD && closed === null) {
      if (MAGIC.some((byte, index) => held[index] !== byte)) return give(notSway())
      const view = new DataView(held.buffer, held.byteOffset)
      const end = HEAD + view.getUint32(MAGIC.length, true)
      if (held.length < end) return
      const [kind, text] = [view.getInt32(MAGIC.length + 4, true), new TextDecoder().decode(held.subarray(HEAD, end))]
      held = held.slice(end)
      take(kind, text)
    }
  })
  stream.onClose((reason) => finish(gone(reason)))
  signal.addEventListener('abort', aborted, { once: true })
  if (signal.aborted) aborted()
  return {
    ask(kind, payload = '') {
      if (closed !== null) return Promise.reject(closed)
      const body = new TextEncoder().encode(payload)
      const bytes = new Uint8Array(HEAD + body.length)
      const view = new DataView(bytes.buffer)
      bytes.set(MAGIC)
      view.setUint32(MAGIC.length, body.length, true)
      view.setUint32(MAGIC.length + 4, kind, true)
      bytes.set(body, HEAD)
      const { promise, resolve, reject } = Promise.withResolvers<unknown>()
      open.push({ resolve, reject })
      stream.write(bytes)
      return promise
    },
    onEvent: (listen) => void listeners.push(listen),
    ended: over.promise,
    [Symbol.dispose]: () => {
      if (closed === null) give(new Error('the connection was ended'))
    },
  }
}

const notSway = () =>
  new ProblemError({
    code: 'desktop.unknown',
    severity: 'error',
    title: 'This is not sway',
    message: 'What answers at the socket in SWAYSOCK does not speak the protocol of sway.',
    hint: 'Look at the variable SWAYSOCK.',
  })
const gone = (reason: string | null) =>
  new ProblemError({
    code: 'desktop.gone',
    severity: 'error',
    title: 'Sway ended',
    message: `The connection to sway broke${reason === null ? '' : `: ${reason}`}.`,
    hint: 'Log in to the desktop again, then start ServiceComposer there.',
  })
