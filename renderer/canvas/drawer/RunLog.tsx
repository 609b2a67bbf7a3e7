import { useEffect, useMemo, useRef } from 'react'
import { useLive } from '../../store/live.ts'
import { attempt } from '../../store/view.ts'
import type { Acts } from '../acts.ts'
import { useBench } from '../bench.ts'
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
      <pre ref={end} className="log-lines" aria-label="Log of the run">
        {lines.map((line, index) => {
          const of = steps.get(line.step)
          const component = of && componentOf(of, stage)
          return (
            <span key={`${line.at} ${index}`} className="log-line">
              <i>{((line.at - run.record.began) / 1000).toFixed(1).padStart(6)}</i>{' '}
              <button type="button" className="log-step" onClick={() => component && acts.select([component])}>
                {of?.name ?? line.step}
              </button>{' '}
              {line.text}
              {'\n'}
            </span>
          )
        })}
        {lines.length === 0 && 'Nothing was said yet.'}
      </pre>
    </>
  )
}
