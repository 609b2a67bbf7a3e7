import { useEffect, useRef } from 'react'
import { componentsOf, findComponent } from '../store/entries.ts'
import { useLaunch } from '../store/launch.ts'
import { useLive } from '../store/live.ts'
import { problemOf, useView } from '../store/view.ts'
import type { Stage } from './useScene.ts'

/** Keeps a plan of the open service's workspace at hand, so that problems and steps are seen while it is drawn. */
export function usePlanning({ workspace, sorted, running }: Stage): void {
  const id = workspace?.id
  const linked = useView((view) => view.link.state === 'open')
  const busy = useLaunch((state) => (id ? state.busy[id] !== undefined : false))
  const planned = useRef<Stage['sorted'] | null>(null)
  useEffect(() => {
    if (running) planned.current = null
    // The whole document counts: a referred service or a machine's settings change the plan too.
    if (!id || running || !linked || busy || planned.current === sorted) return
    const timer = setTimeout(
      () => {
        planned.current = sorted
        const { shown, plan } = useLaunch.getState()
        // A plan for one part stays one for as long as all of that part is there.
        const { goal = 'up', only = null } = shown[id] ?? {}
        const part = only?.every((one) => findComponent(one, sorted.services)) ? only : null
        plan(id, part || goal === 'down' ? goal : 'up', part).catch((cause: unknown) => {
          if (problemOf(cause).code !== 'wire.closed') useView.getState().report(cause)
        })
      },
      planned.current === null ? 0 : 700,
    )
    return () => clearTimeout(timer)
  }, [id, sorted, running, linked, busy])
  useEffect(() => {
    if (!id) return
    return () => useLaunch.getState().fold(id)
  }, [id])
}

/** Looks again now and plans anew. */
export async function lookAgain({ workspace, shown }: Stage): Promise<void> {
  if (workspace) await useLaunch.getState().plan(workspace.id, shown?.goal ?? 'up', shown?.only ?? null)
}

/** Whether any machine of the workspace is up, referred ones too, so that there is something to stop. */
export const anyUp = ({ workspace, sorted }: Stage): boolean => {
  const { seen } = useLive.getState()
  const components = workspace ? componentsOf(workspace, sorted.services) : []
  return components.some((c) => {
    const condition = seen[c.id]?.condition
    return condition !== undefined && condition !== 'off' && condition !== 'absent' && condition !== 'unknown'
  })
}
