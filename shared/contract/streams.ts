import type { ByteStream, Bytes } from '../plugin/shell.ts'
import { WINDOW, type Frame, type Wire } from './wire.ts'

type StreamFrame = Extract<Frame, { kind: 'bytes' | 'credit' | 'end' }>

/** One end of the byte streams on a wire. */
export interface Streams {
  take(frame: StreamFrame): void
  /** A stream that lives at the far end. */
  join(stream: number): ByteStream
  /** Lays a stream of this end on the wire until either side ends. */
  pipe(stream: number, source: ByteStream): void
}

/**
 * Many byte streams over one wire, each with credit: a sender has at most `WINDOW` bytes unconfirmed, so that one busy
 * terminal can neither flood the wire nor fill the memory of a slow reader.
 */
export function streams(wire: Wire): Streams {
  const open = new Map<number, Far>()
  let gone = false
  wire.onClose(() => {
    gone = true
    for (const far of open.values()) far.ended('the connection was lost')
    open.clear()
  })
  const farOf = (stream: number) => {
    const far = open.get(stream) ?? farEnd(wire, stream, () => open.delete(stream))
    open.set(stream, far)
    return far
  }
  return {
    join: (stream) => farOf(stream).stream,
    pipe(stream, source) {
      // Whoever asked for it left while it was being opened.
      if (gone) return source.end()
      const far = farOf(stream)
      source.onData((data) => {
        far.write(data)
        if (far.full()) source.pause()
      })
      far.onRoom(() => source.resume())
      source.onClose((reason) => far.close(reason))
      far.stream.onData((data) => source.write(data))
      far.stream.onClose(() => source.end())
    },
    take(frame) {
      const far = farOf(frame.stream)
      if (frame.kind === 'bytes') far.arrived(frame.data)
      else if (frame.kind === 'credit') far.credited(frame.bytes)
      else {
        open.delete(frame.stream)
        far.ended(frame.reason)
      }
    },
  }
}

interface Far {
  readonly stream: ByteStream
  write(data: Bytes): void
  close(reason: string | null): void
  full(): boolean
  onRoom(listen: () => void): void
  arrived(data: Bytes): void
  credited(bytes: number): void
  ended(reason: string | null): void
}

function farEnd(wire: Wire, stream: number, forget: () => void): Far {
  let unconfirmed = 0
  let taken = 0
  let paused = false
  let listening: ((data: Bytes) => void) | null = null
  const held: Bytes[] = []
  let room = () => {}
  const closers: ((reason: string | null) => void)[] = []
  let over: { reason: string | null } | null = null

  const deliver = (data: Bytes) => {
    listening?.(data)
    taken += data.byteLength
    if (taken < WINDOW / 4) return
    wire.send({ kind: 'credit', stream, bytes: taken })
    taken = 0
  }
  const flush = () => {
    while (!paused && listening) {
      const data = held.shift()
      if (!data) break
      deliver(data)
    }
    if (over && held.length === 0) for (const listen of closers.splice(0)) listen(over.reason)
  }
  const close = (reason: string | null) => {
    if (over) return
    over = { reason }
    wire.send({ kind: 'end', stream, reason })
    forget()
    flush()
  }
  const write = (data: Bytes) => {
    if (over) return
    unconfirmed += data.byteLength
    wire.send({ kind: 'bytes', stream, data: new Uint8Array(data) })
  }
  return {
    write,
    close,
    full: () => unconfirmed >= WINDOW,
    onRoom: (listen) => {
      room = listen
    },
    arrived(data) {
      held.push(data)
      flush()
    },
    credited(bytes) {
      unconfirmed -= bytes
      if (unconfirmed < WINDOW / 2) room()
    },
    ended(reason) {
      over ??= { reason }
      flush()
    },
    stream: {
      write,
      end: () => close(null),
      onData: (listen) => {
        listening = listen
        flush()
      },
      onClose: (listen) => {
        closers.push(listen)
        flush()
      },
      pause: () => {
        paused = true
      },
      resume: () => {
        paused = false
        flush()
      },
    },
  }
}
