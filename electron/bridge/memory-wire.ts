import type { Frame, Wire } from '../../shared/contract/wire.ts'

/** Two ends inside one process, for the command line that works alone and for tests. Frames are copied, as on a real wire. */
export function memoryWires(): { readonly near: Wire; readonly far: Wire; hangUp(): void } {
  const [toFar, toNear] = [side(), side()]
  const end = (mine: Side, other: Side): Wire => ({
    send(frame: Frame) {
      const copy: unknown = structuredClone(frame)
      queueMicrotask(() => other.frames.forEach((listen) => void listen(copy)))
    },
    onFrame: (listen) => void mine.frames.push(listen),
    onClose: (listen) => void mine.closers.push(listen),
  })
  return {
    near: end(toNear, toFar),
    far: end(toFar, toNear),
    hangUp() {
      for (const { closers } of [toFar, toNear]) for (const listen of closers.splice(0)) listen()
    },
  }
}

interface Side {
  readonly frames: ((frame: unknown) => void)[]
  readonly closers: (() => void)[]
}
const side = (): Side => ({ frames: [], closers: [] })
