import { unlessAborted } from './abort.ts'

/** Lets so many in at a time; the others wait in the order they came. */
export interface Gate {
  /** Resolves with the way out; call it once. Rejects at once when the signal ends. */
  enter(signal?: AbortSignal): Promise<() => void>
}

export function gate(size: number): Gate {
  const queue: (() => void)[] = []
  let inside = 0
  const leave = () => {
    inside--
    queue.shift()?.()
  }
  const wait = () =>
    new Promise<() => void>((resolve) => {
      const enter = () => {
        inside++
        resolve(leave)
      }
      if (inside < size) enter()
      else queue.push(enter)
    })
  return {
    enter: (signal) => unlessAborted(signal, wait, (leaveLate) => leaveLate()),
  }
}
