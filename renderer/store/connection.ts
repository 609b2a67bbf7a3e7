import type { Wire } from '../../shared/contract/wire.ts'
import type { Event } from '../../shared/model/event.ts'
import { engine, keepConnected } from '../client/engine.ts'
import { useDocument } from './document.ts'
import { gathering } from './gather.ts'
import { useLive } from './live.ts'
import { problemOf, useView } from './view.ts'

/** Joins the wire and the stores: reads everything once, then only what was missed. Runs as long as the page. */
export function beginConnection(dial: () => Promise<Wire>): void {
  void keepConnected(dial, {
    async opened() {
      const { seq } = useLive.getState()
      if (seq === 0 || !(await catchUp(seq))) await Promise.all([useDocument.getState().read(), useLive.getState().readAll()])
      useView.getState().setLink({ state: 'open' })
    },
    event: gather,
    lost(cause, retryAt) {
      const { link, setLink } = useView.getState()
      setLink({ state: 'lost', problem: problemOf(cause), retryAt, since: link.state === 'lost' ? link.since : Date.now() })
    },
  })
}

/** The events that were missed. False when the engine counts otherwise than we do: then it is another history. */
async function catchUp(since: number): Promise<boolean> {
  const { events, seq } = await engine['events.since']({ seq: since })
  if (seq < since) return false
  hear(events)
  // The engine may hand on only so many at once; a gap means that reading everything is shorter.
  return useLive.getState().seq >= seq
}

/** A run of a thousand machines tells many things at once: what comes within one frame is taken in together. */
const gather = gathering<Event>(hear, {
  now: () => performance.now(),
  // A window that is hidden draws no frames, but must go on hearing.
  next: (act) => void (document.hidden ? setTimeout(act, 16) : requestAnimationFrame(act)),
  after: (ms, act) => void setTimeout(act, ms),
})

function hear(events: readonly Event[]): void {
  useLive.getState().take(events)
  for (const event of events) if (event.type === 'document.changed') useDocument.getState().take(event.revision, event.edit)
}
