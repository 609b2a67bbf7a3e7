import { useMemo } from 'react'
import { Timeline } from '../../timeline/Timeline.tsx'
import { useTurned } from '../../timeline/useTurned.ts'
import type { Event } from '../../../shared/model/event.ts'
import { ComponentId } from '../../../shared/model/id.ts'
import { rungWords } from '../../panels/plan/words.ts'
import { useNow } from '../../ui/useNow.ts'
import type { Acts } from '../acts.ts'
import { showInspector, useBench } from '../bench.ts'
import type { Stage } from '../useScene.ts'
import { useStable } from '../useStable.ts'
import { componentOf } from './PlanTable.tsx'
import { probeTitle } from '../words.ts'

/** The run that goes on, or the last one, over time; a click on a bar shows its node, its log and its problem. */
export function RunTimeline({ stage, acts }: { stage: Stage; acts: Acts }) {
  const { running, expected, whole } = stage
  const chosen = useBench((bench) => bench.step)
  const now = useNow(running)
  const run = useTurned(stage.run, now)
  const plan = run?.record.plan
  const events = useMemo(() => probesOf(run, whole), [run, whole])
  const words = useMemo(() => (run ? rungWords(run, now) : none), [run, now])
  const nameOf = useMemo(() => {
    const names = new Map<string, string>([...whole].map(([id, { component }]) => [id, component.name]))
    for (const step of plan?.steps ?? []) names.set(step.target, step.name)
    return (lane: string) => (lane === 'ground' ? 'this computer' : lane === 'desk' ? 'windows' : `on ${names.get(lane) ?? lane}`)
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
  return (
    <Timeline
      record={run.record}
      events={events}
      words={words}
      expected={expected}
      now={now}
      chosen={chosen}
      nameOf={nameOf}
      onChoose={choose}
    />
  )
}
const none: ReadonlyMap<string, string> = new Map()

/** The newest try of each step, in the words of its probe. */
function probesOf(run: Stage['run'], whole: Stage['whole']): Event[] {
  if (!run) return []
  return run.record.plan.steps.flatMap((step): Event[] => {
    const trial = run.trials[step.id]?.findLast((t) => !t.passed)
    const target = ComponentId.safeParse(step.target).data
    const probe = trial && target && whole.get(target)?.component.ready[trial.probe]
    if (!trial || !probe) return []
    return [
      {
        seq: 0,
        at: trial.at,
        type: 'step.probed',
        run: run.record.id,
        step: step.id,
        probe: trial.probe,
        tries: trial.tries,
        passed: false,
        answer: probeTitle(probe),
      },
    ]
  })
}
