import { useMemo } from 'react'
import { Timeline } from '../../timeline/Timeline.tsx'
import { useTurned } from '../../timeline/useTurned.ts'
import type { VComponent } from '../../../shared/model/service.ts'
import { doingWords } from '../../panels/plan/words.ts'
import { useNow } from '../../ui/useNow.ts'
import type { Acts } from '../acts.ts'
import { showInspector, useBench } from '../bench.ts'
import type { Stage } from '../useScene.ts'
import { useStable } from '../useStable.ts'
import { componentOf } from './PlanTable.tsx'

/** The run that goes on, or the last one, over time; a click on a bar shows its node, its log and its problem. */
export function RunTimeline({ stage, acts }: { stage: Stage; acts: Acts }) {
  const { running, expected, whole } = stage
  const chosen = useBench((bench) => bench.step)
  const now = useNow(running)
  const run = useTurned(stage.run, now)
  const plan = run?.record.plan
  const words = useMemo(() => {
    const parts = new Map<string, VComponent>([...whole].map(([id, { component }]) => [id, component]))
    return run ? doingWords(run, now, (target) => parts.get(target)?.ready) : none
  }, [run, now, whole])
  const lanes = useMemo(() => {
    const names = new Map<string, string>([...whole].map(([id, { component }]) => [id, component.name]))
    for (const step of plan?.steps ?? []) names.set(step.target, step.name)
    return names
  }, [whole, plan])
  const choose = useStable((id: string) => {
    useBench.getState().set({ step: id })
    const step = plan?.steps.find((s) => s.id === id)
    const component = step && componentOf(step, stage)
    if (!component) return
    acts.select([component])
    useBench.getState().show(component)
    showInspector('live')
  })
  if (!run) return <p className="drawer-empty quiet">It has not been started yet.</p>
  return <Timeline record={run.record} words={words} expected={expected} now={now} chosen={chosen} lanes={lanes} onChoose={choose} />
}
const none: ReadonlyMap<string, string> = new Map()
