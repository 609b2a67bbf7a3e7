/** What Ctrl-C and the wish to end mean, for the one verb of this process. */
export interface Interrupts {
  /** Ctrl-C goes to whoever listens last; with nobody it ends the verb. Returns how to stop listening. */
  onInterrupt(listen: () => void): () => void
  /** Aborts when the verb is to end now, tidily: Ctrl-C that nobody listens for, a closed terminal, SIGTERM. */
  readonly ending: AbortSignal
}

/** npm and `timeout` send on what the terminal or a supervisor gave to both of us: within this time it is the same wish. */
const ECHO_MS = 250

/** Listens to the signals of the process. Whoever asks again while it is ending, ends it at once with `exit`. */
export function openInterrupts(signals: Pick<NodeJS.EventEmitter, 'on'>, exit: () => void): Interrupts {
  const listeners = new Set<() => void>()
  const ending = new AbortController()
  const end = () => (ending.signal.aborted ? exit() : ending.abort())
  const heed = (name: string, act: () => void) => {
    let last = Number.NEGATIVE_INFINITY
    signals.on(name, () => {
      const now = performance.now()
      if (now - last < ECHO_MS) return
      last = now
      act()
    })
  }
  heed('SIGINT', () => ([...listeners].at(-1) ?? end)())
  for (const name of ['SIGTERM', 'SIGHUP']) heed(name, end)
  return {
    ending: ending.signal,
    onInterrupt(listen) {
      listeners.add(listen)
      return () => void listeners.delete(listen)
    },
  }
}
