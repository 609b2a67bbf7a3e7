import type Database from 'better-sqlite3'
import { Event } from '../../shared/model/event.ts'
import type { RunId } from '../../shared/model/id.ts'
import type { Plan } from '../../shared/model/plan.ts'
import { durably } from './database.ts'
import { isLarge, withoutSteps } from './run-parts.ts'

/** Everything that happened, in order. */
export interface Events {
  lastSeq(): number
  keep(event: Event, run: RunId | null): void
  since(seq: number, limit: number): Event[]
  of(run: RunId): Event[]
  /** Writes what waits. */
  flush(): void
}

/**
 * Events come in bursts: all that are told in one turn of the event loop are written in one transaction when it ends, or as soon as
 * somebody reads. The end of a run is on disk, with all before it, when `keep` returns. History never stops what makes it: when the
 * disk refuses, `failed` is told, the events stay in memory, readable, and the next write tries again. The plan of a large run is kept with
 * the run (`planOf`), not once more with its first event.
 */
export function openEvents(database: Database.Database, failed: (cause: unknown) => void, planOf: (run: RunId) => Plan | null): Events {
  const insert = database.prepare<[number, string | null, string]>('INSERT INTO event (seq, run, body) VALUES (?, ?, ?)')
  const after = database.prepare<[number, number], string>('SELECT body FROM event WHERE seq > ? ORDER BY seq LIMIT ?').pluck()
  const ofRun = database.prepare<[string], string>('SELECT body FROM event WHERE run = ? ORDER BY seq').pluck()
  let last = database.prepare<[], number>('SELECT coalesce(max(seq), 0) FROM event').pluck().get() ?? 0
  let waiting: { event: Event; run: RunId | null }[] = []
  let due: NodeJS.Immediate | null = null

  const write = database.transaction((events: typeof waiting) => {
    for (const { event, run } of events) insert.run(event.seq, run, JSON.stringify(asKept(event)))
  })
  const parse = (body: string): Event => {
    const event = Event.parse(JSON.parse(body))
    if (event.type !== 'run.began' || event.plan.steps.length + event.plan.left.length > 0) return event
    return { ...event, plan: planOf(event.run) ?? event.plan }
  }
  const flush = () => {
    if (due) clearImmediate(due)
    due = null
    if (waiting.length === 0) return
    try {
      write(waiting)
      waiting = []
    } catch (cause) {
      failed(cause)
    }
  }

  return {
    lastSeq: () => last,
    keep(event, run) {
      if (event.seq <= last) throw new RangeError(`event ${event.seq} comes after event ${last}`)
      waiting.push({ event, run })
      last = event.seq
      if (event.type === 'run.ended') return durably(database, flush)
      due ??= setImmediate(flush)
    },
    since(seq, limit) {
      flush()
      const kept = after.all(seq, limit).map(parse)
      const rest = waiting.flatMap(({ event }) => (event.seq > seq ? [event] : []))
      return [...kept, ...rest].slice(0, limit)
    },
    of(run) {
      flush()
      return [...ofRun.all(run).map(parse), ...waiting.flatMap((each) => (each.run === run ? [each.event] : []))]
    },
    flush,
  }
}

const asKept = (event: Event): Event =>
  event.type === 'run.began' && isLarge(event.plan) ? { ...event, plan: withoutSteps(event.plan) } : event
