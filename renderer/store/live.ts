import { create } from 'zustand'
import type { Out } from '../../shared/contract/contract.ts'
import type { PluginCard } from '../../shared/contract/card.ts'
import { foldAll, nothing, snapshot, type Live } from '../../shared/logic/live.ts'
import type { LiveRun } from '../../shared/logic/live-run.ts'
import type { Event } from '../../shared/model/event.ts'
import { engine } from '../client/engine.ts'

export interface LiveState extends Live {
  /** Who answers, once it has. */
  readonly info: Out<'app.info'> | null
  /** What machines and sessions can be made of here. */
  readonly cards: readonly PluginCard[]
  /** Events from the wire, in their order. What was taken in already changes nothing. */
  take(events: readonly Event[]): void
  /** Reads everything anew: at the first connection, or when the engine's history is not ours any more. */
  readAll(): Promise<void>
  /** Fetches the log of a run that this screen did not hear from its beginning. */
  readRun(run: string): Promise<void>
}

/** What is going on, of this screen. */
export const useLive = create<LiveState>()((set, get) => ({
  ...nothing,
  info: null,
  cards: [],

  take: (events) => set((state) => foldAll(state, events)),

  async readAll() {
    const [info, { plugins }, now, { runs }, { questions }] = await Promise.all([
      engine['app.info']({}),
      engine['plugins.list']({}),
      engine['machines.seen']({}),
      engine['runs.list']({ limit: 100 }),
      engine['questions.open']({}),
    ])
    set({ info, cards: plugins, ...snapshot({ seen: now.seen, open: now.open, runs, questions }, 0) })
    await Promise.all(runs.filter((run) => run.ended === null).map((run) => get().readRun(run.id)))
  },

  async readRun(id) {
    const known = get().runs[id]
    if (!known) return
    const { events } = await engine['run.events']({ run: known.record.id })
    const told = foldAll(nothing, events).runs[id]
    // Meanwhile the run may have gone on: then what was heard of it is newer than what was read.
    if (told && told.seq >= (get().runs[id]?.seq ?? 0)) set(({ runs }) => ({ runs: { ...runs, [id]: told } }))
  },
}))

/** The card of a plugin; null when nothing here knows it. */
export const cardOf = (cards: readonly PluginCard[], id: string): PluginCard | null => cards.find((card) => card.id === id) ?? null

const ordered = new WeakMap<Live['runs'], readonly LiveRun[]>()

/** All runs, the newest first; put in order once for all who ask, until there is news of one. */
export function newestFirst(runs: Live['runs']): readonly LiveRun[] {
  const known = ordered.get(runs)
  if (known) return known
  const all = Object.values(runs).sort((a, b) => b.record.began - a.record.began)
  ordered.set(runs, all)
  return all
}
