import type { VComponent } from '../../../shared/model/service.ts'
import type { Stage } from '../useScene.ts'

/** What the steps of one component, and of its windows, said in the run. */
export function PartLog({ component, stage: { run } }: { component: VComponent; stage: Stage }) {
  const own = new Set<string>([component.id, ...component.sessions.map((s) => s.id)])
  const steps = run?.record.plan.steps.filter((s) => own.has(s.target)) ?? []
  const lines = steps.flatMap((s) => run?.said[s.id] ?? []).sort((a, b) => a.at - b.at)
  if (!run || lines.length === 0)
    return <p className="inspector-block small quiet">{run ? 'It has said nothing in the last run.' : 'It has not been started yet.'}</p>
  return (
    <pre className="log-lines tall">
      {lines.map((line, at) => (
        // Lines have no name of their own; their place in the log is it.
        <span key={`${line.at} ${at}`}>
          <i>{((line.at - run.record.began) / 1000).toFixed(1).padStart(6)}</i> {line.text}
          {'\n'}
        </span>
      ))}
    </pre>
  )
}
