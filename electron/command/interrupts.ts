/** What Ctrl-C and the wish to end mean, for the one verb of this process. */
export interface Interrupts {
  /** Ctrl-C goes to whoever listens last; with nobody it ends the verb. Returns how to stop listening. */
  onInterrupt(listen: () => void): () => void
  /** Aborts when the verb is to end now, tidily: Ctrl-C that nobody listens for, a closed terminal, SIGTERM. */
  readonly ending: AbortSignal
}

/** npm sends on the Ctrl-C that the terminal gave to both of us: within this time it is the same press. */
const ECHO_MS = 250

/** Listens to the signals of the process. Whoever asks again while it is ending, ends it at once with `exit`. */
export function openInterrupts(signals: Pick<NodeJS.EventEmitter, 'on'>, exit: () => void): Interrupts {
  const listeners = new Set<() => void>()
  const ending = new AbortController()
  let last = Number.NEGATIVE_INFINITY
  const end = () => (ending.signal.aborted ? exit() : ending.abort())
  signals.on('SIGINT', () => {
    const now = performance.now()
    if (now - last < ECHO_MS) return
    last = now
    const listen = [...listeners].at(-1) ?? end
    listen()
  })
  for (const name of ['SIGTERM', 'SIGHUP']) signals.on(name, end)
  return {
    ending: ending.signal,
    onInterrupt(listen) {
      listeners.add(listen)
      return () => void listeners.delete(listen)
    },
  }
}
