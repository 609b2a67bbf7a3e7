import { machinesOf, type Part } from '../../../shared/logic/nest.ts'
import type { ComponentId } from '../../../shared/model/id.ts'
import { took } from '../../ui/time.ts'
import type { Stage } from '../useScene.ts'
import { memoryOf, probeTitle, readyLine } from '../words.ts'

type Known = Pick<Stage, 'whole' | 'known' | 'isGround' | 'faces' | 'run' | 'running' | 'expected' | 'now'>

/** What was asked of a part and answered last, and how that is drawn. */
export interface Answer {
  readonly text: string
  readonly is: 'probing' | 'failed' | 'quiet'
}

/** What was asked of it and answered last: `SSH login after 9.2 s`, `TCP answer, 2nd try`, `waits for db1 ready`. */
export function answerOf({ component, cut }: Part, { faces, run, running, isGround }: Known): Answer {
  const face = faces.get(component.id)
  if (cut) return { text: cut, is: 'quiet' }
  if (face?.lineIs === 'probing' || face?.lineIs === 'failed') return { text: face.line.replace('…', ','), is: face.lineIs }
  if (face?.lineIs === 'waits') return { text: face.line, is: 'quiet' }
  const step = run?.record.plan.steps.find((one) => one.target === component.id)
  const kept = step && run?.record.steps[step.id]
  if (step?.expect === 'ready' && kept?.status === 'done' && face?.state === 'ready' && kept.began !== null && kept.ended !== null) {
    const last = (run?.trials[step.id] ?? []).findLast((trial) => trial.passed)
    const probe = component.ready[last?.probe ?? component.ready.length - 1]
    return { text: `${probe ? probeTitle(probe) : 'powered'} after ${took(kept.ended - kept.began)}`, is: 'quiet' }
  }
  if (face?.state === 'ready' && 'machine' in component.is && (running || isGround(component.id)))
    return { text: 'was on already', is: 'quiet' }
  return { text: 'service' in component.is ? (face?.line ?? '') : readyLine(component.ready), is: 'quiet' }
}

/** How long its step took, or is expected to: `9.8 of about 11 s`, `about 9 s`, `6.0 s`, `no step`. */
export function timeOf(id: ComponentId, { run, running, expected, now }: Known): string {
  const step = run?.record.plan.steps.find((one) => one.target === id)
  const kept = step && run?.record.steps[step.id]
  const usual = expected(step && running ? step.id : `start ${id}`)
  const about = usual === null ? '' : `about ${took(usual)}`
  if (!running) return about
  if (!step || !kept) return 'no step'
  if (kept.began === null) return kept.status === 'waiting' ? about : kept.status
  if (kept.ended !== null) return took(kept.ended - kept.began)
  return [wholeSeconds(now - kept.began), ...(about === '' ? [] : ['of', about])].join(' ')
}
const wholeSeconds = (ms: number): string => (ms < 60_000 ? `${(Math.max(0, ms) / 1000).toFixed(0)} s` : took(ms))

/** The memory of all that stands right on it beside its own, in MiB; null when it carries nothing, or nobody says how much. */
export function memoryGiven(
  part: Part | null,
  guests: readonly ComponentId[],
  { whole, known }: Known,
): { given: number; own: number | null } | null {
  const of = (id: ComponentId): number =>
    machinesOf(whole, id)
      // A reference gives what stands lowest in its service.
      .filter(({ component, below }) => component.id === id || below === id)
      .reduce(
        (sum, { component }) =>
          sum + ('machine' in component.is ? (memoryOf(known.machines.get(component.is.machine), known.cards) ?? 0) : 0),
        0,
      )
  if (guests.length === 0 || (part && !('machine' in part.component.is))) return null
  const given = guests.reduce((sum, id) => sum + of(id), 0)
  const own = part && 'machine' in part.component.is ? memoryOf(known.machines.get(part.component.is.machine), known.cards) : null
  return given === 0 ? null : { given, own }
}

/** `7 of 24 GiB`, `3 GiB`. */
export function memoryText({ given, own }: { given: number; own: number | null }): string {
  const gib = (given >= 1024 || (own ?? 0) >= 1024) && (own ?? given) >= 1024
  const show = (mib: number) => (gib ? String(Math.round((mib / 1024) * 10) / 10) : String(mib))
  return `${show(given)}${own === null ? '' : ` of ${show(own)}`} ${gib ? 'GiB' : 'MiB'}`
}
