import { ProblemError } from '../../shared/model/problem.ts'
import type { Context } from '../../shared/plugin/plugin.ts'
import type { ByteStream } from '../../shared/plugin/shell.ts'
import { environment } from '../desktop/environment.ts'
import { decode, encode, KIND, lengthOf, type Incoming, type Outgoing } from './message.ts'

/** The session bus of the desktop. */
export interface Bus extends Disposable {
  /** Our own address on it: `:1.42`. */
  readonly name: string
  /** Calls a method with texts; resolves with the first text or number of the answer. Rejects with `kwin.declined`. */
  call(to: string, path: string, inside: string, member: string, ...texts: readonly string[]): Promise<string | number | null>
  /** Who is called by another one; it is answered by `answer`. */
  onCall(listen: (call: Incoming) => void): void
  answer(call: Incoming, text: string): void
  readonly ended: Promise<void>
}

const DRIVER = 'org.freedesktop.DBus'

/** Opens the bus that the environment names. Rejects with `desktop.none` where there is none. */
export async function openBus(context: Context): Promise<Bus> {
  const address = (await environment(context, ['DBUS_SESSION_BUS_ADDRESS'])).get('DBUS_SESSION_BUS_ADDRESS') ?? ''
  const parts = /unix:(?:[^;]*,)?(path|abstract)=([^,;]+)/.exec(address)
  const path = parts?.[2] && decodeURIComponent(parts[2])
  if (!path) throw noBus()
  const stream = await context.shell.connect({ path: parts?.[1] === 'abstract' ? `\0${path}` : path }, context.signal)
  const bus = speak(stream, context.signal)
  const name = await bus.call(DRIVER, '/org/freedesktop/DBus', DRIVER, 'Hello')
  return { ...bus, name: String(name) }
}

/** The server knows by the socket who we are, so that nothing is said in the introduction. */
const INTRODUCTION = new TextEncoder().encode('\0AUTH EXTERNAL\r\nDATA\r\nBEGIN\r\n')
const ACCEPTED = /^DATA\r\nOK [^\r]*\r\n/

function speak(stream: ByteStream, signal: AbortSignal): Omit<Bus, 'name'> {
  const over = Promise.withResolvers<void>()
  const open = new Map<number, { resolve(answer: string | number | null): void; reject(reason: unknown): void }>()
  const listeners: ((call: Incoming) => void)[] = []
  let held = new Uint8Array(0)
  let accepted = false
  let serial = 0
  let closed: unknown = null
  const finish = (reason: unknown) => {
    closed ??= reason
    signal.removeEventListener('abort', aborted)
    for (const { reject } of open.values()) reject(closed)
    open.clear()
    over.resolve()
  }
  const give = (reason: unknown) => {
    finish(reason)
    stream.end()
  }
  const aborted = () => give(signal.reason)
  const send = (message: Omit<Outgoing, 'serial'>): number => {
    serial += 1
    if (closed === null) stream.write(encode({ ...message, serial }))
    return serial
  }
  const take = (message: Incoming) => {
    if (message.kind === KIND.call) for (const listen of listeners) listen(message)
    const waiting = open.get(message.answerTo ?? 0)
    if (message.answerTo !== null) open.delete(message.answerTo)
    if (message.kind === KIND.error) waiting?.reject(declined(String(message.first ?? '')))
    else waiting?.resolve(message.first)
  }
  stream.onData((data) => {
    const whole = new Uint8Array(held.length + data.length)
    whole.set(held)
    whole.set(data, held.length)
    held = whole
    if (!accepted) {
      const said = ACCEPTED.exec(new TextDecoder().decode(held))
      if (!said) return held.length > 200 || held.at(-1) === 10 ? checkRefusal() : undefined
      accepted = true
      held = held.slice(said[0].length)
    }
    while (held.length >= 16 && closed === null) {
      const view = new DataView(held.buffer, held.byteOffset, held.length)
      const length = lengthOf(view)
      if (length === null) return give(notBus())
      if (held.length < length) return
      const message = decode(view)
      held = held.slice(length)
      take(message)
    }
  })
  /** `DATA` alone is the first line of two. */
  const checkRefusal = () => {
    if (new TextDecoder().decode(held) !== 'DATA\r\n') give(notBus())
  }
  stream.onClose((reason) => finish(busGone(reason)))
  signal.addEventListener('abort', aborted, { once: true })
  if (signal.aborted) aborted()
  else stream.write(INTRODUCTION)
  return {
    call(to, path, inside, member, ...texts) {
      if (closed !== null) return Promise.reject(closed)
      const { promise, resolve, reject } = Promise.withResolvers<string | number | null>()
      open.set(send({ kind: KIND.call, to, path, interface: inside, member, texts }), { resolve, reject })
      return promise
    },
    onCall: (listen) => void listeners.push(listen),
    answer: (call, text) => void send({ kind: KIND.answer, to: call.sender, answerTo: call.serial, texts: [text] }),
    ended: over.promise,
    [Symbol.dispose]: () => {
      if (closed === null) give(new Error('the connection was ended'))
    },
  }
}

const problem = (code: string, title: string, message: string, hint: string, detail?: string) =>
  new ProblemError({ code, severity: 'error', title, message, hint, ...(detail !== undefined && { detail }) })

const noBus = () =>
  problem(
    'desktop.none',
    'No session bus',
    'The variable DBUS_SESSION_BUS_ADDRESS names no session bus, so KWin cannot be asked.',
    'Start ServiceComposer from within the desktop.',
  )
const notBus = () =>
  problem(
    'desktop.unknown',
    'This is no session bus',
    'What answers at the address of the session bus does not speak D-Bus.',
    'Look at DBUS_SESSION_BUS_ADDRESS.',
  )
const busGone = (reason: string | null) =>
  problem(
    'desktop.gone',
    'The desktop ended',
    `The connection to the session bus broke${reason === null ? '' : `: ${reason}`}.`,
    'Log in again, then start ServiceComposer there.',
  )
const declined = (detail: string) =>
  problem(
    'kwin.declined',
    'KWin declined',
    `KWin was asked over the session bus, and declined: ${detail}`,
    'See whether KWin runs, and which version it is.',
    detail,
  )
