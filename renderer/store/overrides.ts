import { change } from '../../shared/logic/change.ts'
import { ComponentId } from '../../shared/model/id.ts'
import type { Override } from '../../shared/model/override.ts'
import type { Problem } from '../../shared/model/problem.ts'
import { Workspace } from '../../shared/model/workspace.ts'
import { useDocument } from './document.ts'
import { useLaunch, type Shown } from './launch.ts'

/** The override that would let a start go on despite this problem; null where nobody may. */
export function overrideFor({ check, about }: Problem): Override | null {
  const component = ComponentId.safeParse(about)
  return check && component.success ? { check, component: component.data } : null
}

const isSame = (a: Override) => (b: Override) => a.check === b.check && a.component === b.component

/** Where the override is kept that already lets this problem pass: for this run, or always; null when there is none. */
export function overriddenBy(problem: Problem, shown: Shown, workspace: Workspace): 'run' | 'workspace' | null {
  const wish = overrideFor(problem)
  if (!wish) return null
  if (workspace.overrides.some(isSame(wish))) return 'workspace'
  return shown.overrides.some(isSame(wish)) ? 'run' : null
}

/** Starts anyway: for the plan that is shown only, or from now on. The plan is made anew. */
export async function override(problem: Problem, shown: Shown, how: 'run' | 'workspace'): Promise<void> {
  const wish = overrideFor(problem)
  if (!wish) return
  if (how === 'workspace') await keep(shown, `Override the ${wish.check} check`, (all) => (all.some(isSame(wish)) ? all : [...all, wish]))
  await again(shown, how === 'run' ? [...shown.overrides, wish] : shown.overrides)
}

/** Takes the override back, wherever it is kept. The plan is made anew. */
export async function heed(problem: Problem, shown: Shown): Promise<void> {
  const wish = overrideFor(problem)
  if (!wish) return
  const others = (all: readonly Override[]) => all.filter((one) => !isSame(wish)(one))
  await keep(shown, `Take back the override of the ${wish.check} check`, others)
  await again(shown, others(shown.overrides))
}

async function keep({ workspace: id }: Shown, name: string, alter: (all: readonly Override[]) => readonly Override[]): Promise<void> {
  await useDocument.getState().edit(name, (entries) => {
    const was = entries[id]
    if (was?.type !== 'workspace') return {}
    const overrides = alter(was.overrides)
    return overrides.length === was.overrides.length ? {} : change(was, Workspace.parse({ ...was, overrides }))
  })
}

const again = ({ workspace, goal, only }: Shown, overrides: readonly Override[]) =>
  useLaunch.getState().plan(workspace, goal, only, { overrides })
