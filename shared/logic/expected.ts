import type { Goal } from '../model/plan.ts'
import type { RunRecord } from '../model/run.ts'

/** How long a step is expected to take, in ms; null when nobody knows. */
export type Expected = (step: string) => number | null

const GOOD_ONES = 5

/** What a step usually takes: the middle of its last five good ends, in whichever runs those were. */
export function expectedMs(records: readonly RunRecord[]): Expected {
  const took = new Map<string, number[]>()
  for (const { steps } of newestFirst(records)) {
    for (const [id, { status, began, ended }] of Object.entries(steps)) {
      if (status !== 'done' || began === null || ended === null) continue
      const list = took.get(id) ?? []
      if (list.length < GOOD_ONES) took.set(id, [...list, ended - began])
    }
  }
  return (step) => middle(took.get(step) ?? [])
}

/** What a whole start (or stop) of one workspace usually takes: the middle of its last five good runs that had something to do. */
export function usualMs(records: readonly RunRecord[], goal: Goal): number | null {
  const good = newestFirst(records).filter(({ plan, verdict }) => plan.goal === goal && verdict === 'done' && plan.steps.length > 0)
  return middle(good.slice(0, GOOD_ONES).flatMap(({ began, ended }) => (ended === null ? [] : [ended - began])))
}

const newestFirst = (records: readonly RunRecord[]) => records.toSorted((a, b) => b.began - a.began)

const middle = (values: readonly number[]): number | null => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? null
