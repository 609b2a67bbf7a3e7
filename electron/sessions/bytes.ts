import { Duplex } from 'node:stream'
import type { ByteStream } from '../../shared/plugin/shell.ts'

/** After `end` the far side may still say what it has to say; this long a silence (milliseconds) ends it for good. */
const farewellMs = 5_000

const inner = new WeakMap<ByteStream, Duplex>()

/**
 * A Node stream as the byte stream that plugins know. `reason` is asked when it closes without an error of its own; `hangUp` says
 * how to end it where the end of input is not enough, as with a terminal.
 */
export function byteStream(duplex: Duplex, reason: () => string | null = () => null, hangUp?: () => void): ByteStream {
  let over: { reason: string | null } | null = null
  let failed: string | null = null
  let listening = false
  const closers: ((reason: string | null) => void)[] = []
  duplex.on('error', (error: Error) => {
    failed = error.message
  })
  duplex.once('close', () => {
    over = { reason: failed ?? reason() }
    for (const listen of closers.splice(0)) listen(over.reason)
  })
  const stream: ByteStream = {
    write(data) {
      if (duplex.writable) duplex.write(data)
    },
    end() {
      if (over) return
      if (hangUp) hangUp()
      else sayFarewell(duplex)
    },
    onData(listen) {
      listening = true
      duplex.on('data', (data: Buffer) => listen(data))
    },
    onClose(listen) {
      if (over) listen(over.reason)
      else closers.push(listen)
    },
    pause: () => {
      duplex.pause()
    },
    /** Flowing with nobody listening would lose bytes. */
    resume: () => {
      if (listening) duplex.resume()
    },
  }
  inner.set(stream, duplex)
  return stream
}

function sayFarewell(duplex: Duplex): void {
  const timer = setTimeout(() => duplex.destroy(), farewellMs).unref()
  duplex.on('data', () => timer.refresh())
  duplex.once('close', () => clearTimeout(timer))
  duplex.end()
}

/** The way back, for ssh2 and for tunnels, which want a Node stream. Ours is unpacked, so that back pressure is kept. */
export function duplexOf(stream: ByteStream): Duplex {
  const ours = inner.get(stream)
  if (ours) return ours
  const duplex = new Duplex({
    allowHalfOpen: false,
    read: () => stream.resume(),
    write(chunk: Buffer, _encoding, done) {
      stream.write(chunk)
      done()
    },
    final(done) {
      stream.end()
      done()
    },
    destroy(error, done) {
      stream.end()
      done(error)
    },
  })
  stream.onData((data) => {
    if (!duplex.push(data)) stream.pause()
  })
  stream.onClose((reason) => {
    if (reason === null) duplex.push(null)
    else duplex.destroy(new Error(reason))
  })
  return duplex
}
