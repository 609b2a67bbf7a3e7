import type { Expected } from '../../shared/logic/expected.ts'
import { criticalPath, endOf, type Slot, slots } from '../../shared/logic/timeline.ts'
import type { RunRecord } from '../../shared/model/run.ts'

/** How a run goes over time, with what follows from that. */
export interface Course {
  readonly all: readonly Slot[]
  /** What the end of the run waits for, from the first step on. */
  readonly path: readonly Slot[]
  /** When the last step ends, in ms since the run began. */
  readonly end: number
}

const known = new WeakMap<RunRecord, { readonly expected: Expected; readonly at: number; readonly course: Course }>()

/**
 * How a run went so far and is expected to go on; `now` in ms since 1970. Worked out once for all who ask at the same time: what is
 * to come is found by going through all of it.
 */
export function courseOf(record: RunRecord, expected: Expected, now: number): Course {
  const at = record.ended ?? now
  const kept = known.get(record)
  if (kept && kept.at === at && kept.expected === expected) return kept.course
  const all = slots(record, expected, now)
  const course = { all, path: criticalPath(all), end: endOf(all) }
  known.set(record, { expected, at, course })
  return course
}
