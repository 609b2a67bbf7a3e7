import { create } from 'zustand'
import type { Out } from '../../shared/contract/contract.ts'
import type { ComponentId, RunId, WorkspaceId } from '../../shared/model/id.ts'
import type { Override } from '../../shared/model/override.ts'
import type { Goal } from '../../shared/model/plan.ts'
import type { OnFailure, RunRecord } from '../../shared/model/run.ts'
import type { Workspace } from '../../shared/model/workspace.ts'
import { ProblemError } from '../../shared/model/problem.ts'
import { engine } from '../client/engine.ts'
import { useView } from './view.ts'

/** What a plan may be asked for besides its goal and its part. */
export interface Wish {
  /** Checks that do not forbid this one run. */
  readonly overrides: readonly Override[]
  readonly dependants: 'stop' | 'refuse'
  /** For this run only; null is the workspace's choice. */
  readonly onFailure: OnFailure | null
  readonly follows: { readonly run: RunId; readonly how: 'continued' | 'retried' } | null
}

/** A plan that a person is looking at, and may consent to. */
export interface Shown extends Out<'plan.make'>, Wish {
  readonly workspace: WorkspaceId
  readonly goal: Goal
  readonly only: readonly ComponentId[] | null
}

/** Somebody is in the way of what was asked for: they are shown, and a person says what becomes of them. */
export interface Needed {
  readonly shown: Shown
  /** Only asked to know: nothing is to be stopped. */
  readonly curious: boolean
  /** Shows the plan once it was said that they are stopped too. */
  readonly planned: (workspace: WorkspaceId) => void
}

export interface LaunchState {
  /** The plan that is unfolded, per workspace. */
  readonly shown: Readonly<Record<string, Shown>>
  /** The workspace whose plan waits for a yes or no of somebody, wherever that is asked; null when none does. */
  readonly asked: string | null
  /** Who needs what is to be stopped, while that is being asked; null when it is not. */
  readonly needed: Needed | null
  /** Workspaces that are being looked at or whose run is being asked for. */
  readonly busy: Readonly<Record<string, 'planning' | 'starting'>>
  /** Runs that were asked to stop softly: their button now cuts. */
  readonly draining: Readonly<Record<string, boolean>>

  /** Looks and plans; the plan is then shown. What the wish leaves out stays as it was shown for the same part. Rejects with what the engine says. */
  plan(workspace: WorkspaceId, goal: Goal, only?: readonly ComponentId[] | null, wish?: Partial<Wish>): Promise<Shown>
  /** Runs the plan that is shown. When the world has changed since, the new plan is shown instead of run. */
  run(workspace: WorkspaceId): Promise<void>
  /** Plans and asks for consent. */
  ask(workspace: WorkspaceId, goal: Goal, only?: readonly ComponentId[] | null, wish?: Partial<Wish>): Promise<Shown>
  /**
   * Plans an act on a part. Where somebody needs that part, they are shown first and nothing else changes; `planned` is called
   * when there is a plan to look at. `curious` shows them, or says that there are none.
   */
  want(workspace: WorkspaceId, goal: Goal, only: readonly ComponentId[], planned: Needed['planned'], curious?: boolean): Promise<void>
  /** Answers who needs it: stop those too, or leave them, and then nothing happens. */
  answer(stop: boolean): Promise<void>
  /** What shall be done on failure, for the run that is shown; null is what the workspace says. */
  setOnFailure(workspace: WorkspaceId, onFailure: OnFailure | null): void
  /** Puts the plan away; nothing happens. */
  fold(workspace: WorkspaceId): void
  /** What the one big button does: shows the plan, or with `quickStart` runs it at once unless something blocks. */
  press(workspace: Workspace, goal: Goal): Promise<void>
  /** First softly: begins nothing more. Asked again: also aborts what runs. */
  cancel(run: RunRecord): Promise<void>
}

const usual: Wish = { overrides: [], dependants: 'refuse', onFailure: null, follows: null }

/** Starting and stopping, the same for a card, the palette, the canvas and the Runs page. */
export const useLaunch = create<LaunchState>()((set, get) => {
  const busy = (workspace: string, what: 'planning' | 'starting' | null) =>
    set((state) => ({ busy: what ? { ...state.busy, [workspace]: what } : without(state.busy, workspace) }))
  const fold = (workspace: string) =>
    set((state) => ({ shown: without(state.shown, workspace), asked: state.asked === workspace ? null : state.asked }))
  const blocked = ({ problems }: Shown) => problems.some((one) => one.severity === 'error')

  /** Plans without showing it. */
  const make = async (workspace: WorkspaceId, goal: Goal, only: Shown['only'], wish: Partial<Wish>): Promise<Shown> => {
    const was = get().shown[workspace]
    const same = was?.goal === goal && String(was.only) === String(only)
    const { overrides, dependants, onFailure, follows } = { ...usual, ...(same && was), ...wish }
    busy(workspace, 'planning')
    try {
      const made = await engine['plan.make']({ workspace, goal, only: only && [...only], overrides: [...overrides], dependants })
      return { ...made, workspace, goal, only, overrides, dependants, onFailure, follows }
    } catch (cause) {
      busy(workspace, null)
      throw cause
    }
  }
  // Both at once: the button that says yes is there, and can be pressed, in the same moment.
  const show = (shown: Shown): Shown => {
    const { workspace } = shown
    set((state) => ({ shown: { ...state.shown, [workspace]: shown }, busy: without(state.busy, workspace) }))
    return shown
  }

  return {
    shown: {},
    asked: null,
    needed: null,
    busy: {},
    draining: {},
    fold,
    plan: async (workspace, goal, only = null, wish = {}) => show(await make(workspace, goal, only, wish)),
    async ask(workspace, goal, only = null, wish = {}) {
      const shown = show(await make(workspace, goal, only, wish))
      set({ asked: workspace })
      return shown
    },
    async want(workspace, goal, only, planned, curious = false) {
      const shown = await make(workspace, goal, only, { dependants: 'refuse' })
      if (curious || shown.needing.length > 0) {
        busy(workspace, null)
        set({ needed: { shown, curious, planned } })
      } else {
        show(shown)
        planned(workspace)
      }
    },
    async answer(stop) {
      const { needed } = get()
      set({ needed: null })
      if (!needed || !stop) return
      const { workspace, goal, only } = needed.shown
      await get().plan(workspace, goal, only, { dependants: 'stop' })
      needed.planned(workspace)
    },
    setOnFailure: (workspace, onFailure) =>
      set((state) => {
        const shown = state.shown[workspace]
        return shown ? { shown: { ...state.shown, [workspace]: { ...shown, onFailure } } } : {}
      }),
    async run(workspace) {
      const shown = get().shown[workspace]
      if (!shown || blocked(shown)) return
      busy(workspace, 'starting')
      try {
        const { goal, only, digest, overrides, dependants, onFailure, follows } = shown
        const wish = { workspace, goal, only: only && [...only], overrides: [...overrides], dependants }
        await engine['run.start']({ ...wish, digest, onFailure, follows })
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
