import { setTimeout as rest } from 'node:timers/promises'

/** Time as the engine sees it; tests may hand in their own. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number
  /** Rejects with the signal's reason as soon as the signal aborts. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>
}

export const systemClock: Clock = {
  now: () => Date.now(),
  async sleep(ms, signal) {
    signal?.throwIfAborted()
    try {
      await rest(ms, undefined, signal && { signal })
    } catch (cause) {
      throw signal?.aborted ? signal.reason : cause
    }
  },
}

/** Aborts with a TimeoutError after `ms`, or with the parent's reason when the parent does. */
export const within = (ms: number, parent: AbortSignal): AbortSignal => AbortSignal.any([parent, AbortSignal.timeout(ms)])
