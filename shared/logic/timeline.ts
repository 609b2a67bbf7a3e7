import type { Plan, Step, StepStatus } from '../model/plan.ts'
import type { RunRecord } from '../model/run.ts'
import type { Expected } from './expected.ts'
import { forecast, type Span } from './forecast.ts'
import { isOver } from './live-run.ts'

/** When a step was, is, or will be: all in ms since the run began. */
export interface Slot extends Span {
  readonly step: Step
  readonly status: StepStatus
  /** All it needs had come so far as it asks, or will have. From here to `from` it waits for room. */
  readonly free: number
  /** `to` is expected, not seen. */
  readonly open: boolean
  /** Neither its beginning nor its end has been seen. */
  readonly future: boolean
  /** Nobody knows how long it takes: the length is a guess. */
  readonly guessed: boolean
  /** Steps whose gate it still waits for. */
  readonly waitsFor: readonly string[]
  /** The step without which it could have begun earlier: its last need, or who had its place on the carrier. Null when nothing held it. */
  readonly heldBy: string | null
}

/** What is expected of a step that was never seen, in ms. */
const GUESS: Readonly<Record<Step['verb'], number>> = {
  start: 10_000,
  resume: 5_000,
  reset: 10_000,
  stop: 5_000,
  suspend: 3_000,
  save: 5_000,
  open: 1_000,
  close: 500,
}

/** A plan before its run, in the order of its steps. */
export const planned = (plan: Plan, expected: Expected): Slot[] => slotsOf(plan, null, expected, 0)

/** A run as it went so far, and how it is expected to go on. `now`: ms since 1970. */
export const slots = (run: RunRecord, expected: Expected, now: number): Slot[] =>
  slotsOf(run.plan, run, expected, (run.ended ?? now) - run.began)

function slotsOf(plan: Plan, run: RunRecord | null, expected: Expected, now: number): Slot[] {
  const lengthOf = (step: Step) => expected(step.id) ?? GUESS[step.verb]
  const seen = new Map(plan.steps.map((step) => [step.id, spanSeen(step, run, lengthOf(step), now)]))
  const rest =
    run?.ended == null
      ? forecast(remaining(plan, run), now, (step, from) => seen.get(step.id) ?? { from, powered: null, to: from + lengthOf(step) })
      : new Map<string, Span>()
  const slots = new Map<string, Slot>()
  const lastOn = new Map<string, Slot[]>()

  for (const step of plan.steps) {
    const kept = run?.steps[step.id]
    const status = kept?.status ?? 'waiting'
    const needs = step.needs.flatMap(({ step: id, gate }) => {
      const below = slots.get(id)
      return below ? [{ below, opens: gate === 'started' ? (below.powered ?? below.to) : below.to }] : []
    })
    const latest = needs.reduce<(typeof needs)[number] | null>((last, need) => (!last || need.opens > last.opens ? need : last), null)
    const free = latest?.opens ?? 0
    const { from, powered, to } = seen.get(step.id) ??
      rest.get(step.id) ?? { from: Math.max(free, now), powered: null, to: Math.max(free, now) }
    const mates = lastOn.get(step.lane) ?? []
    const before = from > free ? mates.filter((other) => other.to <= from && other.to > free) : []
    const mate = before.reduce<Slot | null>((last, other) => (!last || other.to > last.to ? other : last), null)
    const slot: Slot = {
      step,
      status,
      free: Math.min(free, from),
      from,
      powered,
      to,
      open: kept?.ended == null,
      future: kept?.began == null && kept?.ended == null,
      guessed: expected(step.id) === null && kept?.ended == null,
      waitsFor: status === 'waiting' ? needs.flatMap(({ below, opens }) => (below.open && opens >= now ? [below.step.id] : [])) : [],
      heldBy: (mate ?? latest?.below)?.step.id ?? null,
    }
    slots.set(step.id, slot)
    mates.push(slot)
    lastOn.set(step.lane, mates)
  }
  return [...slots.values()]
}

/** What the record says of a step; null when it has not begun. */
function spanSeen(step: Step, run: RunRecord | null, length: number, now: number): Span | null {
  const kept = run?.steps[step.id]
  if (!run || !kept) return null
  const since = (time: number) => Math.max(0, time - run.began)
  const ended = kept.ended === null ? null : since(kept.ended)
  if (kept.began === null) return ended === null ? null : { from: ended, powered: null, to: ended }
  const from = since(kept.began)
  return { from, powered: kept.started === null ? null : since(kept.started), to: ended ?? Math.max(now, from + length) }
}

/** The plan of what has not ended: what runs first, without the needs that have come true. */
function remaining(plan: Plan, run: RunRecord | null): Plan {
  if (!run) return plan
  const opened = ({ step, gate }: Step['needs'][number]) => {
    const kept = run.steps[step]
    return !kept || isOver(kept.status) || (gate === 'started' && kept.started !== null)
  }
  const open = plan.steps.filter(({ id }) => !isOver(run.steps[id]?.status ?? 'waiting'))
  const hasBegun = ({ id }: Step) => run.steps[id]?.began != null
  const begun = open.filter(hasBegun).map((step) => ({ ...step, needs: [] }))
  const waiting = open.filter((step) => !hasBegun(step)).map((step) => ({ ...step, needs: step.needs.filter((need) => !opened(need)) }))
  return { ...plan, steps: [...begun, ...waiting] }
}

/** From the first step to the one that ends last: each was, or will be, what the next had to wait for. */
export function criticalPath(all: readonly Slot[]): Slot[] {
  const byId = new Map(all.map((slot) => [slot.step.id, slot]))
  const path: Slot[] = []
  let at = all.reduce<Slot | null>(
    (last, slot) => (slot.status === 'skipped' || slot.status === 'cancelled' || (last && last.to >= slot.to) ? last : slot),
    null,
  )
  while (at) {
    path.unshift(at)
    at = (at.heldBy && byId.get(at.heldBy)) || null
  }
  return path
}

/** Steps by who feels their load, in the order of the plan; windows last. */
export function lanesOf(all: readonly Slot[]): { readonly lane: string; readonly slots: readonly Slot[] }[] {
  const lanes = Map.groupBy(all, ({ step }) => step.lane)
  return [...lanes].map(([lane, slots]) => ({ lane, slots })).sort((a, b) => Number(a.lane === 'desk') - Number(b.lane === 'desk'))
}

/** When the last step ends, in ms since the run began. */
export const endOf = (all: readonly Slot[]): number => all.reduce((last, { to }) => Math.max(last, to), 0)
