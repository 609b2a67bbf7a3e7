import type { VComponent } from '../../../shared/model/service.ts'
import { LogLines } from '../LogLines.tsx'
import type { Stage } from '../useScene.ts'

/** What the steps of one component, and of its windows, said in the run. */
export function PartLog({ component, stage: { run } }: { component: VComponent; stage: Stage }) {
  const own = new Set<string>([component.id, ...component.sessions.map((s) => s.id)])
  const steps = run?.record.plan.steps.filter((s) => own.has(s.target)) ?? []
  const lines = steps.flatMap((s) => run?.said[s.id] ?? []).sort((a, b) => a.at - b.at)
  if (!run || lines.length === 0)
    return <p className="inspector-block small quiet">{run ? 'It has said nothing in the last run.' : 'It has not been started yet.'}</p>
  return <LogLines look="tall" began={run.record.began} lines={lines} />
}
