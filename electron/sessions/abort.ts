/**
 * What `start` brings, unless the signal ends first: then it rejects at once with the signal's reason, and what arrives too late is
 * handed to `drop`, so that nothing stays open with nobody to close it.
 */
export function unlessAborted<T>(signal: AbortSignal | undefined, start: () => Promise<T>, drop: (late: T) => void): Promise<T> {
  if (!signal) return start()
  if (signal.aborted) return Promise.reject(signal.reason)
  return new Promise((resolve, reject) => {
    const ended = () => reject(signal.reason)
    signal.addEventListener('abort', ended, { once: true })
    start().then(
      (value) => {
        signal.removeEventListener('abort', ended)
        if (signal.aborted) drop(value)
        else resolve(value)
      },
      (error: unknown) => {
        signal.removeEventListener('abort', ended)
        reject(error)
      },
    )
  })
}
