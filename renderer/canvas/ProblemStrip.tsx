import { IconAlertTriangle } from '@tabler/icons-react'
import { useState } from 'react'
import type { ComponentId } from '../../shared/model/id.ts'
import { ComponentId as asComponent } from '../../shared/model/id.ts'
import type { Problem } from '../../shared/model/problem.ts'
import type { Service } from '../../shared/model/service.ts'
import { useLaunch } from '../store/launch.ts'
import { StateGlyph } from '../ui/StateGlyph.tsx'
import type { Acts } from './acts.ts'
import { useBench } from './bench.ts'
import type { Stage } from './useScene.ts'
import { counted } from '../ui/time.ts'

/** What stops a start, in one line; Go there (F8) walks through all of it. */
export function ProblemStrip({ stage, acts }: { stage: Stage; acts: Acts }) {
  const { shown, workspace, running } = stage
  const planning = useLaunch((state) => (workspace ? state.busy[workspace.id] === 'planning' : false))
  const [at, setAt] = useState(0)
  const problems = [...(shown?.problems ?? [])].sort((a, b) => Number(b.severity === 'error') - Number(a.severity === 'error'))
  const errors = problems.filter((p) => p.severity === 'error').length
  const problem = problems[at % Math.max(1, problems.length)]
  const target = problem && placeOf(problem, stage.service)
  const visit = (): void => {
    if (target) {
      acts.select([target])
      useBench.getState().show(target)
    }
    setAt((before) => (before + 1) % Math.max(1, problems.length))
  }
  const goal = (running ? stage.run?.record.plan.goal : shown?.plan.goal) === 'down' ? 'stop' : 'start'
  const what = `${running ? 'the' : 'a'} ${goal}`
  return (
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
        </>
      )}
      <span className="grow" />
      {problems.length > 0 && <span className="quiet">F8 next</span>}
    </div>
  )
}

/** The component that a problem is about: itself, its machine, or one of its sessions. */
function placeOf(problem: Problem, service: Service): ComponentId | null {
  const about = problem.about
  if (about === undefined) return null
  const found = service.components.find(
    (c) => c.id === about || ('machine' in c.is && c.is.machine === about) || c.sessions.some((s) => s.id === about),
  )
  return found?.id ?? asComponent.safeParse(about.split(' ').at(-1)).data ?? null
}
