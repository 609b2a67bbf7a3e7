import type { Step } from '../model/plan.ts'
import type { RunRecord } from '../model/run.ts'
import type { Rung } from '../model/stop.ts'
import { isOver, type Climb } from './live-run.ts'

/** One rung of a stop as it is now. */
export interface RungNow {
  readonly how: Rung
  /** What it may take at most. */
  readonly ms: number
  /** `tried` did not help; on `helped` the machine was seen off. */
  readonly state: 'ahead' | 'standing' | 'tried' | 'helped' | 'spared'
  /** So long it stood, or stands so far, in ms; null where nobody heard when it began. */
  readonly spentMs: number | null
}

/** The ladder of a step, before, while and after it is climbed. `now`: ms since 1970. */
export function climbed(
  step: Pick<Step, 'rungs'>,
  kept: RunRecord['steps'][string] | undefined,
  climbs: readonly Climb[],
  now: number,
): RungNow[] {
  const on = kept?.rung ?? null
  const over = kept !== undefined && isOver(kept.status)
  const began = new Map(climbs.map(({ rung, at }) => [rung, at]))
  return step.rungs.map(({ how, ms }, index): RungNow => {
    if (on === null || index > on) return { how, ms, state: over ? 'spared' : 'ahead', spentMs: null }
    const from = began.get(index)
    const until = began.get(index + 1) ?? kept?.ended ?? now
    const spentMs = from === undefined ? null : Math.max(0, until - from)
    const state = index < on ? 'tried' : !over ? 'standing' : kept?.status === 'done' ? 'helped' : 'tried'
    return { how, ms, state, spentMs }
  })
}

/** The rung on which a stop stands, with the time left on it in ms; null while it stands on none. */
export function standing(rungs: readonly RungNow[]): { readonly how: Rung; readonly leftMs: number | null } | null {
  const rung = rungs.find(({ state }) => state === 'standing')
  return rung ? { how: rung.how, leftMs: rung.spentMs === null ? null : Math.max(0, rung.ms - rung.spentMs) } : null
}
