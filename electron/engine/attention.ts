import type { ComponentId, WorkspaceId } from '../../shared/model/id.ts'

/** A machine that may change by itself while nobody acts on it. */
export interface Watched {
  readonly component: ComponentId
  readonly workspace: WorkspaceId
  /** What carries it; null is this computer. */
  readonly on: ComponentId | null
  readonly up: boolean
}

/** `light`: who was ready and is still powered is not probed again. */
export type How = 'light' | 'full'

/** In ms. Who does not tell is looked at again after `first`, and less and less often while nothing changes. */
const LIGHT = { first: 3_000, longest: 30_000, grows: 1.5, perMachine: 20 }
/** In ms. All probes are tried again so seldom: of a thousand machines one every half second. */
const FULL = { least: 60_000, perMachine: 500 }
/** In ms, before one that would not tell is asked to once more. */
const LISTEN = { first: 5_000, longest: 300_000 }

/** What is known of one machine that is watched, and when something is due for it (ms since 1970). */
export interface Attention {
  watched: Watched
  /** It may have changed. */
  dirty: boolean
  looking: boolean
  lightAt: number
  lightMs: number
  fullAt: number
  /** While it tells by itself, or is being asked to; aborting it ends that. */
  listening: AbortController | null
  tells: boolean
  listenAt: number
  listenMs: number
}

/** `share`: over 0 to 1, another for each of `count`, so that not all are due in the same moment for ever. */
export const attentionFor = (watched: Watched, now: number, share: number, count: number): Attention => ({
  watched,
  dirty: false,
  looking: false,
  lightAt: now + LIGHT.first * share,
  lightMs: LIGHT.first,
  fullAt: now + fullMs(count) * share,
  listening: null,
  tells: false,
  listenAt: 0,
  listenMs: LISTEN.first,
})

/** The look that is due, if any. */
export function dueLook({ watched, looking, dirty, tells, lightAt, fullAt }: Attention, now: number): How | null {
  if (looking) return null
  if (watched.up && now >= fullAt) return 'full'
  return dirty || (!tells && now >= lightAt) ? 'light' : null
}

/** After a look. Whoever changed is looked at soon again. */
export function looked(one: Attention, how: How, changed: boolean, now: number, count: number): void {
  const longest = Math.max(LIGHT.longest, count * LIGHT.perMachine)
  one.looking = false
  one.lightMs = changed ? LIGHT.first : Math.min(longest, one.lightMs * LIGHT.grows)
  one.lightAt = now + one.lightMs
  if (how === 'full') one.fullAt = now + fullMs(count)
}

/** It tells by itself from now on. */
export function tells(one: Attention): void {
  one.tells = true
  one.listenMs = LISTEN.first
}

/** It does not tell, or not any more: it is looked at from time to time, and asked again later. */
export function mute(one: Attention, now: number): void {
  one.listening = null
  one.tells = false
  one.listenAt = now + one.listenMs
  one.listenMs = Math.min(LISTEN.longest, one.listenMs * 2)
}

const fullMs = (count: number): number => Math.max(FULL.least, count * FULL.perMachine)
