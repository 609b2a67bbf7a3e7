import type { ComponentId, WorkspaceId } from '../../shared/model/id.ts'
import type { Watching } from '../../shared/plugin/plugin.ts'
import { attentionFor, dueLook, looked, mute, tells, type Attention, type How, type Watched } from './attention.ts'
import type { Clock } from './clock.ts'

export interface WatchParts {
  readonly clock: Clock
  /** Whether anybody would see what changes. */
  somebody(): boolean
  /** Machines of workspaces with something up, and no run that looks by itself. The same list for as long as it says the same. */
  awake(): readonly Watched[]
  /** Has the machine tell by itself when it may have changed; null where its kind cannot. Rejects where it does not now. */
  listen(watched: Watched, changed: () => void, signal: AbortSignal): Promise<Watching | null>
  /** Resolves with those that changed. */
  look(workspace: WorkspaceId, only: ReadonlySet<ComponentId>, how: How): Promise<ReadonlySet<ComponentId>>
  log(cause: unknown): void
}

const TURN_MS = 1_000
/** So many begin to tell at a time; and so many on one carrier at all, where each takes a channel of its connection. */
const LISTENING = { atOnce: 16, perCarrier: 6 }

/**
 * Notices what changes while somebody watches, so that a machine that was killed shows as off soon. A machine that tells by
 * itself is looked at when it does, and else only seldom, to try its probes; others are looked at from time to time. Returns how to stop.
 */
export function watch({ clock, somebody, awake, listen, look, log }: WatchParts): () => Promise<void> {
  const over = new AbortController()
  const { signal } = over
  const all = new Map<ComponentId, Attention>()
  const going = new Set<Promise<void>>()
  let list: readonly Watched[] = []
  let starting = 0
  let nap = new AbortController()

  const track = (work: Promise<void>) => {
    const guarded = work.catch((cause: unknown) => (signal.aborted ? undefined : log(cause))).finally(() => going.delete(guarded))
    going.add(guarded)
  }
  const sync = () => {
    const now = awake()
    if (now === list) return
    list = now
    const stays = new Set(now.map(({ component }) => component))
    for (const [component, one] of all) {
      if (stays.has(component)) continue
      one.listening?.abort()
      all.delete(component)
    }
    for (const [index, watched] of now.entries()) {
      const known = all.get(watched.component)
      if (known && !watched.up) known.listening?.abort()
      if (known && watched.up && !known.watched.up) known.listenAt = 0
      if (known) known.watched = watched
      else all.set(watched.component, attentionFor(watched, clock.now(), (index + 1) / now.length, now.length))
    }
  }
  const changed = (one: Attention) => {
    one.dirty = true
    nap.abort()
  }
  const hear = async (one: Attention, ended: AbortController): Promise<void> => {
    const both = AbortSignal.any([signal, ended.signal])
    try {
      const watching = await listen(one.watched, () => changed(one), both).finally(() => starting--)
      if (watching) {
        tells(one)
        // What happened before it listened is not told.
        changed(one)
        await Promise.race([watching.ended, aborted(both)])
        changed(one)
      } else one.listenAt = Number.POSITIVE_INFINITY
    } finally {
      if (one.listenAt < Number.POSITIVE_INFINITY) mute(one, clock.now())
    }
  }
  const begin = (now: number) => {
    const perCarrier = new Map<ComponentId, number>()
    const room = ({ watched: { on } }: Attention) => on === null || (perCarrier.get(on) ?? 0) < LISTENING.perCarrier
    const take = ({ watched: { on } }: Attention) => on !== null && perCarrier.set(on, (perCarrier.get(on) ?? 0) + 1)
    for (const one of all.values()) if (one.listening) take(one)
    for (const one of all.values()) {
      if (starting >= LISTENING.atOnce) return
      if (!one.watched.up || one.listening || one.listenAt > now || !room(one)) continue
      take(one)
      starting++
      one.listening = new AbortController()
      // Why it does not tell is no news: then it is looked at.
      track(hear(one, one.listening).catch(() => undefined))
    }
  }
  const lookAt = async (workspace: WorkspaceId, due: readonly Attention[], how: How): Promise<void> => {
    for (const one of due) Object.assign(one, { looking: true, dirty: false })
    let other: ReadonlySet<ComponentId> = new Set()
    try {
      other = await look(workspace, new Set(due.map(({ watched }) => watched.component)), how)
    } finally {
      for (const one of due) looked(one, how, other.has(one.watched.component), clock.now(), all.size)
    }
  }
  const turn = () => {
    if (!somebody()) return
    sync()
    const now = clock.now()
    const due = new Map<string, { workspace: WorkspaceId; how: How; some: Attention[] }>()
    for (const one of all.values()) {
      const how = dueLook(one, now)
      if (!how) continue
      const { workspace } = one.watched
      const group = due.get(`${how} ${workspace}`) ?? { workspace, how, some: [] }
      group.some.push(one)
      due.set(`${how} ${workspace}`, group)
    }
    for (const { workspace, how, some } of due.values()) track(lookAt(workspace, some, how))
    begin(now)
  }
  const loop = async () => {
    while (!signal.aborted) {
      nap = new AbortController()
      await clock.sleep(TURN_MS, AbortSignal.any([signal, nap.signal])).catch(() => undefined)
      if (signal.aborted) return
      try {
        turn()
      } catch (cause) {
        // One bad look is told in the log; the next one may be better.
        log(cause)
      }
    }
  }
  const done = loop()
  return async () => {
    over.abort()
    await done
    await Promise.all(going)
  }
}

const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve()
    else signal.addEventListener('abort', () => resolve(), { once: true })
  })
