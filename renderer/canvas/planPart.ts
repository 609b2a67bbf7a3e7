import type { ComponentId } from '../../shared/model/id.ts'
import type { Goal } from '../../shared/model/plan.ts'
import { useLaunch, type Wish } from '../store/launch.ts'
import { attempt } from '../store/view.ts'
import { showDrawer } from './bench.ts'
import type { Stage } from './useScene.ts'

/** Shows the plan for a part: up with what carries it, down with what stands on it. Null is everything. */
export function planPart(
  { workspace }: Pick<Stage, 'workspace'>,
  goal: Goal,
  only: readonly ComponentId[] | null,
  wish: Partial<Wish> = {},
): void {
  if (!workspace) return
  showDrawer('plan')
  attempt(() => useLaunch.getState().plan(workspace.id, goal, only, wish))
}

/** The same for an act on others' ground: who needs the part is shown first; with `curious` nothing else is. */
export function wantPart({ workspace }: Pick<Stage, 'workspace'>, goal: Goal, only: readonly ComponentId[], curious = false): void {
  if (workspace) attempt(() => useLaunch.getState().want(workspace.id, goal, only, () => showDrawer('plan'), curious))
}
