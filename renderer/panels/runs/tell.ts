import type { Step } from '../../../shared/model/plan.ts'
import type { RunRecord } from '../../../shared/model/run.ts'
import { counted, took } from '../../ui/time.ts'

/** What a run was for, in one word: start, stop, or the one act it was. */
export function purpose({ plan }: RunRecord): string {
  const [only] = plan.steps
  if (plan.steps.length === 1 && only && only.verb !== 'start' && only.verb !== 'stop') return only.verb
  return plan.goal === 'up' ? 'start' : 'stop'
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

/** Rows of the step list: steps that were done in a row fold into one line when there are more than two. */
export type Row = { readonly fold: readonly Step[]; readonly from: number } | { readonly step: Step; readonly number: number }

/** Folds runs of done steps, so that what went wrong stands out. Nothing is folded while it all went well and is short. */
export function rowsOf(steps: readonly Step[], isDone: (step: Step) => boolean, unfold: boolean): Row[] {
  const rows: Row[] = []
  let held: Step[] = []
  const flush = (end: number) => {
    const from = end - held.length
    if (held.length > 2) rows.push({ fold: held, from: from + 1 })
    else held.forEach((step, index) => rows.push({ step, number: from + index + 1 }))
    held = []
  }
  steps.forEach((step, index) => {
    if (!unfold && isDone(step)) return void held.push(step)
    flush(index)
    rows.push({ step, number: index + 1 })
  })
  flush(steps.length)
  return rows
}
