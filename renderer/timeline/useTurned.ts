import { useRef } from 'react'
import type { LiveRun } from '../../shared/logic/live-run.ts'

/** A run of more steps than this is not read anew at each of its events. */
const MANY = 100

/**
 * A run as it was when its clock turned last, in the time `now`: what is shown over time is worked out from all of its steps, and a
 * large run tells more than a thousand things a second. A small one, and one that has ended, are always as they are.
 */
export function useTurned<R extends LiveRun | null>(run: R, now: number): R {
  const held = useRef({ run, now })
  const large = run !== null && run.record.ended === null && run.record.plan.steps.length > MANY
  if (!large || held.current.now !== now || held.current.run?.record.id !== run.record.id) held.current = { run, now }
  return held.current.run
}
