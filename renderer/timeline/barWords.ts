import type { Event } from '../../shared/model/event.ts'
import type { Slot } from '../../shared/logic/timeline.ts'
import { ordinal, took } from '../ui/time.ts'

/** `5.2 s`, `SSH banner, 3rd try`, `waits for gis`, `about 12 s`, `skipped`. */
export function barWords(slot: Slot, names: ReadonlyMap<string, string>, at: number, tries: ReadonlyMap<string, string>): string {
  const { status, from, to, guessed } = slot
  if (status === 'done') return took(to - from)
  if (status === 'failed') return `failed after ${took(to - from)}`
  if (status === 'skipped' || status === 'cancelled') return status
  if (status === 'running' || status === 'resting')
    return tries.get(slot.step.id) ?? (status === 'resting' ? 'tries again' : took(at - from))
  const need = slot.step.needs[0]
  if (need && slot.step.verb !== 'start') return `waits for ${names.get(need.step) ?? need.step}`
  return guessed ? 'nobody knows how long' : `about ${took(to - from)}`
}

/** The newest answer of each step's probing. */
export function triesOf(events: readonly Event[]): Map<string, string> {
  const last = new Map<string, string>()
  for (const event of events)
    if (event.type === 'step.probed') last.set(event.step, event.passed ? 'passed' : `${event.answer}, ${ordinal(event.tries)} try`)
  return last
}

/** What a lane is called where nobody knows better. */
export const laneName = (lane: string): string =>
  lane === 'ground' ? 'this computer' : lane === 'desk' ? 'windows' : `on ${lane.slice(lane.indexOf(':') + 1)}`
