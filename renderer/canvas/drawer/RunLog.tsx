import { useEffect, useMemo, useRef } from 'react'
import { useLive } from '../../store/live.ts'
import { attempt } from '../../store/view.ts'
import type { Step } from '../../../shared/model/plan.ts'
import type { Acts } from '../acts.ts'
import { useBench } from '../bench.ts'
import { LogLines } from '../LogLines.tsx'
import type { Stage } from '../useScene.ts'
import { componentOf } from './PlanTable.tsx'

/** Everything that was said in the run, in order; only the chosen step's lines when one is chosen. */
export function RunLog({ stage, acts }: { stage: Stage; acts: Acts }) {
  const { run } = stage
  const step = useBench((bench) => bench.step)
  const end = useRef<HTMLPreElement>(null)
  const known = run?.record.plan.steps.some((s) => s.id === step) ?? false
  const lines = useMemo(() => {
    if (!run) return []
    const said = Object.entries(run.said).flatMap(([id, list]) => (known && id !== step ? [] : list.map((line) => ({ ...line, step: id }))))
    return said.sort((a, b) => a.at - b.at)
  }, [run, step, known])
  const id = run?.record.id
  const silent = run !== null && Object.keys(run.said).length === 0
  useEffect(() => {
    if (id && silent) attempt(() => useLive.getState().readRun(id))
  }, [id, silent])
  useEffect(() => {
    const element = end.current
    if (element && lines.length >= 0) element.scrollTop = element.scrollHeight
  }, [lines])
  if (!run) return <p className="drawer-empty quiet">It has not been started yet.</p>
  const steps = new Map(run.record.plan.steps.map((s) => [s.id, s]))
  return (
    <>
      {known && (
        <p className="log-filter small">
          Only {step && `${steps.get(step)?.verb} ${steps.get(step)?.name}`}
          <button type="button" className="link" onClick={() => useBench.getState().set({ step: null })}>
            Show all
          </button>
        </p>
      )}
      <LogLines
        end={end}
        began={run.record.began}
        lines={lines.map(({ at, text, step: id }) => ({ at, text, who: <Who step={steps.get(id) ?? null} stage={stage} acts={acts} /> }))}
      />
      {lines.length === 0 && <p className="drawer-empty quiet">Nothing was said yet.</p>}
    </>
  )
}

/** Who said it; a click chooses its node. */
function Who({ step, stage, acts }: { step: Step | null; stage: Stage; acts: Acts }) {
  const component = step && componentOf(step, stage)
  if (!step) return null
  return (
    <button type="button" className="log-step" onClick={() => component && acts.select([component])}>
      {step.name}{' '}
    </button>
  )
}
