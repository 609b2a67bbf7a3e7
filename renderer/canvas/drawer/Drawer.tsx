import { Select, Tooltip } from '@mantine/core'
import { IconPlayerPlay, IconPlayerStop, IconRefresh, IconX } from '@tabler/icons-react'
import { useEffect, useMemo } from 'react'
import { change } from '../../../shared/logic/change.ts'
import { criticalPath, endOf, planned, slots } from '../../../shared/logic/timeline.ts'
import { useDocument } from '../../store/document.ts'
import { useLaunch } from '../../store/launch.ts'
import { go } from '../../store/route.ts'
import { blame } from '../../store/status.ts'
import { attempt, useView } from '../../store/view.ts'
import { Button, IconButton } from '../../ui/Button.tsx'
import { StateWord } from '../../ui/StateGlyph.tsx'
import { stateOfVerdict } from '../../ui/states.ts'
import type { Acts } from '../acts.ts'
import { type DrawerTab, useBench } from '../bench.ts'
import { lookAgain } from '../usePlanning.ts'
import type { Stage } from '../useScene.ts'
import { counted, took } from '../../ui/time.ts'
import { PlanTable } from './PlanTable.tsx'
import { RunLog } from './RunLog.tsx'
import { RunTimeline } from './RunTimeline.tsx'
import './drawer.css'

const tabs: readonly { tab: DrawerTab; title: string }[] = [
  { tab: 'plan', title: 'Plan' },
  { tab: 'timeline', title: 'Timeline' },
  { tab: 'log', title: 'Log' },
]

/** The plan before a run, the run as it goes, and what was said in it. */
export function Drawer({ stage, acts }: { stage: Stage; acts: Acts }) {
  const { drawer, set } = useBench()
  const { running } = stage
  // A run that begins is what people want to see; the tab stays free afterwards.
  useEffect(() => {
    if (running) set({ drawer: 'timeline' })
  }, [running, set])
  return (
    <>
      <header className="drawer-head">
        <div role="tablist" aria-label="Drawer" className="tabs">
          {tabs.map(({ tab, title }) => (
            <button key={tab} type="button" role="tab" aria-selected={drawer === tab} onClick={() => set({ drawer: tab })}>
              {title}
            </button>
          ))}
        </div>
        {drawer === 'plan' ? <PlanHead stage={stage} /> : <RunHead stage={stage} />}
        <IconButton label="Fold the drawer" onClick={() => useView.getState().setPanel('composer.drawer', false)}>
          <IconX size={16} stroke={1.75} aria-hidden />
        </IconButton>
      </header>
      <div className="drawer-body" role="tabpanel">
        {drawer === 'plan' ? (
          <PlanTable stage={stage} acts={acts} />
        ) : drawer === 'timeline' ? (
          <RunTimeline stage={stage} acts={acts} />
        ) : (
          <RunLog stage={stage} acts={acts} />
        )}
      </div>
    </>
  )
}

function PlanHead({ stage }: { stage: Stage }) {
  const { shown, workspace, expected, running } = stage
  const busy = useLaunch((state) => (workspace ? state.busy[workspace.id] : undefined))
  const about = useMemo(() => {
    if (!shown) return null
    const all = planned(shown.plan, expected)
    return criticalPath(all).some((slot) => slot.guessed) ? null : endOf(all)
  }, [shown, expected])
  if (!workspace) return <span className="grow" />
  const blocked = shown?.problems.find((p) => p.severity === 'error')
  const count = shown?.plan.steps.length ?? 0
  const verb = shown?.goal === 'down' ? 'Stop' : 'Start'
  return (
    <>
      <IconButton label="Look again" disabled={busy !== undefined || running} onClick={() => attempt(() => lookAgain(stage))}>
        <IconRefresh size={16} stroke={1.75} className={busy === 'planning' ? 'turning' : ''} aria-hidden />
      </IconButton>
      {shown?.only && <span className="quiet small">one part only</span>}
      <span className="grow" />
      <span className="quiet small nowrap">On failure</span>
      <Select
        aria-label="On failure"
        className="on-failure"
        variant="unstyled"
        value={workspace.onFailure}
        data={[
          { value: 'keep', label: 'keep what came up' },
          { value: 'unwind', label: 'take it back' },
        ]}
        onChange={(value) => {
          if (value === 'keep' || value === 'unwind')
            attempt(() => useDocument.getState().edit('On failure', change(workspace, { ...workspace, onFailure: value })))
        }}
      />
      {!running && (
        <Tooltip label={blocked?.message ?? ''} disabled={!blocked} multiline maw={360}>
          <Button
            kind="filled"
            data-run-plan
            icon={
              shown?.goal === 'down' ? (
                <IconPlayerStop size={15} stroke={1.75} aria-hidden />
              ) : (
                <IconPlayerPlay size={15} stroke={1.75} aria-hidden />
              )
            }
            disabled={!shown || count === 0 || blocked !== undefined || busy !== undefined}
            onClick={() => attempt(() => useLaunch.getState().run(workspace.id))}
          >
            {shown && count === 0
              ? 'Nothing to do'
              : `${verb} ${counted(count, 'step')}${about === null || count === 0 ? '' : `, about ${took(about)}`}`}
          </Button>
        </Tooltip>
      )}
    </>
  )
}

function RunHead({ stage }: { stage: Stage }) {
  const { run, running, expected, now, workspace } = stage
  const all = useMemo(() => (run ? slots(run.record, expected, now) : []), [run, expected, now])
  if (!run || !workspace) return <span className="grow" />
  const spent = (run.record.ended ?? now) - run.record.began
  const critical = running ? criticalPath(all).find((slot) => slot.open) : undefined
  const trial = critical && run.trials[critical.step.id]?.findLast((t) => !t.passed)
  const unknown = all.some((slot) => slot.open && slot.guessed)
  return (
    <>
      <StateWord state={stateOfVerdict(run.record.verdict)}>
        <span className="number">
          {running
            ? `${(spent / 1000).toFixed(0)} s${unknown ? '' : ` of about ${took(endOf(all))}`}`
            : `${run.record.verdict}, ${took(spent)}`}
        </span>
      </StateWord>
      <span className="grow" />
      {critical && (
        <span className="small cut quiet">
          On the critical path now: <b className="strong">{critical.step.name}</b>
          {trial ? `, ${trial.answer}` : ''}
        </span>
      )}
      {run.record.verdict === 'failed' && (
        <>
          <span className="small cut is-failed" title={blame(run)}>
            {blame(run)}
          </span>
          <Button
            kind="soft"
            icon={<IconRefresh size={15} stroke={1.75} aria-hidden />}
            onClick={() => {
              useBench.getState().set({ drawer: 'plan' })
              attempt(() => useLaunch.getState().plan(workspace.id, run.record.plan.goal))
            }}
          >
            Retry
          </Button>
        </>
      )}
      <Button kind="quiet" onClick={() => go('runs', run.record.id)}>
        Open in Runs
      </Button>
    </>
  )
}
