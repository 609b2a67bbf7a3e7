import { IconX } from '@tabler/icons-react'
import { useEffect } from 'react'
import { useView } from '../../store/view.ts'
import { IconButton } from '../../ui/Button.tsx'
import type { Acts } from '../acts.ts'
import { type DrawerTab, useBench } from '../bench.ts'
import type { Stage } from '../useScene.ts'
import { PlanHead } from './PlanHead.tsx'
import { PlanProblems } from './PlanProblems.tsx'
import { PlanTable } from './PlanTable.tsx'
import { RunHead } from './RunHead.tsx'
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
          <>
            <PlanProblems stage={stage} acts={acts} />
            <PlanTable stage={stage} acts={acts} />
          </>
        ) : drawer === 'timeline' ? (
          <RunTimeline stage={stage} acts={acts} />
        ) : (
          <RunLog stage={stage} acts={acts} />
        )}
      </div>
    </>
  )
}
