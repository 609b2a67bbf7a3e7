import type { Override } from '../../shared/model/override.ts'
import { chainOf, doneBy, pauseBeforeRetry } from '../../shared/logic/retry.ts'
import { takeBack } from '../../shared/logic/take-back.ts'
import { ComponentId, type RunId } from '../../shared/model/id.ts'
import type { LeftAlone, Plan } from '../../shared/model/plan.ts'
import type { RunRecord } from '../../shared/model/run.ts'
import type { Clock } from '../engine/clock.ts'
import type { Runs, RunWish } from '../engine/runs.ts'
import type { SeenLast } from '../engine/seen.ts'
import type { Inventory } from '../inventory/inventory.ts'
import type { Planned, PlanWish } from './planning.ts'
import type { Situation, Situations } from './situation.ts'

/** What a run may be asked for besides its plan. */
export type Began = Pick<RunWish, 'only' | 'onFailure' | 'follows'> & { onEnd(record: RunRecord): void }

export interface FollowUpParts {
  readonly inventory: Inventory
  readonly situations: Situations
  readonly runs: Pick<Runs, 'busy'>
  plan(wish: PlanWish): Promise<Planned>
  readonly seen: SeenLast
  readonly clock: Clock
  /** Ends with the engine. */
  readonly signal: AbortSignal
  log(cause: unknown): void
  begin(situation: Situation, plan: Plan, asked: Partial<Began>): Promise<RunId>
}

export interface FollowUps {
  /** What shall become of a run by itself, once it has ended: a failed start is tried again, or taken back, where that is wished. */
  after(overrides: readonly Override[]): (record: RunRecord) => void
  /**
   * Begins to undo what the run did, and the runs whose work it went on with: what is up now, was not before, and nobody else needs.
   * Rejects as planning does, and with `run.busy`.
   */
  takeBack(record: RunRecord): Promise<RunId>
}

/** After an engine was killed, what it had just asked for may take so long to be seen. */
const SETTLED_MS = 3_000

export function followUps({ inventory, situations, runs, plan, seen, clock, signal, log, begin }: FollowUpParts): FollowUps {
  const chain = (record: RunRecord) => chainOf(record, (id) => inventory.run(id))
  const conditionOf = (id: ComponentId) => seen.of(id)?.condition ?? null

  const back = async (record: RunRecord): Promise<Plan> => {
    const work = chain(record)
    const targets = work.flatMap((one) => one.plan.steps.flatMap(({ target }) => ComponentId.safeParse(target).data ?? []))
    const wait = record.verdict === 'interrupted' ? (record.ended ?? 0) + SETTLED_MS - clock.now() : 0
    if (wait > 0) await clock.sleep(Math.min(wait, SETTLED_MS), signal)
    const goal = record.plan.goal === 'up' ? 'down' : 'up'
    const now = await plan({ workspace: record.workspace, goal, only: [...new Set(targets)], overrides: [], dependants: 'refuse' })
    const { plan: whole, did } = doneBy(work, conditionOf)
    const undone = (steps: ReadonlySet<string>) => takeBack(whole, steps)
    if (goal === 'up') return undone(did)
    // What a stop of the same machines would leave alone, such as what another workspace uses, is left alone here too.
    const mine = new Set<string>(whole.steps.flatMap(({ id, target }) => (did.has(id) ? [target] : [])))
    const kept = now.plan.left.filter(({ target }) => mine.has(target) && isUp(target))
    const keeps = new Set<string>(kept.map(({ target }) => target))
    const rest = undone(new Set(whole.steps.flatMap(({ id, target }) => (did.has(id) && !keeps.has(target) ? [id] : []))))
    return { ...rest, left: [...rest.left, ...kept] }
  }
  const isUp = (target: LeftAlone['target']) => {
    const component = ComponentId.safeParse(target)
    const condition = component.success ? conditionOf(component.data) : null
    return condition !== null && condition !== 'off' && condition !== 'absent'
  }

  const begun = async (record: RunRecord): Promise<RunId> =>
    begin(situations.of(record.workspace), await back(record), { follows: { run: record.id, how: 'taken-back' } })

  /** Whether nobody has chosen anything else meanwhile. */
  const isOpen = ({ id, workspace }: RunRecord) => inventory.run(id)?.followUp === null && runs.busy(workspace) === null

  const unwind = async (record: RunRecord) => {
    const undone = await back(record)
    if (undone.steps.length === 0 || !isOpen(record)) return
    await begin(situations.of(record.workspace), undone, { follows: { run: record.id, how: 'taken-back' } })
  }
  const retry = async (record: RunRecord, pauseMs: number, overrides: readonly Override[]) => {
    await clock.sleep(pauseMs, signal)
    if (!isOpen(record)) return
    const { workspace, only, onFailure } = record
    const now = await plan({ workspace, goal: 'up', only: only && [...only], overrides: [...overrides], dependants: 'refuse' })
    // What is in the way now is told when a person tries again.
    if (now.problems.some(({ severity }) => severity === 'error') || !isOpen(record)) return
    const follows = { run: record.id, how: 'retried' as const }
    await begin(situations.of(workspace), now.plan, { only, onFailure, follows, onEnd: after(overrides) })
  }
  const after =
    (overrides: readonly Override[]) =>
    (record: RunRecord): void => {
      if (record.verdict !== 'failed' || record.plan.goal !== 'up') return
      const pauseMs = pauseBeforeRetry(chain(record))
      const going = record.onFailure === 'unwind' ? unwind(record) : pauseMs === null ? null : retry(record, pauseMs, overrides)
      going?.catch((cause: unknown) => (signal.aborted ? undefined : log(cause)))
    }

  return { after, takeBack: begun }
}
