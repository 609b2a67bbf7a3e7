import { componentsOfSteps, isOpen, isTakingBack, partLeft, restOf } from '../../shared/logic/aftermath.ts'
import { chainOf, doneBy, pauseBeforeRetry } from '../../shared/logic/retry.ts'
import { takeBack } from '../../shared/logic/take-back.ts'
import type { Live } from '../../shared/logic/live.ts'
import type { LiveRun } from '../../shared/logic/live-run.ts'
import type { ComponentId, WorkspaceId } from '../../shared/model/id.ts'
import type { Condition } from '../../shared/model/machine.ts'
import type { Step } from '../../shared/model/plan.ts'
import type { RunRecord } from '../../shared/model/run.ts'
import { engine } from '../client/engine.ts'
import { useDocument } from './document.ts'
import { sessionOf, sorted } from './entries.ts'
import { useLaunch, type Shown } from './launch.ts'
import { newestFirst } from './live.ts'

/** The newest run of a workspace while nobody has said what becomes of it: then it is offered to go on, take back, or leave. */
export function openRun(runs: Live['runs'], workspace: WorkspaceId): LiveRun | null {
  const newest = newestFirst(runs).find((run) => run.record.workspace === workspace)
  return newest && isOpen(newest.record) ? newest : null
}

/** Whether it may be offered: a later run of the workspace has taken its place. */
export const isNewest = (runs: Live['runs'], record: RunRecord): boolean => openRun(runs, record.workspace)?.record.id === record.id

/** Plans what is left of a run, and asks for consent. `steps` is the branch that is meant; null is all that is left. */
export function goOn(record: RunRecord, steps: readonly Step[] | null): Promise<Shown> {
  const how = record.verdict === 'interrupted' ? ('continued' as const) : ('retried' as const)
  const only = steps ? partOf(steps) : partLeft(record)
  return useLaunch.getState().ask(record.workspace, record.plan.goal, only, {
    onFailure: record.onFailure,
    follows: { run: record.id, how },
  })
}

/** A window belongs to the machine that it shows. */
function partOf(steps: readonly Step[]): ComponentId[] {
  const { services } = sorted(useDocument.getState().entries)
  const shown = steps.flatMap(({ target }) => sessionOf(target, services)?.component.id ?? [])
  return [...new Set([...componentsOfSteps(steps), ...shown])]
}

/** The steps that going on with a run is about: those whose wish is not so now; where that cannot be seen, those that did not come true. */
export function leftSteps(record: RunRecord, { seen, open }: Pick<Live, 'seen' | 'open'>): Step[] {
  const rest = new Set(restOf(record))
  const shown = new Set(open)
  const about = isTakingBack(record) ? [...rest] : record.plan.steps
  return about.filter((step) => !(isSo(step, seen[step.target]?.condition, shown) ?? !rest.has(step)))
}

/** Whether what the step wished is so now; null where that cannot be seen. */
function isSo({ verb, target, expect }: Step, now: Condition | undefined, shown: ReadonlySet<string>): boolean | null {
  if (verb === 'open' || verb === 'close') return shown.has(target) === (verb === 'open')
  if (verb === 'reset' || now === undefined || now === 'unknown') return null
  return now === expect || (expect === 'on' && now === 'ready') || (expect === 'off' && now === 'absent')
}

/** How many steps it takes to take back a run, and those that it goes on with. */
export function backSteps(record: RunRecord, { runs, seen }: Pick<Live, 'runs' | 'seen'>): number {
  const { plan, did } = doneBy(
    chainOf(record, (id) => runs[id]?.record ?? null),
    (component) => seen[component]?.condition ?? null,
  )
  return takeBack(plan, did).steps.length
}

/** When a failed run is tried again by itself, in ms since 1970; null when nobody does. */
export function againAt(record: RunRecord, runs: Live['runs']): number | null {
  const pause = pauseBeforeRetry(chainOf(record, (id) => runs[id]?.record ?? null))
  return pause === null || record.ended === null ? null : record.ended + pause
}

/** Undoes what a run did, top first. Resolves with the run that does. */
export const undo = async ({ id }: RunRecord): Promise<string> => (await engine['run.takeBack']({ run: id })).run

/** Everything stays as it is, and nobody is asked again. */
export const leave = ({ id }: RunRecord): Promise<unknown> => engine['run.leave']({ run: id })
