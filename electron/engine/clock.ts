/** Time as the engine sees it; tests may hand in their own. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number
  /** Rejects with the signal's reason as soon as the signal aborts. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>
}

export const systemClock: Clock = {
  now: () => Date.now(),
  // By hand: the timers of Node make an error with a stack for each sleep that is woken, and a run of many steps wakes many.
  sleep(ms, signal) {
    const { promise, resolve, reject } = Promise.withResolvers<void>()
    const wake = () => {
      clearTimeout(timer)
      reject(signal?.reason)
    }
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', wake)
      resolve()
    }, ms)
    if (signal?.aborted) wake()
    else signal?.addEventListener('abort', wake, { once: true })
    return promise
  },
}

/** Aborts with a TimeoutError after `ms`, or with the parent's reason when the parent does. */
export const within = (ms: number, parent: AbortSignal): AbortSignal => AbortSignal.any([parent, AbortSignal.timeout(ms)])

/** As `within`, for what is over long before: disposing it gives back its timer and its place at the parent, of which a large run has many. */
export function deadline(ms: number, parent: AbortSignal): Disposable & { readonly signal: AbortSignal } {
  const own = new AbortController()
  const follow = () => own.abort(parent.reason)
  const timer = setTimeout(() => own.abort(new DOMException(`not over within ${ms} ms`, 'TimeoutError')), ms)
  if (parent.aborted) follow()
  else parent.addEventListener('abort', follow, { once: true })
  return {
    signal: own.signal,
    [Symbol.dispose]() {
      clearTimeout(timer)
      parent.removeEventListener('abort', follow)
    },
  }
}
