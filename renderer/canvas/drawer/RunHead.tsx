import { climbed, standing } from '../../../shared/logic/climbing.ts'
import { rungDoing } from '../../panels/plan/words.ts'
import { go } from '../../store/route.ts'
import { courseOf } from '../../timeline/course.ts'
import { useTurned } from '../../timeline/useTurned.ts'
import { Button } from '../../ui/Button.tsx'
import { StateWord } from '../../ui/StateGlyph.tsx'
import { stateOfVerdict } from '../../ui/states.ts'
import { took } from '../../ui/time.ts'
import { useNow } from '../../ui/useNow.ts'
import type { Stage } from '../useScene.ts'

/** How long the run goes on, and what it waits for now; or how it ended. */
export function RunHead({ stage }: { stage: Stage }) {
  const { running, expected, workspace } = stage
  const now = useNow(running)
  const run = useTurned(stage.run, now)
  if (!run || !workspace) return <span className="grow" />
  const spent = (run.record.ended ?? now) - run.record.began
  const { all, path, end } = courseOf(run.record, expected, now)
  const step = running ? path.find((slot) => slot.open)?.step : undefined
  const trial = step && run.trials[step.id]?.findLast((t) => !t.passed)
  const rung = step && standing(climbed(step, run.record.steps[step.id], run.climbs[step.id] ?? [], now))
  const doing = rung ? rungDoing[rung.how] : trial?.answer
  const unknown = all.some((slot) => slot.open && slot.guessed)
  return (
    <>
      <StateWord state={stateOfVerdict(run.record.verdict)}>
        <span className="number">
          {running ? `${(spent / 1000).toFixed(0)} s${unknown ? '' : ` of about ${took(end)}`}` : `${run.record.verdict}, ${took(spent)}`}
        </span>
      </StateWord>
      <span className="grow" />
      {step && (
        <span className="small cut quiet">
          On the critical path now: <b className="strong">{step.name}</b>
          {doing ? `, ${doing}` : ''}
        </span>
      )}
      <Button kind="quiet" onClick={() => go('runs', run.record.id)}>
        Open in Runs
      </Button>
    </>
  )
}
