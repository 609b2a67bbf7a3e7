import { IconAlertTriangle } from '@tabler/icons-react'
import { useState } from 'react'
import { ProblemActions } from '../panels/plan/ProblemActions.tsx'
import { RunNotice } from '../panels/plan/RunNotice.tsx'
import { verbOf } from '../panels/plan/words.ts'
import { openRun } from '../store/follow-up.ts'
import { useLaunch } from '../store/launch.ts'
import { useLive } from '../store/live.ts'
import { go } from '../store/route.ts'
import { StateGlyph } from '../ui/StateGlyph.tsx'
import { counted } from '../ui/time.ts'
import type { Acts } from './acts.ts'
import { showDrawer, useBench } from './bench.ts'
import { CriticalNow } from './CriticalNow.tsx'
import { goTo, placeOf } from './goTo.ts'
import type { Stage } from './useScene.ts'
import { useShown } from './usePanels.ts'
import { worstFirst } from './worstFirst.ts'

/** What stops a start, in one line; Go there (F8) walks through all of it. Above it what became of the last run, until that is settled. */
export function ProblemStrip({ stage, acts }: { stage: Stage; acts: Acts }) {
  const { shown, workspace, running } = stage
  const planning = useLaunch((state) => (workspace ? state.busy[workspace.id] === 'planning' : false))
  const drawn = useShown('drawer')
  const tab = useBench((bench) => bench.drawer)
  const [at, setAt] = useState(0)
  const problems = worstFirst(shown?.problems ?? [])
  const errors = problems.filter((p) => p.severity === 'error').length
  const problem = problems[at % Math.max(1, problems.length)]
  const target = problem && placeOf(problem, stage)
  const visit = (): void => {
    if (target) goTo(target, acts)
    setAt((before) => (before + 1) % Math.max(1, problems.length))
  }
  const what = `${running ? 'the' : 'a'} ${purposeOf(stage)}`
  // With the plan open its problems stand there, each with what can be done about it.
  const listed = drawn && tab === 'plan'
  return (
    <>
      <LastRun stage={stage} />
      <div className="problem-strip" role="status" data-problem-strip>
        {!workspace ? (
          <span className="quiet">This service is in no service-workspace, so nothing starts it yet.</span>
        ) : !shown && !running ? (
          <span className="quiet">{planning ? 'Looking…' : 'Not looked at yet'}</span>
        ) : errors > 0 ? (
          <b className="row">
            <StateGlyph state="failed" word={null} /> {counted(errors, 'problem')} {errors === 1 ? 'stops' : 'stop'} {what}
          </b>
        ) : (
          <b className="row">
            <StateGlyph state="ready" word={null} /> Nothing stops {what}
          </b>
        )}
        {problem && (
          <>
            <i className="divide" />
            {errors === 0 && (
              <b className="row is-starting">
                <IconAlertTriangle size={15} stroke={1.75} aria-hidden /> {counted(problems.length, 'warning')}
              </b>
            )}
            <span className="cut second" title={`${problem.message}${problem.hint ? ` ${problem.hint}` : ''}`}>
              {problem.title}: {problem.message}
            </span>
            <button type="button" className="link" data-next-problem onClick={visit}>
              {target ? 'Go there' : 'Next'}
            </button>
            {!listed && workspace && <ProblemActions problem={problem} shown={shown} workspace={workspace} />}
          </>
        )}
        <span className="grow" />
        <CriticalNow stage={stage} />
        {problems.length > 0 && <span className="quiet">F8 next</span>}
      </div>
    </>
  )
}

const purposeOf = ({ running, run, shown }: Stage): string =>
  verbOf[(running ? run?.record.plan.goal : shown?.plan.goal) ?? 'up'].toLowerCase()

/** A run that failed or was cut off, until somebody says what becomes of it. */
function LastRun({ stage: { workspace, running } }: { stage: Stage }) {
  const runs = useLive((live) => live.runs)
  const record = workspace && !running ? openRun(runs, workspace.id)?.record : undefined
  if (!workspace || !record || record.verdict === 'cancelled') return null
  return (
    <RunNotice
      record={record}
      workspace={workspace}
      planned={() => showDrawer('plan')}
      more={
        <button type="button" className="link" onClick={() => go('runs', record.id)}>
          Show in Runs
        </button>
      }
    />
  )
}
