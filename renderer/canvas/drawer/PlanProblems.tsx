import { IconAlertTriangle } from '@tabler/icons-react'
import { ProblemActions } from '../../panels/plan/ProblemActions.tsx'
import { StateGlyph } from '../../ui/StateGlyph.tsx'
import type { Acts } from '../acts.ts'
import { goTo, placeOf } from '../goTo.ts'
import type { Stage } from '../useScene.ts'
import { worstFirst } from '../worstFirst.ts'

/** All that speaks against the plan that is shown: why, what to do about it, and the way there. */
export function PlanProblems({ stage, acts }: { stage: Stage; acts: Acts }) {
  const { shown, workspace, running } = stage
  if (!shown || !workspace || running || shown.problems.length === 0) return null
  return (
    <ul className="plan-problems" aria-label="What speaks against it">
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
