import type { StepId } from '../model/id.ts'
import type { Slot } from './timeline.ts'

/** Something a step waited for, or still waits for. */
export interface Wait {
  readonly step: StepId
  /** `room`: who had its place on the carrier. The others are gates of needs. */
  readonly what: 'started' | 'done' | 'room'
  /** When it came true, or is expected to: in ms since the run began. */
  readonly at: number
  /** It has not come true yet. */
  readonly open: boolean
}

/** What a step waited for before it could begin: its needs, what came true last first, then the place on its carrier. */
export function waitsOf(slot: Slot, byId: ReadonlyMap<StepId, Slot>): Wait[] {
  const needs = slot.step.needs.flatMap(({ step, gate }): Wait[] => {
    const below = byId.get(step)
    if (!below) return []
    const at = gate === 'started' ? (below.powered ?? below.to) : below.to
    return [{ step, what: gate, at, open: gate === 'started' && below.powered !== null ? false : below.open }]
  })
  const mate = slot.heldBy !== null && !slot.step.needs.some(({ step }) => step === slot.heldBy) ? byId.get(slot.heldBy) : undefined
  const room: Wait[] = mate ? [{ step: mate.step.id, what: 'room', at: mate.to, open: mate.open }] : []
  return [...needs.sort((a, b) => b.at - a.at), ...room]
}

/** The steps that waited for this one: the way back, for walking along what waits for what. */
export const waitersOf = (step: StepId, all: readonly Slot[]): Slot[] =>
  all.filter(({ step: other, heldBy }) => heldBy === step || other.needs.some((need) => need.step === step)).sort((a, b) => a.from - b.from)
