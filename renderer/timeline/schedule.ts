import type { Plan, Step } from '../../shared/model/plan.ts'
import type { RunRecord } from '../../shared/model/run.ts'

/** How long a step is expected to take, in ms; null when nobody knows. */
export type Expected = (step: string) => number | null

/** When a step was, is, or will be: all in ms since the run began. */
export interface Slot {
  readonly step: Step
  readonly status: RunRecord['steps'][string]['status']
  /** All it needs had come so far as it asks, or will have. */
  readonly free: number
  readonly from: number
  /** Powered: from here on it is probed. Null while it is not, or when nobody knows. */
  readonly powered: number | null
  readonly to: number
  /** `to` is expected, not seen. */
  readonly open: boolean
  /** Neither its beginning nor its end has been seen. */
  readonly future: boolean
  /** Nobody knows how long it takes: the length is a guess. */
  readonly guessed: boolean
}

const guess: Record<Step['verb'], number> = {
  start: 10_000,
  resume: 5_000,
  reset: 10_000,
  stop: 5_000,
  suspend: 3_000,
  open: 1_000,
  close: 500,
}

/** A plan before its run: every step as early as its needs allow. */
export const planned = (plan: Plan, expected: Expected): Slot[] => slotsOf(plan, null, expected, 0)

/** A run as it went so far, and how it is expected to go on. `now`: ms since 1970. */
export const slots = (run: RunRecord, expected: Expected, now: number): Slot[] =>
  slotsOf(run.plan, run, expected, (run.ended ?? now) - run.began)

function slotsOf(plan: Plan, run: RunRecord | null, expected: Expected, sinceBegan: number): Slot[] {
  const byId = new Map<string, Slot>()
  for (const step of plan.steps) {
    const kept = run?.steps[step.id]
    const at = (time: number | null | undefined) => (run && time != null ? Math.max(0, time - run.began) : null)
    const needed = step.needs.flatMap(({ step: id, gate }) => {
      const slot = byId.get(id)
      return slot ? [gate === 'started' ? (slot.powered ?? slot.to) : slot.to] : []
    })
    const free = Math.max(0, ...needed)
    const status = kept?.status ?? 'waiting'
    const over = status === 'done' || status === 'failed' || status === 'skipped' || status === 'cancelled'
    const began = at(kept?.began)
    const ended = at(kept?.ended)
    const length = expected(step.id)
    const from = began ?? (over ? (ended ?? free) : Math.max(free, sinceBegan))
    const wished = from + (length ?? guess[step.verb])
    const to = ended ?? (over ? from : Math.max(wished, sinceBegan))
    const running = run !== null && run.ended === null
    byId.set(step.id, {
      step,
      status,
      free: Math.min(free, from),
      from,
      powered: at(kept?.started),
      to,
      open: ended === null && !over,
      future: began === null && (!over || !running) && ended === null,
      guessed: length === null && ended === null,
    })
  }
  return [...byId.values()]
}

/** From the first step to the one that ends last: each was, or will be, what the next had to wait for. */
export function criticalPath(all: readonly Slot[]): Slot[] {
  const byId = new Map(all.map((slot) => [slot.step.id, slot]))
  const real = all.filter((slot) => slot.status !== 'skipped' && slot.status !== 'cancelled')
  const path: Slot[] = []
  let at = real.reduce<Slot | null>((last, slot) => (last === null || slot.to > last.to ? slot : last), null)
  while (at) {
    path.unshift(at)
    const reached = (id: string, gate: 'started' | 'done'): [Slot, number][] => {
      const slot = byId.get(id)
      return slot ? [[slot, gate === 'started' ? (slot.powered ?? slot.to) : slot.to]] : []
    }
    const needed: [Slot, number][] = at.step.needs.flatMap(({ step, gate }) => reached(step, gate))
    at = needed.reduce<[Slot, number] | null>((last, need) => (last === null || need[1] > last[1] ? need : last), null)?.[0] ?? null
  }
  return path
}

/** Steps by who feels their load, in the order of the plan; windows last. */
export function lanesOf(all: readonly Slot[]): { readonly lane: string; readonly slots: readonly Slot[] }[] {
  const lanes = new Map<string, Slot[]>()
  for (const slot of all) lanes.set(slot.step.lane, [...(lanes.get(slot.step.lane) ?? []), slot])
  return [...lanes].map(([lane, slots]) => ({ lane, slots })).sort((a, b) => Number(a.lane === 'desk') - Number(b.lane === 'desk'))
}

/** When the last step ends, in ms. */
export const endOf = (all: readonly Slot[]): number => Math.max(0, ...all.map((slot) => slot.to))

/** Marks for an axis of that length: at most ten, at round numbers of seconds. */
export function ticks(lengthMs: number): number[] {
  const steps = [1, 2, 5, 10, 20, 30, 60, 120, 300, 600, 1200, 1800, 3600]
  const every = (steps.find((s) => lengthMs / 1000 / s <= 9) ?? 7200) * 1000
  return Array.from({ length: Math.floor(lengthMs / every) + 1 }, (_, index) => index * every)
}
