import { create } from 'zustand'
import type { Out } from '../../shared/contract/contract.ts'
import type { ComponentId, WorkspaceId } from '../../shared/model/id.ts'
import type { Goal } from '../../shared/model/plan.ts'
import type { RunRecord } from '../../shared/model/run.ts'
import type { Workspace } from '../../shared/model/workspace.ts'
import { ProblemError } from '../../shared/model/problem.ts'
import { engine } from '../client/engine.ts'
import { useView } from './view.ts'

/** A plan that a person is looking at, and may consent to. */
export interface Shown extends Out<'plan.make'> {
  readonly workspace: WorkspaceId
  readonly goal: Goal
  readonly only: readonly ComponentId[] | null
}

export interface LaunchState {
  /** The plan that is unfolded, per workspace. */
  readonly shown: Readonly<Record<string, Shown>>
  /** The workspace whose plan waits for a yes or no of somebody, wherever that is asked; null when none does. */
  readonly asked: string | null
  /** Workspaces that are being looked at or whose run is being asked for. */
  readonly busy: Readonly<Record<string, 'planning' | 'starting'>>
  /** Runs that were asked to stop softly: their button now cuts. */
  readonly draining: Readonly<Record<string, boolean>>

  /** Looks and plans; the plan is then shown. Rejects with what the engine says. */
  plan(workspace: WorkspaceId, goal: Goal, only?: readonly ComponentId[] | null): Promise<Shown>
  /** Runs the plan that is shown. When the world has changed since, the new plan is shown instead of run. */
  run(workspace: WorkspaceId): Promise<void>
  /** Plans and asks for consent. */
  ask(workspace: WorkspaceId, goal: Goal, only?: readonly ComponentId[] | null): Promise<Shown>
  /** Puts the plan away; nothing happens. */
  fold(workspace: WorkspaceId): void
  /** What the one big button does: shows the plan, or with `quickStart` runs it at once unless something blocks. */
  press(workspace: Workspace, goal: Goal): Promise<void>
  /** First softly: begins nothing more. Asked again: also aborts what runs. */
  cancel(run: RunRecord): Promise<void>
}

/** Starting and stopping, the same for a card, the palette, the canvas and the Runs page. */
export const useLaunch = create<LaunchState>()((set, get) => {
  const busy = (workspace: string, what: 'planning' | 'starting' | null) =>
    set((state) => ({ busy: what ? { ...state.busy, [workspace]: what } : without(state.busy, workspace) }))
  const fold = (workspace: string) =>
    set((state) => ({ shown: without(state.shown, workspace), asked: state.asked === workspace ? null : state.asked }))
  const blocked = ({ problems }: Shown) => problems.some((one) => one.severity === 'error')

  return {
    shown: {},
    asked: null,
    busy: {},
    draining: {},
    fold,
    async plan(workspace, goal, only = null) {
      busy(workspace, 'planning')
      try {
        const made = await engine['plan.make']({ workspace, goal, only: only ? [...only] : null })
        const shown: Shown = { ...made, workspace, goal, only }
        // Both at once: the button that says yes is there, and can be pressed, in the same moment.
        set((state) => ({ shown: { ...state.shown, [workspace]: shown }, busy: without(state.busy, workspace) }))
        return shown
      } catch (cause) {
        busy(workspace, null)
        throw cause
      }
    },
    async ask(workspace, goal, only = null) {
      const shown = await get().plan(workspace, goal, only)
      set({ asked: workspace })
      return shown
    },
    async run(workspace) {
      const shown = get().shown[workspace]
      if (!shown || blocked(shown)) return
      busy(workspace, 'starting')
      try {
        const { goal, only, digest } = shown
        await engine['run.start']({ workspace, goal, only: only ? [...only] : null, digest })
        fold(workspace)
      } catch (cause) {
        if (!(cause instanceof ProblemError) || cause.problem.code !== 'plan.stale') throw cause
        await get().plan(workspace, shown.goal, shown.only)
        useView.getState().say('Something changed since the plan was made. This is the new one.')
      } finally {
        busy(workspace, null)
      }
    },
    async press(workspace, goal) {
      const shown = await get().ask(workspace.id, goal)
      if (workspace.quickStart && !blocked(shown) && shown.plan.steps.length > 0) await get().run(workspace.id)
    },
    async cancel({ id }) {
      const how = get().draining[id] ? 'hard' : 'soft'
      await engine['run.cancel']({ run: id, how })
      set((state) => ({ draining: { ...state.draining, [id]: true } }))
    },
  }
})

function without<T>(record: Readonly<Record<string, T>>, key: string): Record<string, T> {
  const { [key]: _, ...rest } = record
  return rest
}
