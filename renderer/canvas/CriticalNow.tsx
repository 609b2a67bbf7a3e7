import { courseOf } from '../timeline/course.ts'
import { useTurned } from '../timeline/useTurned.ts'
import { showDrawer } from './bench.ts'
import { useShown } from './usePanels.ts'
import type { Stage } from './useScene.ts'

/** What the run waits for longest, while the drawer that would show it is folded; a click unfolds its timeline. */
export function CriticalNow({ stage }: { stage: Stage }) {
  const folded = !useShown('drawer')
  const { running, expected, now } = stage
  const run = useTurned(stage.run, now)
  if (!folded || !running || !run) return null
  const step = courseOf(run.record, expected, now).path.find((slot) => slot.open)?.step
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
      <button type="button" className="link" onClick={() => showDrawer('timeline')}>
        Timeline <kbd>T</kbd>
      </button>
    </>
  )
}
