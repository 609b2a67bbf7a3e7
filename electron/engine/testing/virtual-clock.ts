import type { Clock } from '../clock.ts'

/** Time that passes at once: when nobody has anything else to do, it jumps to whoever wakes first. Begins at 0. */
export function virtualClock(): Clock {
  let now = 0
  let turning = false
  const sleepers = new Set<{ at: number; wake(): void }>()
  const turn = () => {
    const [first] = [...sleepers].sort((a, b) => a.at - b.at)
    turning = first !== undefined
    if (!first) return
    now = Math.max(now, first.at)
    first.wake()
    soon()
  }
  /** What was just woken may have several turns of its own to go on. */
  const soon = (turns = 3) => void setImmediate(turns > 0 ? () => soon(turns - 1) : turn)
  return {
    now: () => now,
    sleep(ms, signal) {
      const { promise, resolve, reject } = Promise.withResolvers<void>()
      if (signal?.aborted) return Promise.reject(signal.reason)
      const sleeper = {
        at: now + ms,
        wake() {
          sleepers.delete(sleeper)
          signal?.removeEventListener('abort', abort)
          resolve()
        },
      }
      const abort = () => {
        sleepers.delete(sleeper)
        reject(signal?.reason)
      }
      signal?.addEventListener('abort', abort, { once: true })
      sleepers.add(sleeper)
      if (!turning) soon()
      turning = true
      return promise
    },
  }
}
