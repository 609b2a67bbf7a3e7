import type { StepId } from '../../shared/model/id.ts'
import type { Slot } from '../../shared/logic/timeline.ts'
import { type Wait, waitsOf } from '../../shared/logic/waits.ts'
import { took } from '../ui/time.ts'

/** What a step waited for, as a sentence: `Waited for xen1 ready (18 s), dns ready (9.0 s), then for room beside circus (21 s).` */
export function waitSentence(slot: Slot, byId: ReadonlyMap<StepId, Slot>): string {
  const waits = waitsOf(slot, byId)
  if (waits.length === 0) return slot.future ? 'Waits for nothing but its turn.' : 'Waited for nothing: it began at once.'
  const said = (wait: Wait): string => {
    const other = byId.get(wait.step)
    const gate = wait.what === 'started' ? 'started' : (other?.step.expect ?? 'done')
    const name = other?.step.name ?? wait.step
    const what = wait.what === 'room' ? `room on its carrier, beside ${name}` : `${name} ${gate === 'paused' ? 'suspended' : gate}`
    return `${what} (${wait.open ? 'not yet' : `at ${took(wait.at)}`})`
  }
  const needs = waits.filter(({ what }) => what !== 'room').map(said)
  const room = waits.filter(({ what }) => what === 'room').map(said)
  const verb = slot.future ? 'Waits for' : 'Waited for'
  return `${[`${verb} ${needs.length > 0 ? needs.join(', ') : room.join('')}`, ...(needs.length > 0 ? room.map((one) => `then for ${one}`) : [])].join(', ')}.`
}

/** How a step spent its time once it began: `Acted 1.5 s, probed 7.3 s.` Empty before that. */
export function spentSentence({ future, from, powered, to, status }: Slot): string {
  if (future || status === 'skipped') return ''
  if (powered === null) return `Took ${took(to - from)}.`
  return `Acted ${took(powered - from)}, probed ${took(to - powered)}.`
}

/** The critical path in words, at most its last five steps. */
export function pathSentence(path: readonly Slot[]): string {
  if (path.length === 0) return ''
  const names = path.slice(-5).map(({ step }) => `${step.verb} ${step.name}`)
  return `Critical path: ${path.length > 5 ? '… → ' : ''}${names.join(' → ')}`
}
