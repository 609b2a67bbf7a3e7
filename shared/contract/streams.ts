import type { ByteStream, Bytes } from '../plugin/shell.ts'
import { inflow } from './inflow.ts'
import { outflow } from './outflow.ts'
import type { Frame, Wire } from './wire.ts'

type StreamFrame = Extract<Frame, { kind: 'bytes' | 'credit' | 'end' }>

/** One end of the byte streams on a wire. */
export interface Streams {
  take(frame: StreamFrame): void
  /** A stream that lives at the far end. */
  join(stream: number): ByteStream
  /** Lays a stream of this end on the wire until either side ends. */
  pipe(stream: number, source: ByteStream): void
}

/** So many streams may have sent something before anybody here has joined them. */
const MOST_UNJOINED = 32
const LOST = 'the connection was lost'

/**
 * Many byte streams over one wire, each with credit: a sender has at most `WINDOW` bytes unconfirmed, so that one busy
 * terminal can neither flood the wire nor fill the memory of a slow reader.
 *
 * Each side says `end` once, the second one as soon as it hears the first. With both said nothing more can come, and the
 * stream is forgotten; so a late frame is always one of a stream that is still known, or of nobody's. `expected` tells
 * whether a frame of an unknown stream is kept until it is joined; the side whose streams they are ignores it.
 */
export function streams(wire: Wire, expected: 'keep' | 'ignore'): Streams {
  const open = new Map<number, Far>()
  let gone = false
  wire.onClose(() => {
    gone = true
    for (const far of open.values()) far.lost()
    open.clear()
  })
  const add = (stream: number) => {
    const far = farEnd(wire, stream, () => open.delete(stream))
    if (gone) far.lost()
    else open.set(stream, far)
    return far
  }
  const unjoined = (stream: number) => {
    const [oldest, ...others] = [...open.values()].filter((far) => !far.joined())
    if (oldest && others.length + 1 >= MOST_UNJOINED) oldest.discard('nobody opened it')
    return add(stream)
  }
  return {
    join(stream) {
      const far = open.get(stream) ?? add(stream)
      far.join()
      return far.stream
    },
    pipe(stream, source) {
      // Whoever asked for it left while it was being opened.
      if (gone) return source.end()
      const far = add(stream)
      far.join()
      source.onData((data) => {
        far.stream.write(data)
        if (far.full()) source.pause()
      })
      far.onRoom(() => source.resume())
      source.onClose((reason) => far.close(reason))
      far.stream.onData((data) => source.write(data))
      far.stream.onClose(() => source.end())
    },
    take(frame) {
      const known = open.get(frame.stream)
      if (!known && (expected === 'ignore' || frame.kind === 'credit')) return
      const far = known ?? unjoined(frame.stream)
      if (frame.kind === 'bytes') far.arrived(frame.data)
      else if (frame.kind === 'credit') far.credited(frame.bytes)
      else far.ended(frame.reason)
    },
  }
}

interface Far {
  readonly stream: ByteStream
  joined(): boolean
  join(): void
  /** After what was written has been sent. */
  close(reason: string | null): void
  /** At once, with all that waits. */
  discard(reason: string | null): void
  full(): boolean
  onRoom(listen: () => void): void
  arrived(data: Bytes): void
  credited(bytes: number): void
  ended(reason: string | null): void
  lost(): void
}

function farEnd(wire: Wire, stream: number, forget: () => void): Far {
  let [isJoined, saidEnd, heardEnd, isLost] = [false, false, false, false]
  const out = outflow((data) => wire.send({ kind: 'bytes', stream, data }))
  const into = inflow((bytes) => {
    if (!saidEnd && !isLost) wire.send({ kind: 'credit', stream, bytes })
  })
  const sayEnd = (reason: string | null) => {
    if (saidEnd || isLost) return
    saidEnd = true
    wire.send({ kind: 'end', stream, reason })
  }
  const forgetWhenOver = () => {
    if (isJoined && saidEnd && heardEnd) forget()
  }
  const close = (reason: string | null) => {
    out.finish(() => {
      sayEnd(reason)
      into.drop(reason)
      forgetWhenOver()
    })
  }
  const discard = (reason: string | null) => {
    out.drop()
    sayEnd(reason)
    into.drop(reason)
    isJoined = true
    forgetWhenOver()
  }
  return {
    joined: () => isJoined,
    join() {
      isJoined = true
      forgetWhenOver()
    },
    close,
    discard,
    full: out.full,
    onRoom: out.onRoom,
    credited: out.credited,
    arrived(data) {
      if (!into.arrived(data)) discard('the far end sent more than it had credit for')
    },
    ended(reason) {
      heardEnd = true
      out.drop()
      sayEnd(null)
      into.finished(reason)
      forgetWhenOver()
    },
    lost() {
      isLost = true
      out.drop()
      into.finished(LOST)
    },
    stream: {
      write: out.write,
      end: () => close(null),
      onData: into.onData,
      onClose: into.onClose,
      pause: into.pause,
      resume: into.resume,
    },
  }
}
