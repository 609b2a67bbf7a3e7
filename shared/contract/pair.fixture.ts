import type { ByteStream, Bytes } from '../plugin/shell.ts'
import type { Frame, Wire } from './wire.ts'

/** Two ends of one wire inside a test. Frames are copied and arrive later, in order, as on a real one. */
export interface Pair {
  readonly host: Wire
  readonly client: Wire
  /** Everything that was sent, by the end that sent it. */
  readonly sent: { readonly host: Frame[]; readonly client: Frame[] }
  hangUp(): void
}

export function pair(): Pair {
  const sent = { host: [] as Frame[], client: [] as Frame[] }
  const listeners = { host: [] as ((frame: unknown) => void)[], client: [] as ((frame: unknown) => void)[] }
  const closers: (() => void)[] = []
  let up = true
  const end = (mine: 'host' | 'client', other: 'host' | 'client'): Wire => ({
    send(frame) {
      if (!up) return
      sent[mine].push(frame)
      const copy = copied(frame)
      void Promise.resolve().then(() => up && listeners[other].forEach((listen) => listen(copy)))
    },
    onFrame: (listen) => void listeners[mine].push(listen),
    onClose: (listen) => void closers.push(listen),
  })
  return {
    host: end('host', 'client'),
    client: end('client', 'host'),
    sent,
    hangUp() {
      up = false
      for (const listen of closers.splice(0)) listen()
    },
  }
}

const copied = (frame: Frame): unknown =>
  frame?.kind === 'bytes' ? { ...frame, data: new Uint8Array(frame.data) } : JSON.parse(JSON.stringify(frame))

/** Lets everything arrive that is on its way, and what that brings about. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 500; turn++) await Promise.resolve()
}

/** The machine's end of a stream: says what the test tells it, keeps what it is told. */
export interface Source extends ByteStream {
  say(data: Bytes): void
  close(reason: string | null): void
  readonly heard: Bytes[]
  readonly paused: boolean
  readonly ended: boolean
}

export function source(): Source {
  const heard: Bytes[] = []
  const readers: ((data: Bytes) => void)[] = []
  const closers: ((reason: string | null) => void)[] = []
  const state = { paused: false, ended: false }
  return {
    heard,
    get paused() {
      return state.paused
    },
    get ended() {
      return state.ended
    },
    say: (data) => readers.forEach((read) => read(data)),
    close: (reason) => closers.splice(0).forEach((tell) => tell(reason)),
    write: (data) => void heard.push(data),
    end() {
      state.ended = true
      for (const tell of closers.splice(0)) tell(null)
    },
    onData: (read) => void readers.push(read),
    onClose: (tell) => void closers.push(tell),
    pause() {
      state.paused = true
    },
    resume() {
      state.paused = false
    },
  }
}

/** What a reader takes in, as it takes it in. */
export function reading(stream: ByteStream): {
  readonly text: () => string
  readonly bytes: () => number
  readonly reasons: (string | null)[]
} {
  const parts: Bytes[] = []
  const reasons: (string | null)[] = []
  stream.onData((data) => void parts.push(data))
  stream.onClose((reason) => void reasons.push(reason))
  return {
    text: () => parts.map((part) => new TextDecoder().decode(part)).join(''),
    bytes: () => parts.reduce((sum, part) => sum + part.byteLength, 0),
    reasons,
  }
}
