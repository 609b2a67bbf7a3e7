import type { ComponentId } from '../../shared/model/id.ts'
import type { Goal } from '../../shared/model/plan.ts'
import { useLaunch } from '../store/launch.ts'
import { attempt, useView } from '../store/view.ts'
import { useBench } from './bench.ts'
import type { Stage } from './useScene.ts'

/** Shows the plan for a part: up with what carries it, down with what stands on it. Null is everything. */
export function planPart({ workspace }: Pick<Stage, 'workspace'>, goal: Goal, only: readonly ComponentId[] | null): void {
  if (!workspace) return
  useView.getState().setPanel('composer.drawer', true)
  useBench.getState().set({ drawer: 'plan' })
  attempt(() => useLaunch.getState().plan(workspace.id, goal, only))
}
