import type { ComponentId, WorkspaceId } from '../model/id.ts'
import type { Condition } from '../model/machine.ts'
import { runsOf, type Live } from './live.ts'
import { progress } from './live-run.ts'
import type { WorkspaceState } from './tray.ts'

/** A workspace as it stands: one word, and a few more. */
export interface Standing {
  readonly state: WorkspaceState
  /** "4 of 12 steps" while a run goes on, "2 of 6 machines" else. */
  readonly detail: string
  readonly ready: number
  readonly machines: number
}

/**
 * Reads a workspace from its runs and from what was seen last. A run that goes on says it all; a failed one is what people
 * must know until the machines are as it wished them. `components` are the machines that start and stop; the computer they
 * stand on would otherwise make every workspace a little ready. `unseen` is what a machine that nobody looked at is taken for.
 */
export function standingOf(
  workspace: WorkspaceId,
  components: readonly ComponentId[],
  live: Pick<Live, 'seen' | 'runs'>,
  unseen: Condition = 'unknown',
): Standing {
  const { last, current } = runsOf(live, workspace)
  const conditions = components.map((id): Condition => live.seen[id]?.condition ?? unseen)
  const ready = conditions.filter((condition) => condition === 'ready').length
  const counted = { ready, machines: components.length }
  if (current) {
    const { over, all } = progress(current)
    return { state: current.record.plan.goal === 'up' ? 'starting' : 'stopping', detail: `${over} of ${all} steps`, ...counted }
  }
  const seen = stateOf(conditions)
  const wished = last?.record.plan.goal === 'down' ? 'off' : 'ready'
  // Once somebody chose to leave it so, the machines alone say how it is.
  const failed = last?.record.verdict === 'failed' && last.record.followUp !== 'left' && seen !== wished
  return {
    state: failed ? 'failed' : seen,
    detail: `${ready} of ${components.length} ${components.length === 1 ? 'machine' : 'machines'}`,
    ...counted,
  }
}

/** What the machines alone say, when nothing is being done to them. A workspace without machines is as ready as it can be. */
export function stateOf(conditions: readonly Condition[]): WorkspaceState {
  const has = (...wanted: Condition[]) => conditions.some((condition) => wanted.includes(condition))
  const all = (...wanted: Condition[]) => conditions.every((condition) => wanted.includes(condition))
  if (all('ready')) return 'ready'
  if (all('off', 'absent')) return 'off'
  if (all('unknown')) return 'unknown'
  if (has('stopping')) return 'stopping'
  if (has('starting')) return 'starting'
  if (has('ready', 'on')) return 'partly'
  return has('paused') ? 'suspended' : 'unknown'
}
