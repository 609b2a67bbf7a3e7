import { useMediaQuery } from '@mantine/hooks'
import { useMemo, useRef, useState } from 'react'
import type { ComponentId } from '../../shared/model/id.ts'
import type { Service } from '../../shared/model/service.ts'
import { useLive } from '../store/live.ts'
import { openSession } from '../store/sessions.ts'
import { useView } from '../store/view.ts'
import type { NodeActions } from './actions.ts'
import { useActs } from './acts.ts'
import { showInspector, useBench } from './bench.ts'
import { Canvas } from './Canvas.tsx'
import { ContextMenu, type MenuAt } from './ContextMenu.tsx'
import { Drawer } from './drawer/Drawer.tsx'
import { Inspector } from './inspector/Inspector.tsx'
import { LeftPanel } from './left/LeftPanel.tsx'
import { ProblemStrip } from './ProblemStrip.tsx'
import { QuickAdd, type Wish } from './QuickAdd.tsx'
import { SessionKinds } from './SessionKinds.tsx'
import { Split } from './Split.tsx'
import { Toolbar } from './Toolbar.tsx'
import { useCanvasActions } from './useCanvasActions.tsx'
import { useCanvasKeys } from './useCanvasKeys.ts'
import { usePlanning } from './usePlanning.ts'
import { useStage } from './useScene.ts'
import './composer.css'

/** One open service: palette and outline left, canvas in the middle, inspector right, plan below. */
export function Composer({ service }: { service: Service }) {
  const stage = useStage(service)
  const acts = useActs(service.id)
  const { sizes } = useBench()
  const panels = useView((view) => view.panels)
  const [menu, setMenu] = useState<MenuAt | null>(null)
  const [wish, setWish] = useState<Wish | null>(null)
  const [kinds, setKinds] = useState<{ component: ComponentId; at: DOMRect } | null>(null)
  const middle = useRef<HTMLDivElement>(null)
  usePlanning(stage)
  useCanvasKeys(stage, acts, middle, () => setWish({ at: centreOf(middle.current), link: null }))
  useCanvasActions(stage, acts)

  const nodeActions = useMemo(
    (): NodeActions => ({
      toggleGate: acts.setGate.bind(null),
      session(component, session) {
        const condition = useLive.getState().seen[component]?.condition
        acts.select([component])
        if (condition === 'ready' || condition === 'on') openSession(session)
        else showInspector('settings')
      },
      addSession: (component, at) => setKinds({ component, at: at.getBoundingClientRect() }),
      goToProblem(component) {
        acts.select([component])
        showInspector('settings')
      },
    }),
    [acts],
  )
  const open = (id: ComponentId): void => {
    const component = service.components.find((c) => c.id === id)
    const session = component?.sessions[0]
    const condition = useLive.getState().seen[id]?.condition
    acts.select([id])
    if (session && (condition === 'ready' || condition === 'on')) openSession(session.id)
    else showInspector('settings')
  }
  const over = useMediaQuery('(max-width: 1199px)')
  const shows = (panel: string) => panels[`composer.${panel}`] !== false
  return (
    <div className="composer">
      <Toolbar stage={stage} acts={acts} />
      <div className="composer-body">
        {shows('left') && (
          <aside className="composer-left" style={{ width: sizes.left }} aria-label="Palette and outline">
            <LeftPanel stage={stage} acts={acts} />
            <Split of="left" />
          </aside>
        )}
        <div className="composer-middle">
          <div className="composer-canvas" ref={middle}>
            <Canvas
              stage={stage}
              acts={acts}
              nodeActions={nodeActions}
              events={{
                wish: ({ clientX, clientY }, link) => setWish({ at: { x: clientX, y: clientY }, link }),
                menu: ({ clientX, clientY }, component) => setMenu({ x: clientX, y: clientY, component }),
                open,
              }}
            />
          </div>
          <ProblemStrip stage={stage} acts={acts} />
          {shows('drawer') && (
            <section className="composer-drawer" style={{ height: sizes.drawer }} aria-label="Plan and run">
              <Split of="drawer" />
              <Drawer stage={stage} acts={acts} />
            </section>
          )}
        </div>
        {shows('right') && (
          <aside
            className="composer-right"
            style={{ width: sizes.right, ...(over && shows('drawer') && { bottom: sizes.drawer + STRIP }) }}
            aria-label="Inspector"
          >
            <Split of="right" />
            <Inspector stage={stage} acts={acts} />
          </aside>
        )}
      </div>
      {menu && (
        <ContextMenu
          at={menu}
          stage={stage}
          acts={acts}
          onOpen={open}
          onWish={(at) => setWish({ at, link: null })}
          onClose={() => setMenu(null)}
        />
      )}
      {wish && <QuickAdd wish={wish} stage={stage} acts={acts} onClose={() => setWish(null)} />}
      {kinds && <SessionKinds at={kinds.at} onPick={(card) => acts.addSession(kinds.component, card)} onClose={() => setKinds(null)} />}
    </div>
  )
}

/** Height of the problem strip: a narrow window's inspector lies over the canvas, and leaves strip and drawer free. */
const STRIP = 28

function centreOf(element: HTMLElement | null): { x: number; y: number } {
  const box = element?.getBoundingClientRect()
  return box ? { x: box.left + box.width / 2 - 140, y: box.top + 80 } : { x: 300, y: 200 }
}
