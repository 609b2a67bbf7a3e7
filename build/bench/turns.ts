import { PerformanceObserver } from 'node:perf_hooks'
import { z } from 'zod'

/** Turns of the event loop in processor time: what holds it up whoever else runs on the machine. */
export const Turns = z.object({
  longestMs: z.number(),
  /** Turns of more than 50 ms. */
  over50: z.number(),
  /** The longest pause in which nothing but memory was collected: wall time, part of some turn. */
  longestGcMs: z.number(),
})
export type Turns = z.infer<typeof Turns>

const LONG_MS = 50

/** Looks at every turn from now on. Returns how to end, and what was seen. */
export function watchTurns(): () => Turns {
  let [longestMs, over50, longestGcMs, over] = [0, 0, 0, false]
  const collections = new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) longestGcMs = Math.max(longestGcMs, duration)
  })
  collections.observe({ entryTypes: ['gc'] })
  let before = process.threadCpuUsage()
  const turn = () => {
    const ms = spentMs(before)
    longestMs = Math.max(longestMs, ms)
    if (ms > LONG_MS) over50++
    before = process.threadCpuUsage()
    if (!over) setImmediate(turn)
  }
  setImmediate(turn)
  return () => {
    over = true
    collections.disconnect()
    return { longestMs, over50, longestGcMs }
  }
}

/** Processor time of this thread, in ms. */
export function spentMs(since: NodeJS.CpuUsage): number {
  const { user, system } = process.threadCpuUsage(since)
  return (user + system) / 1_000
}

/** The least of what is there, whoever has just let go of how much; null without `--expose-gc`. */
export function heapBytes(): number | null {
  if (!globalThis.gc) return null
  for (let round = 0; round < 3; round++) globalThis.gc()
  return process.memoryUsage().heapUsed
}
