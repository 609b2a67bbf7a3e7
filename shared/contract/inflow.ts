import type { Bytes } from '../plugin/shell.ts'
import { WINDOW } from './wire.ts'

/** Bytes that have come from the far end of one stream, until their reader takes them. */
export interface Inflow {
  /** False when more waits than credit was given for: the far end does not keep to the rule. */
  arrived(data: Bytes): boolean
  /** The far end sends nothing more. */
  finished(reason: string | null): void
  /** Lets go of what waits; whoever listens for the end is told at once. */
  drop(reason: string | null): void
  onData(listen: (data: Bytes) => void): void
  /** Told once, after the last byte was taken. */
  onClose(listen: (reason: string | null) => void): void
  pause(): void
  resume(): void
}

/** Keeps what comes before there is a reader, or while he pauses. `confirm` gives credit for what was taken. */
export function inflow(confirm: (bytes: number) => void): Inflow {
  const held: Bytes[] = []
  const closers: ((reason: string | null) => void)[] = []
  let waiting = 0
  let taken = 0
  let paused = false
  let over: { readonly reason: string | null } | null = null
  let reader: ((data: Bytes) => void) | null = null

  const flush = () => {
    while (!paused && reader) {
      const data = held.shift()
      if (!data) break
      waiting -= data.byteLength
      taken += data.byteLength
      reader(data)
      if (taken < WINDOW / 4 || over) continue
      confirm(taken)
      taken = 0
    }
    if (over && held.length === 0) for (const tell of closers.splice(0)) tell(over.reason)
  }
  return {
    arrived(data) {
      if (over) return true
      held.push(data)
      waiting += data.byteLength
      flush()
      return waiting <= WINDOW
    },
    finished(reason) {
      over ??= { reason }
      flush()
    },
    drop(reason) {
      over ??= { reason }
      held.length = 0
      flush()
    },
    onData(listen) {
      reader = listen
      flush()
    },
    onClose(listen) {
      closers.push(listen)
      flush()
    },
    pause() {
      paused = true
    },
    resume() {
      paused = false
      flush()
    },
  }
}
