import { create } from 'zustand'
import type { Out } from '../../shared/contract/contract.ts'
import type { PluginCard } from '../../shared/contract/card.ts'
import type { Event } from '../../shared/model/event.ts'
import { engine } from '../client/engine.ts'
import { advanced, fold, nothing, sight, type Live, type LiveRun } from './fold.ts'

export interface LiveState extends Live {
  /** Who answers, once it has. */
  readonly info: Out<'app.info'> | null
  /** What machines and sessions can be made of here. */
  readonly cards: readonly PluginCard[]
  /** One event from the wire. */
  take(event: Event): void
  /** Reads everything anew: at the first connection, or when the engine's history is not ours any more. */
  readAll(): Promise<void>
  /** Fetches the log of a run that ended before this screen listened. */
  readRun(run: string): Promise<void>
}

/** What is going on, of this screen. */
export const useLive = create<LiveState>()((set, get) => ({
  ...nothing,
  info: null,
  cards: [],

  take: (event) => set((state) => fold(state, event)),

  async readAll() {
    const [info, { plugins }, now, { runs }, { questions }] = await Promise.all([
      engine['app.info']({}),
      engine['plugins.list']({}),
      engine['machines.seen']({}),
      engine['runs.list']({ limit: 100 }),
      engine['questions.open']({}),
    ])
    const before = get().runs
    set({
      info,
      cards: plugins,
      seen: Object.fromEntries(now.seen.map((one) => [one.component, sight(one, null)])),
      open: now.open,
      runs: Object.fromEntries(
        runs.map((record): [string, LiveRun] => [record.id, { ...(before[record.id] ?? { seq: 0, said: {}, trials: {} }), record }]),
      ),
      questions,
      seq: 0,
    })
    await Promise.all(runs.filter((run) => run.ended === null).map((run) => get().readRun(run.id)))
  },

  async readRun(run) {
    const known = get().runs[run]
    if (!known) return
    const { events } = await engine['run.events']({ run: known.record.id })
    const quiet: LiveRun = { ...known, seq: 0, said: {}, trials: {} }
    const told = events.reduce((so, event) => ('run' in event && event.type !== 'run.began' ? advanced(so, event) : so), quiet)
    set(({ runs }) => ({ runs: { ...runs, [run]: told } }))
  },
}))

/** The card of a plugin; null when nothing here knows it. */
export const cardOf = (cards: readonly PluginCard[], id: string): PluginCard | null => cards.find((card) => card.id === id) ?? null

/** All runs, the newest first. */
export const newestFirst = (runs: Live['runs']): LiveRun[] => Object.values(runs).sort((a, b) => b.record.began - a.record.began)
