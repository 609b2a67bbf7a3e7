import { useReactFlow, useStore } from '@xyflow/react'
import {
  IconArrowBackUp,
  IconArrowForwardUp,
  IconLayoutDistributeVertical,
  IconListDetails,
  IconLock,
  IconMagnet,
  IconMap2,
  IconMaximize,
  IconMinus,
  IconPlayerPlay,
  IconPlayerStop,
  IconPlus,
  IconX,
  IconLayoutSidebar,
  IconLayoutSidebarRight,
} from '@tabler/icons-react'
import { useDocument } from '../store/document.ts'
import { useLaunch } from '../store/launch.ts'
import { useLive } from '../store/live.ts'
import { statusOf } from '../store/status.ts'
import { attempt, useView } from '../store/view.ts'
import { Button, IconButton } from '../ui/Button.tsx'
import { StateWord } from '../ui/StateGlyph.tsx'
import { stateOfWorkspace } from '../ui/states.ts'
import type { Acts } from './acts.ts'
import { useBench } from './bench.ts'
import { fit } from './Canvas.tsx'
import { anyUp } from './usePlanning.ts'
import type { Stage } from './useScene.ts'
import { counted } from '../ui/time.ts'

const line = { size: 18, stroke: 1.75, 'aria-hidden': true } as const

/** Undo, arrange and zoom left; state and run control right. */
export function Toolbar({ stage, acts }: { stage: Stage; acts: Acts }) {
  const undo = useDocument((state) => state.undos.at(-1)?.name)
  const redo = useDocument((state) => state.redos.at(-1)?.name)
  const { snap, minimap, set } = useBench()
  const panels = useView((view) => view.panels)
  const toggle = (panel: string) => useView.getState().setPanel(panel, panels[panel] === false)
  return (
    <div className="composer-toolbar" role="toolbar" aria-label="Composer">
      <IconButton
        label="Palette and outline"
        shortcut="Ctrl Shift E"
        active={panels['composer.left'] !== false}
        onClick={() => toggle('composer.left')}
      >
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
      <IconButton
        label="Map of the canvas"
        active={minimap ?? stage.service.components.length >= 40}
        onClick={() => set({ minimap: !(minimap ?? stage.service.components.length >= 40) })}
      >
        <IconMap2 {...line} />
      </IconButton>
      <i className="divide" />
      <Zoom />
      <span className="grow" />
      <RunControl stage={stage} />
      <IconButton label="Inspector" active={panels['composer.right'] !== false} onClick={() => toggle('composer.right')}>
        <IconLayoutSidebarRight {...line} />
      </IconButton>
    </div>
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
    </>
  )
}

function RunControl({ stage }: { stage: Stage }) {
  const { workspace, run, running, locked, sorted } = stage
  const seen = useLive((state) => state.seen)
  const runs = useLive((state) => state.runs)
  const cards = useLive((state) => state.cards)
  const draining = useLaunch((state) => (run ? state.draining[run.record.id] === true : false))
  const panels = useView((view) => view.panels)
  if (!workspace) return <span className="quiet small">in no service-workspace yet</span>
  const status = statusOf(workspace, sorted, { seen, runs, cards })
  const show = (goal: 'up' | 'down'): void => {
    useView.getState().setPanel('composer.drawer', true)
    useBench.getState().set({ drawer: 'plan' })
    attempt(() => useLaunch.getState().plan(workspace.id, goal))
  }
  if (running && run)
    return (
      <>
        {locked && (
          <span className="lock-pill">
            <IconLock size={15} stroke={1.75} aria-hidden />
            Structure locked
            <button
              type="button"
              title="What you change counts from the next start"
              onClick={() => useBench.getState().set({ unlocked: [...useBench.getState().unlocked, run.record.id] })}
            >
              Unlock
            </button>
          </span>
        )}
        <StateWord state="starting">
          {draining ? 'Cancelling' : run.record.plan.goal === 'up' ? 'Starting' : 'Stopping'}, {status.over} of{' '}
          {counted(run.record.plan.steps.length, 'step')}
        </StateWord>
        <Button
          kind={draining ? 'danger' : 'plain'}
          icon={<IconX size={16} stroke={1.75} aria-hidden />}
          title={draining ? 'Also aborts what is being done now' : 'Begins nothing more; what is being done is finished'}
          onClick={() => attempt(() => useLaunch.getState().cancel(run.record))}
        >
          {draining ? 'Cut' : 'Cancel'}
        </Button>
      </>
    )
  const open = panels['composer.drawer'] !== false
  return (
    <>
      <StateWord state={stateOfWorkspace(status.state)}>
        {wordOf[status.state]}, {status.ready} of {status.components.length} ready
      </StateWord>
      {anyUp(stage) && (
        <Button icon={<IconPlayerStop size={16} stroke={1.75} aria-hidden />} onClick={() => show('down')}>
          Stop
        </Button>
      )}
      {!open && status.state !== 'ready' && (
        <Button kind="filled" icon={<IconPlayerPlay size={16} stroke={1.75} aria-hidden />} onClick={() => show('up')}>
          Start
        </Button>
      )}
      <Button
        className={open ? 'is-open' : ''}
        aria-expanded={open}
        icon={<IconListDetails size={16} stroke={1.75} aria-hidden />}
        onClick={() => useView.getState().setPanel('composer.drawer', !open)}
      >
        Plan
      </Button>
    </>
  )
}
const wordOf = {
  off: 'Off',
  starting: 'Starting',
  ready: 'Ready',
  partly: 'Partly up',
  stopping: 'Stopping',
  failed: 'Failed',
  suspended: 'Suspended',
  unknown: 'Not seen yet',
} as const
