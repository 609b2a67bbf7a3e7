import type { Condition } from '../../shared/model/machine.ts'
import type { StepStatus } from '../../shared/model/plan.ts'
import type { Verdict } from '../../shared/model/run.ts'
import type { WorkspaceState } from '../../shared/logic/tray.ts'

/** The eight faces a thing can show. Everything that has a state is drawn as one of them. */
export type State = 'off' | 'starting' | 'ready' | 'failed' | 'suspended' | 'unknown' | 'waiting' | 'skipped'

/** How an observed machine looks; a machine that is powered but not yet ready is still starting. */
export function stateOfCondition(condition: Condition | undefined): State {
  if (!condition) return 'unknown'
  const states: Record<Condition, State> = {
    absent: 'off',
    off: 'off',
    starting: 'starting',
    on: 'starting',
    ready: 'ready',
    paused: 'suspended',
    stopping: 'starting',
    unknown: 'unknown',
  }
  return states[condition]
}

/** Whether it is powered, or about to be: it can be stopped, and its console can be read. */
export const isUp = (condition: Condition | undefined): boolean => isOn(condition) || condition === 'starting'

/** Whether it is powered: what shows it can be opened. */
export const isOn = (condition: Condition | undefined): boolean => condition === 'ready' || condition === 'on'

/** How one step of a run looks. */
export function stateOfStep(status: StepStatus): State {
  const states: Record<StepStatus, State> = {
    waiting: 'waiting',
    running: 'starting',
    resting: 'starting',
    done: 'ready',
    failed: 'failed',
    skipped: 'skipped',
    cancelled: 'off',
  }
  return states[status]
}

/** How a whole run looks; null is one that goes on. */
export function stateOfVerdict(verdict: Verdict | null): State {
  if (!verdict) return 'starting'
  const states: Record<Verdict, State> = { done: 'ready', failed: 'failed', cancelled: 'off', interrupted: 'unknown' }
  return states[verdict]
}

/** How a workspace looks on its card, in the sidebar and in the tray. */
export function stateOfWorkspace(state: WorkspaceState): State {
  const states: Record<WorkspaceState, State> = {
    off: 'off',
    starting: 'starting',
    ready: 'ready',
    partly: 'waiting',
    stopping: 'starting',
    failed: 'failed',
    suspended: 'suspended',
    unknown: 'unknown',
  }
  return states[state]
}
