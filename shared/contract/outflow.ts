import type { Bytes } from '../plugin/shell.ts'
import { WINDOW } from './wire.ts'

/** Bytes on their way to the far end of one stream. */
export interface Outflow {
  /** Sends at once what credit there is for; the rest waits here. */
  write(data: Bytes): void
  credited(bytes: number): void
  /** Called when all is sent, now or later; what is written after this is dropped. */
  finish(last: () => void): void
  /** Lets go of what still waits: nobody would read it. */
  drop(): void
  /** Whether the writer should hold back. */
  full(): boolean
  /** Told when a writer that held back may go on. */
  onRoom(listen: () => void): void
}

/** Never has more than `WINDOW` bytes unconfirmed. `send` is given copies: whoever wrote may use his buffer again. */
export function outflow(send: (data: Uint8Array<ArrayBuffer>) => void): Outflow {
  let waiting: Bytes[] = []
  let unconfirmed = 0
  let last: (() => void) | null = null
  let done = false
  let room = () => {}

  const flush = () => {
    while (unconfirmed < WINDOW) {
      const next = waiting.shift()
      if (!next) break
      const part = new Uint8Array(next.subarray(0, WINDOW - unconfirmed))
      if (part.byteLength < next.byteLength) waiting.unshift(next.subarray(part.byteLength))
      unconfirmed += part.byteLength
      send(part)
    }
    if (!last || waiting.length > 0) return
    done = true
    last()
    last = null
  }
  const full = () => waiting.length > 0 || unconfirmed >= WINDOW
  return {
    full,
    write(data) {
      if (done || last || data.byteLength === 0) return
      // A copy only where it must wait: what is sent at once is copied on its way.
      waiting.push(full() || data.byteLength > WINDOW - unconfirmed ? new Uint8Array(data) : data)
      flush()
    },
    credited(bytes) {
      unconfirmed = Math.max(0, unconfirmed - bytes)
      flush()
      if (waiting.length === 0 && unconfirmed < WINDOW / 2) room()
    },
    finish(tell) {
      if (done || last) return
      last = tell
      flush()
    },
    drop() {
      waiting = []
      flush()
      done = true
    },
    onRoom(listen) {
      room = listen
    },
  }
}
