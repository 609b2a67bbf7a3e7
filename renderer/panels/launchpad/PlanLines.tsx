import {
  IconPlayerPlay,
  IconPlayerStop,
  IconPlayerPause,
  IconPlayerTrackNext,
  IconRefresh,
  IconAppWindow,
  IconDeviceFloppy,
  IconX,
} from '@tabler/icons-react'
import type { ReactNode } from 'react'
import type { Verb } from '../../../shared/model/plan.ts'
import type { Workspace } from '../../../shared/model/workspace.ts'
import type { Shown } from '../../store/launch.ts'
import { Notice } from '../../ui/Notice.tsx'
import { ProblemActions } from '../plan/ProblemActions.tsx'

const look = { size: 14, stroke: 1.75, 'aria-hidden': true } as const
const verbs: Record<Verb, ReactNode> = {
  start: <IconPlayerPlay {...look} />,
  stop: <IconPlayerStop {...look} />,
  suspend: <IconPlayerPause {...look} />,
  resume: <IconPlayerTrackNext {...look} />,
  reset: <IconRefresh {...look} />,
  save: <IconDeviceFloppy {...look} />,
  open: <IconAppWindow {...look} />,
  close: <IconX {...look} />,
}

/** A plan before it runs: what stops it first, one line a step, what is left alone last. */
export function PlanLines({ shown, workspace }: { shown: Shown; workspace: Workspace }) {
  const { plan, problems, needing } = shown
  const names = new Map(plan.steps.map((step) => [step.id, step.name]))
  return (
    <div className="plan-lines">
      {problems.map((problem) => (
        <Notice key={`${problem.code}${problem.about ?? ''}${problem.message}`} problem={problem}>
          <ProblemActions problem={problem} shown={shown} workspace={workspace} />
        </Notice>
      ))}
      {plan.steps.length === 0 && problems.length === 0 && <p className="second small">Nothing to do: everything is as wished.</p>}
      {needing.length > 0 && shown.dependants === 'stop' && (
        <p className="small is-starting">Also stopped: {needing.map(({ name, of }) => `${name} of ${of}`).join(', ')}.</p>
      )}
      <ol aria-label="Plan">
        {plan.steps.map((step, index) => (
          <li key={step.id} title={step.cause}>
            <span className="number quiet">{index + 1}</span>
            {verbs[step.verb]}
            <span className="cut">
              {step.verb} <b>{step.name}</b>
            </span>
            <span className="cut quiet grow">
              {step.needs.length === 0 ? 'at once' : `after ${step.needs.map((need) => names.get(need.step) ?? need.step).join(', ')}`}
            </span>
          </li>
        ))}
      </ol>
      {plan.left.length > 0 && <p className="quiet small">{plan.left.map((one) => `${one.name}: ${one.reason}`).join('. ')}</p>}
    </div>
  )
}
