import { IconListDetails, IconLock, IconPlayerPlay, IconPlayerStop, IconX } from '@tabler/icons-react'
import { use } from 'react'
import { useLaunch } from '../store/launch.ts'
import { useLive } from '../store/live.ts'
import { statusOf } from '../store/status.ts'
import { attempt, useView } from '../store/view.ts'
import { Button } from '../ui/Button.tsx'
import { StateWord } from '../ui/StateGlyph.tsx'
import { stateOfWorkspace } from '../ui/states.ts'
import { counted } from '../ui/time.ts'
import { useBench } from './bench.ts'
import { planPart } from './planPart.ts'
import { useShown } from './usePanels.ts'
import { anyUp } from './usePlanning.ts'
import { type Stage, StageNow } from './useScene.ts'

/** The state of the workspace, and what starts, stops and cancels it. */
export function RunControl() {
  const stage = use(StageNow)
  return stage && <Control stage={stage} />
}

function Control({ stage }: { stage: Stage }) {
  const { workspace, run, running, locked, sorted } = stage
  const seen = useLive((state) => state.seen)
  const runs = useLive((state) => state.runs)
  const cards = useLive((state) => state.cards)
  const draining = useLaunch((state) => (run ? state.draining[run.record.id] === true : false))
  const open = useShown('drawer')
  if (!workspace) return <span className="quiet small">in no service-workspace yet</span>
  const status = statusOf(workspace, sorted, { seen, runs, cards })
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
  return (
    <>
      <StateWord state={stateOfWorkspace(status.state)}>
        {wordOf[status.state]}, {status.ready} of {status.machines} ready
      </StateWord>
      {anyUp(stage) && (
        <Button icon={<IconPlayerStop size={16} stroke={1.75} aria-hidden />} onClick={() => planPart(stage, 'down', null)}>
          Stop
        </Button>
      )}
      {!open && status.state !== 'ready' && (
        <Button kind="filled" icon={<IconPlayerPlay size={16} stroke={1.75} aria-hidden />} onClick={() => planPart(stage, 'up', null)}>
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
