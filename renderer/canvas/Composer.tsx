import { useMediaQuery } from '@mantine/hooks'
import { useEffect, useRef, useState } from 'react'
import type { ComponentId } from '../../shared/model/id.ts'
import type { Service } from '../../shared/model/service.ts'
import { carriersOf } from '../../shared/logic/nest.ts'
import { NodeActionsContext } from './actions.ts'
import { useActs } from './acts.ts'
import { useBench, viewOf } from './bench.ts'
import { Canvas } from './Canvas.tsx'
import { ContextMenu, type MenuAt } from './ContextMenu.tsx'
import { Drawer } from './drawer/Drawer.tsx'
import { FindBar } from './FindBar.tsx'
import { Inspector } from './inspector/Inspector.tsx'
import { LayersView } from './layers/LayersView.tsx'
import { LeftPanel } from './left/LeftPanel.tsx'
import { PartPicker } from './PartPicker.tsx'
import { ProblemStrip } from './ProblemStrip.tsx'
import { QuickAdd, type Wish } from './QuickAdd.tsx'
import { SessionKinds } from './SessionKinds.tsx'
import { Split } from './Split.tsx'
import { Told } from './Told.tsx'
import { Toolbar } from './Toolbar.tsx'
import { Tree } from './tree/Tree.tsx'
import { useCanvasActions } from './useCanvasActions.tsx'
import { useCanvasKeys } from './useCanvasKeys.ts'
import type { CanvasEvents } from './useFlowEvents.ts'
import { useShown } from './usePanels.ts'
import { usePlanning } from './usePlanning.ts'
import { StageNow, useStage } from './useScene.ts'
import { useViewActions } from './useViewActions.ts'
import { useSurface } from './useSurface.ts'
import './composer.css'

/** One open service: palette and outline left, canvas in the middle, inspector right, plan below. */
export function Composer({ service }: { service: Service }) {
  const stage = useStage(service)
  const acts = useActs(service.id)
  const { sizes, goTo, pick, finding } = useBench()
  const view = useBench((bench) => viewOf(bench, service))
  const { whole } = stage
  const [menu, setMenu] = useState<MenuAt | null>(null)
  const [wish, setWish] = useState<Wish | null>(null)
  const [kinds, setKinds] = useState<{ component: ComponentId; at: DOMRect } | null>(null)
  const middle = useRef<HTMLDivElement>(null)
  usePlanning(stage)
  useCanvasActions(stage, acts)
  useViewActions(stage)

  useEffect(() => {
    // What is to be shown comes out of what hides it.
    if (goTo) useBench.getState().fold(service.id, carriersOf(whole, goTo.component), false)
  }, [goTo, service.id, whole])
  const { nodeActions, ...surface } = useSurface(stage, acts, (component, at) => setKinds({ component, at: at.getBoundingClientRect() }))
  useCanvasKeys(stage, acts, middle, () => setWish({ at: centreOf(middle.current), link: null }), surface.session)
  const events: CanvasEvents = {
    wish: ({ clientX, clientY }, link) => setWish({ at: { x: clientX, y: clientY }, link }),
    menu: ({ clientX, clientY }, component) => setMenu({ x: clientX, y: clientY, component }),
    ...surface,
  }
  const over = useMediaQuery('(max-width: 1199px)')
  const shows = { left: useShown('left'), right: useShown('right'), drawer: useShown('drawer') }
  return (
    <div className="composer">
      <StageNow value={stage}>
        <Toolbar stage={stage} acts={acts} />
      </StageNow>
      <div className="composer-body">
        {shows.left && (
          <aside className="composer-left" style={{ width: sizes.left }} aria-label="Palette and outline">
            <LeftPanel stage={stage} acts={acts} />
            <Split of="left" />
          </aside>
        )}
        <div className="composer-middle">
          <div className="composer-canvas" ref={middle}>
            <NodeActionsContext value={nodeActions}>
              {view === 'tree' ? (
                <Tree stage={stage} acts={acts} events={events} />
              ) : view === 'layers' ? (
                <LayersView key={service.id} stage={stage} acts={acts} events={events} />
              ) : (
                <Canvas stage={stage} acts={acts} events={events} />
              )}
            </NodeActionsContext>
            {finding && <FindBar stage={stage} acts={acts} />}
            <Told stage={stage} />
          </div>
          <ProblemStrip stage={stage} acts={acts} />
          {shows.drawer && (
            <section className="composer-drawer" style={{ height: sizes.drawer }} aria-label="Plan and run">
              <Split of="drawer" />
              <Drawer stage={stage} acts={acts} />
            </section>
          )}
        </div>
        {shows.right && (
          <aside
            className="composer-right"
            style={{ width: sizes.right, ...(over && shows.drawer && { bottom: sizes.drawer + STRIP }) }}
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
          onOpen={(id) => (whole.get(id)?.means ? surface.open(id) : surface.settings(id))}
          onWish={(at) => setWish({ at, link: null })}
          onClose={() => setMenu(null)}
        />
      )}
      {pick && <PartPicker key={`${pick.what} ${pick.parts.join(' ')}`} pick={pick} stage={stage} acts={acts} />}
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
