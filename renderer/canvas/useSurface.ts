import { useMemo, useRef } from 'react'
import type { ComponentId } from '../../shared/model/id.ts'
import { useLive } from '../store/live.ts'
import { go } from '../store/route.ts'
import { openSession } from '../store/sessions.ts'
import { useView } from '../store/view.ts'
import { isOn } from '../ui/states.ts'
import type { NodeActions } from './actions.ts'
import type { Acts } from './acts.ts'
import { showInspector, useBench } from './bench.ts'
import type { Stage } from './useScene.ts'

/** What parts can ask for in every view; `addSession` shows the kinds of windows at a button. */
export function useSurface(stage: Stage, acts: Acts, addSession: NodeActions['addSession']) {
  const latest = useRef(stage)
  latest.current = stage
  const adding = useRef(addSession)
  adding.current = addSession
  return useMemo(() => {
    const partOf = (id: ComponentId) => latest.current.whole.get(id)
    const canShow = (id: ComponentId): boolean => isOn(useLive.getState().seen[id]?.condition)
    const settings = (id: ComponentId): void => {
      acts.select([id])
      showInspector('settings')
    }
    const nodeActions: NodeActions = {
      toggleGate: acts.setGate,
      session(component, session) {
        acts.select([component])
        if (canShow(component)) openSession(session)
        else showInspector('settings')
      },
      addSession: (component, at) => adding.current(component, at),
      goToProblem: settings,
      fold: (component, shut) => useBench.getState().fold(latest.current.service.id, [component], shut),
      openService: (service) => go('composer', service),
    }
    return {
      nodeActions,
      settings,
      /** Opens its first window, or says why there is none. */
      session(id: ComponentId): void {
        const component = partOf(id)?.component
        const session = component?.sessions[0]
        if (!component) return
        if (!session) useView.getState().say(`${component.name} has no session.`)
        else if (!canShow(id)) useView.getState().say(`${component.name} is not ready, so its session cannot be opened.`)
        else openSession(session.id)
      },
      /** What a double click means: the window of what runs, the service of a reference, otherwise the settings. */
      open(id: ComponentId): void {
        const part = partOf(id)
        const session = part?.component.sessions[0]
        acts.select([id])
        if (session && canShow(id)) openSession(session.id)
        else if (part?.means) go('composer', part.means.id)
        else showInspector('settings')
      },
    }
  }, [acts])
}
