import { IconAlertTriangle } from '@tabler/icons-react'
import { ProblemActions } from '../../panels/plan/ProblemActions.tsx'
import { useLaunch } from '../../store/launch.ts'
import { StateGlyph } from '../../ui/StateGlyph.tsx'
import type { Acts } from '../acts.ts'
import { goTo, placeOf } from '../goTo.ts'
import type { Stage } from '../useScene.ts'
import { worstFirst } from '../worstFirst.ts'
import { Button } from '../../ui/Button.tsx'
import { counted } from '../../ui/time.ts'

/** All that speaks against the plan that is shown: why, what to do about it, and the way there. */
export function PlanProblems({ stage, acts }: { stage: Stage; acts: Acts }) {
  const { shown, workspace, running } = stage
  if (!shown || !workspace || running || (shown.problems.length === 0 && shown.needing.length === 0)) return null
  return (
    <ul className="plan-problems" aria-label="What speaks against it">
      {shown.dependants === 'refuse' && shown.needing.length > 0 && (
        <li className="is-failed">
          <StateGlyph state="failed" word={null} />
          <span className="grow">
            <b>{counted(shown.needing.length, 'machine')} would lose what they need.</b>{' '}
            <span className="second">{shown.needing.map(({ name, of }) => `${name} in ${of}`).join(', ')}</span>
          </span>
          <Button className="tiny" onClick={() => useLaunch.setState({ needed: { shown, curious: false, planned: () => undefined } })}>
            Who needs it?
          </Button>
        </li>
      )}
      {worstFirst(shown.problems).map((problem) => {
        const place = placeOf(problem, stage)
        return (
          <li
            key={`${problem.code} ${problem.about ?? ''} ${problem.message}`}
            className={problem.severity === 'error' ? 'is-failed' : 'is-starting'}
          >
            {problem.severity === 'error' ? (
              <StateGlyph state="failed" word="stops it" />
            ) : (
              <IconAlertTriangle size={15} stroke={1.75} aria-label="warning" />
            )}
            <span className="grow">
              <b>{problem.title}.</b> <span className="second">{problem.message}</span>
              {problem.hint && <span className="quiet"> {problem.hint}</span>}
            </span>
            <ProblemActions problem={problem} shown={shown} workspace={workspace} goThere={place ? () => goTo(place, acts) : undefined} />
          </li>
        )
      })}
    </ul>
  )
}
