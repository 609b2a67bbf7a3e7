import type { Event, News } from '../../shared/model/event.ts'
import type { Inventory } from '../inventory/inventory.ts'
import type { Clock } from '../engine/clock.ts'

/** Everything that happens goes through here: stamped, kept, told. */
export interface Events {
  publish(news: News): Event
  /** Returns how to stop listening. */
  subscribe(listen: (event: Event) => void): () => void
  /**
   * What came after `seq`, oldest first, and up to where: when more than `PAGE` events are missing, ask again from there. Whoever names a
   * number that was not given yet gets no events and the newest number.
   */
  since(seq: number): { events: Event[]; seq: number }
}

/** So many events go out in one answer. */
export const PAGE = 5_000

export function openEvents(inventory: Inventory, clock: Clock, log: (cause: unknown) => void): Events {
  const listeners = new Set<(event: Event) => void>()
  let last = inventory.lastSeq()
  return {
    publish(news) {
      const event: Event = { ...news, seq: ++last, at: clock.now() }
      try {
        inventory.keepEvent(event, 'run' in event ? event.run : null)
      } catch (cause) {
        // A full disk must not stop what is told now: the screen still has to see it.
        log(cause)
      }
      for (const listen of [...listeners]) listen(event)
      return event
    },
    subscribe(listen) {
      listeners.add(listen)
      return () => void listeners.delete(listen)
    },
    since(seq) {
      if (seq >= last) return { events: [], seq: last }
      const events = inventory.eventsSince(seq, PAGE)
      return { events, seq: events.length < PAGE ? last : (events.at(-1)?.seq ?? last) }
    },
  }
}
