import type { Slot } from '../../shared/logic/timeline.ts'
import { took } from '../ui/time.ts'

/** `5.2 s`, `SSH banner, 3rd try`, `waits for gis`, `about 12 s`, `skipped`. */
export function barWords(slot: Slot, names: ReadonlyMap<string, string>, at: number, doing: ReadonlyMap<string, string>): string {
  const { status, from, to, guessed } = slot
  if (status === 'done') return took(to - from)
  if (status === 'failed') return `failed after ${took(to - from)}`
  if (status === 'skipped' || status === 'cancelled') return status
  if (status === 'running' || status === 'resting')
    return doing.get(slot.step.id) ?? (status === 'resting' ? 'tries again' : took(at - from))
  const need = slot.step.needs[0]
  if (need && slot.step.verb !== 'start') return `waits for ${names.get(need.step) ?? need.step}`
  return guessed ? 'nobody knows how long' : `about ${took(to - from)}`
}

/** What a lane is called, after the carrier that it is. */
export function laneName(lane: string, names: ReadonlyMap<string, string>): string {
  if (lane === 'ground') return 'this computer'
  return lane === 'desk' ? 'windows' : `on ${names.get(lane) ?? 'a carrier'}`
}
