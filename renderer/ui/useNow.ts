import { useState, useSyncExternalStore } from 'react'

interface Clock {
  now(): number
  listen(changed: () => void): () => void
}
const clocks = new Map<number, Clock>()

/**
 * The time in ms since 1970, renewed every `everyMs` while `running`. All who read it at the same pace have the same time, and are drawn
 * together: a clock of its own for each of many steps would draw something in every frame.
 */
export function useNow(running: boolean, everyMs = 500): number {
  const [begun] = useState(() => Date.now())
  const clock = clockOf(everyMs)
  const now = useSyncExternalStore(running ? clock.listen : silent, clock.now)
  return Math.max(begun, now)
}
const silent = () => () => {}

function clockOf(everyMs: number): Clock {
  const known = clocks.get(everyMs)
  if (known) return known
  const clock = makeClock(everyMs)
  clocks.set(everyMs, clock)
  return clock
}

/** It goes only while somebody listens. */
function makeClock(everyMs: number): Clock {
  const listeners = new Set<() => void>()
  let now = 0
  let timer: ReturnType<typeof setInterval> | undefined
  const turn = () => {
    now = Date.now()
    for (const changed of listeners) changed()
  }
  return {
    now: () => now,
    listen(changed) {
      if (listeners.size === 0) {
        now = Date.now()
        timer = setInterval(turn, everyMs)
      }
      listeners.add(changed)
      return () => {
        listeners.delete(changed)
        if (listeners.size === 0) clearInterval(timer)
      }
    },
  }
}
