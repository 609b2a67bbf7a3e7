import { useReactFlow, useStore } from '@xyflow/react'
import {
  IconArrowBackUp,
  IconArrowForwardUp,
  IconLayoutDistributeVertical,
  IconMagnet,
  IconMap2,
  IconMaximize,
  IconMinus,
  IconPlus,
  IconLayoutSidebar,
  IconLayoutSidebarRight,
} from '@tabler/icons-react'
import { memo } from 'react'
import { useDocument } from '../store/document.ts'
import { Button, IconButton } from '../ui/Button.tsx'
import { Segmented } from '../ui/Segmented.tsx'
import type { Acts } from './acts.ts'
import { showsMap, useBench, viewOf } from './bench.ts'
import { PartMenu } from './PartMenu.tsx'
import { togglePanel, useShown } from './usePanels.ts'
import { views } from './views.ts'
import { useSelection } from './selection.ts'
import { RunControl } from './RunControl.tsx'
import { sameBuild, type Stage } from './useScene.ts'
import { fit } from './zoom.ts'

const line = { size: 18, stroke: 1.75, 'aria-hidden': true } as const

interface Props {
  readonly stage: Stage
  readonly acts: Acts
}
const sameTools = (a: Props, b: Props): boolean => a.acts === b.acts && sameBuild(a.stage, b.stage)

/** Undo, arrange and zoom left; state and run control right. */
export const Toolbar = memo(function Toolbar({ stage, acts }: Props) {
  const undo = useDocument((state) => state.undos.at(-1)?.name)
  const redo = useDocument((state) => state.redos.at(-1)?.name)
  const view = useBench((bench) => viewOf(bench, stage.service))
  const [left, right] = [useShown('left'), useShown('right')]
  return (
    <div className="composer-toolbar" role="toolbar" aria-label="Composer">
      <IconButton label="Palette and outline" shortcut="Ctrl Shift E" active={left} onClick={() => togglePanel('left')}>
        <IconLayoutSidebar {...line} />
      </IconButton>
      <i className="divide" />
      <IconButton label={undo ? `Undo: ${undo}` : 'Nothing to undo'} shortcut="Ctrl Z" disabled={!undo} onClick={acts.undo}>
        <IconArrowBackUp {...line} />
      </IconButton>
      <IconButton label={redo ? `Redo: ${redo}` : 'Nothing to redo'} shortcut="Ctrl Shift Z" disabled={!redo} onClick={acts.redo}>
        <IconArrowForwardUp {...line} />
      </IconButton>
      <i className="divide" />
      {view === 'boxes' && <Arrange stage={stage} acts={acts} />}
      {view !== 'tree' && <Zoom />}
      <Segmented
        label="View"
        value={view}
        onChange={(value) => useBench.getState().look(stage.service.id, value)}
        choices={views.map(({ view: value, title, icon: Picture, keys }) => ({
          value,
          title: `${title} (${keys})`,
          text: (
            <>
              <Picture size={15} stroke={1.75} aria-hidden /> <span className="view-name">{title}</span>
            </>
          ),
        }))}
      />
      <Chosen stage={stage} acts={acts} />
      <span className="grow" />
      <RunControl />
      <IconButton label="Inspector" active={right} onClick={() => togglePanel('right')}>
        <IconLayoutSidebarRight {...line} />
      </IconButton>
    </div>
  )
}, sameTools)

/** What can be done with the chosen parts, also while the inspector is folded away. */
function Chosen({ stage, acts }: { stage: Stage; acts: Acts }) {
  const selected = useSelection(stage.service)
  const chosen = [...stage.whole.values()].flatMap(({ component }) => (selected.includes(component.id) ? [component] : []))
  const [first] = chosen
  return first ? (
    <PartMenu id={first.id} name={chosen.length === 1 ? first.name : `${chosen.length} parts`} stage={stage} acts={acts} />
  ) : null
}

/** What belongs to boxes only: their places are drawn by hand. */
function Arrange({ stage, acts }: { stage: Stage; acts: Acts }) {
  const { snap, set } = useBench()
  const map = useBench((bench) => showsMap(bench, stage.boxes))
  return (
    <>
      <Button
        kind="quiet"
        icon={<IconLayoutDistributeVertical {...line} />}
        disabled={stage.service.components.length === 0}
        onClick={acts.tidy}
        title="Arrange everything by what waits for what"
      >
        Tidy
      </Button>
      <IconButton label="Snap to the grid" active={snap} onClick={() => set({ snap: !snap })}>
        <IconMagnet {...line} />
      </IconButton>
      <IconButton label="Map of the canvas" active={map} onClick={() => set({ minimap: !map })}>
        <IconMap2 {...line} />
      </IconButton>
      <i className="divide" />
    </>
  )
}

function Zoom() {
  const { zoomIn, zoomOut, zoomTo, fitView } = useReactFlow()
  const zoom = useStore((state) => Math.round(state.transform[2] * 100))
  return (
    <>
      <IconButton label="Zoom out" shortcut="-" onClick={() => void zoomOut()}>
        <IconMinus {...line} />
      </IconButton>
      <button type="button" className="zoom number" title="Back to 100 % (0)" onClick={() => void zoomTo(1)}>
        {zoom} %
      </button>
      <IconButton label="Zoom in" shortcut="+" onClick={() => void zoomIn()}>
        <IconPlus {...line} />
      </IconButton>
      <IconButton label="Fit all" shortcut="1" onClick={() => void fitView(fit)}>
        <IconMaximize {...line} />
      </IconButton>
      <i className="divide" />
    </>
  )
}
