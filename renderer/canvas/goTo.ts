import { ComponentId } from '../../shared/model/id.ts'
import type { Problem } from '../../shared/model/problem.ts'
import type { Acts } from './acts.ts'
import { showInspector, useBench } from './bench.ts'
import type { Stage } from './useScene.ts'

/** The component that a problem is about: itself, its machine, or one of its sessions. Null where it is not drawn here. */
export function placeOf({ about }: Problem, { whole }: Pick<Stage, 'whole'>): ComponentId | null {
  if (about === undefined) return null
  for (const { component: c } of whole.values())
    if (c.id === about || ('machine' in c.is && c.is.machine === about) || c.sessions.some((s) => s.id === about)) return c.id
  // A step's problem says its verb before the component.
  const target = ComponentId.safeParse(about.split(' ').at(-1))
  return target.success && whole.has(target.data) ? target.data : null
}

/** Chooses the component, brings it into view, and shows what can be set there. */
export function goTo(component: ComponentId, acts: Acts): void {
  acts.select([component])
  useBench.getState().show(component)
  showInspector('settings')
}
