import { failuresOf, isTakingBack } from '../../../shared/logic/aftermath.ts'
import type { Step } from '../../../shared/model/plan.ts'
import type { RunRecord } from '../../../shared/model/run.ts'
import { counted, took } from '../../ui/time.ts'
import { verbOf } from '../plan/words.ts'

/** What a run was for, in one word: start, stop, or the one act it was. */
export function purpose(record: RunRecord): string {
  if (isTakingBack(record)) return 'take back'
  const { plan } = record
  const [only] = plan.steps
  if (plan.steps.length === 1 && only && only.verb !== 'start' && only.verb !== 'stop') return only.verb
  return verbOf[plan.goal].toLowerCase()
}

/** `8 done, 1 failed, 2 skipped` */
export function tally({ steps }: RunRecord): string {
  const count = (status: string) => Object.values(steps).filter((step) => step.status === status).length
  const words = ['done', 'failed', 'skipped', 'cancelled', 'running', 'waiting'].flatMap((status) =>
    count(status) > 0 ? [`${count(status)} ${status}`] : [],
  )
  return words.join(', ') || 'no steps'
}

/** How long a run has taken, or takes so far. */
export const lasted = ({ began, ended }: RunRecord, now: number): string => took((ended ?? now) - began)

/** `8 of 11 steps`, or `7 steps` when all were done. */
export function reach({ steps, plan }: RunRecord): string {
  const done = Object.values(steps).filter((step) => step.status === 'done').length
  return done === plan.steps.length ? counted(done, 'step') : `${done} of ${counted(plan.steps.length, 'step')}`
}

/** What became of a run that did not end well, for a pill; null while nobody has said. */
export const followed = ({ followUp }: RunRecord): string | null =>
  followUp === null ? null : { continued: 'continued', retried: 'tried again', 'taken-back': 'taken back', left: 'left as it is' }[followUp]

/** Rows of the step list; `number` is the place in the plan, from 1. */
export type Row =
  | { readonly is: 'step'; readonly step: Step; readonly number: number }
  /** Steps that were done, one after the other. */
  | { readonly is: 'done'; readonly steps: readonly Step[]; readonly from: number; readonly to: number }
  /** The echoes of the failure above. */
  | { readonly is: 'echo'; readonly of: string; readonly how: 'alike' | 'skipped'; readonly steps: readonly Step[] }

/** What is unfolded in a list of steps. */
export interface Unfolded {
  readonly done: boolean
  /** Ids of failed steps whose echoes are shown one by one. */
  readonly echoes: ReadonlySet<string>
}

/**
 * The rows of all steps of a run: what went well folds when there are more than two in a row, and what was only an echo of a
 * failure folds into it, so that each cause stands out once. Nothing is folded while it all went well, nor what is chosen.
 */
export function rowsOf(record: RunRecord, unfolded: Unfolded, chosen: string | null): Row[] {
  const { plan, steps } = record
  const failures = new Map(failuresOf(record).map((failure) => [failure.step.id, failure]))
  const echoes = new Set([...failures.values()].flatMap(({ alike, skipped }) => [...alike, ...skipped].map(({ id }) => id)))
  const numbers = new Map(plan.steps.map(({ id }, index) => [id, index + 1]))
  const one = (step: Step): Row => ({ is: 'step', step, number: numbers.get(step.id) ?? 0 })
  const rows: Row[] = []
  let held: Step[] = []
  const flush = () => {
    const [first, last] = [held[0], held.at(-1)]
    if (held.length > 2 && first && last)
      rows.push({ is: 'done', steps: held, from: numbers.get(first.id) ?? 0, to: numbers.get(last.id) ?? 0 })
    else rows.push(...held.map(one))
    held = []
  }
  const fold = (of: string, how: 'alike' | 'skipped', echoed: readonly Step[]) => {
    if (echoed.length === 0) return
    const open = unfolded.echoes.has(of) || echoed.some(({ id }) => id === chosen)
    rows.push(...(open ? echoed.map(one) : [{ is: 'echo' as const, of, how, steps: echoed }]))
  }
  for (const step of plan.steps) {
    if (echoes.has(step.id)) continue
    if (failures.size > 0 && !unfolded.done && steps[step.id]?.status === 'done' && step.id !== chosen) {
      held.push(step)
      continue
    }
    flush()
    rows.push(one(step))
    const failure = failures.get(step.id)
    if (!failure) continue
    fold(step.id, 'alike', failure.alike)
    fold(step.id, 'skipped', failure.skipped)
  }
  flush()
  return rows
}
