import { useMemo } from 'react'
import { criticalPath, slots } from '../../shared/logic/timeline.ts'
import { useView } from '../store/view.ts'
import { useBench } from './bench.ts'
import { useShown } from './usePanels.ts'
import type { Stage } from './useScene.ts'

/** What the run waits for longest, while the drawer that would show it is folded; a click unfolds its timeline. */
export function CriticalNow({ stage: { run, running, expected, now } }: { stage: Stage }) {
  const folded = !useShown('drawer')
  const shown = folded && running
  const step = useMemo(
    () => (shown && run ? criticalPath(slots(run.record, expected, now)).find((slot) => slot.open)?.step : undefined),
    [shown, run, expected, now],
  )
  if (!shown || !run) return null
  const trial = step && run.trials[step.id]?.findLast((one) => !one.passed)
  return (
    <>
      {step && (
        <span className="cut quiet">
          On the critical path now: <b className="strong">{step.name}</b>
          {trial ? `, ${trial.answer}` : ''}
        </span>
      )}
      <i className="divide" />
      <button type="button" className="link" onClick={showTimeline}>
        Timeline <kbd>T</kbd>
      </button>
    </>
  )
}

/** Unfolds the drawer at the timeline. */
export function showTimeline(): void {
  useView.getState().setPanel('composer.drawer', true)
  useBench.getState().set({ drawer: 'timeline' })
}
