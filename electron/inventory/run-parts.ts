import type Database from 'better-sqlite3'
import type { Paced } from '../../shared/logic/paced.ts'
import type { RunId } from '../../shared/model/id.ts'
import type { Plan } from '../../shared/model/plan.ts'

/** So many steps are in one row. One of a hundred thousand would hold up the engine for a second while it is written. */
const PART = 500

/** Whether its steps are kept in parts. */
export const isLarge = ({ steps, left }: Plan): boolean => steps.length + left.length > PART

/** What is kept of a large plan in one piece. */
export const withoutSteps = (plan: Plan): Plan => ({ ...plan, steps: [], left: [] })

type What = 'plan' | 'left' | 'steps'

/** The steps of large runs, in rows of some hundred. Nothing of a run counts before the run itself is written. */
export interface RunParts {
  /** Writes them anew, a row before each `yield`. */
  write(run: RunId, what: What, things: Iterable<unknown>): Paced<void>
  /** All of them in their order, as JSON has them; none for a run that is not large. */
  read(run: RunId, what: What): unknown[]
}

export function openRunParts(database: Database.Database): RunParts {
  const insert = database.prepare<[string, string, number, string]>('INSERT OR REPLACE INTO run_part VALUES (?, ?, ?, ?)')
  const select = database.prepare<[string, string], string>('SELECT body FROM run_part WHERE run = ? AND what = ? ORDER BY number').pluck()
  return {
    *write(run, what, things) {
      let part: unknown[] = []
      let number = 0
      for (const thing of things) {
        part.push(thing)
        if (part.length < PART) continue
        insert.run(run, what, number++, JSON.stringify(part))
        part = []
        yield
      }
      if (part.length > 0) insert.run(run, what, number, JSON.stringify(part))
    },
    read: (run, what) => select.all(run, what).flatMap((body): unknown[] => JSON.parse(body)),
  }
}
