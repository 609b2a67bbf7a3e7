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
import type { Plan, Verb } from '../../../shared/model/plan.ts'
import type { Problem } from '../../../shared/model/problem.ts'
import { Notice } from '../../ui/Notice.tsx'

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

/** A plan before it runs: one line a step, what is left alone last, what stops it first. */
export function PlanLines({ plan, problems }: { plan: Plan; problems: readonly Problem[] }) {
  const names = new Map(plan.steps.map((step) => [step.id, step.name]))
  return (
    <div className="plan-lines">
      {problems.map((problem) => (
        <Notice key={`${problem.code}${problem.about ?? ''}${problem.message}`} problem={problem} />
      ))}
      {plan.steps.length === 0 && problems.length === 0 && <p className="second small">Nothing to do: everything is as wished.</p>}
      <ol aria-label="Plan">
        {plan.steps.map((step, index) => (
          <li key={step.id}>
            <span className="number quiet">{index + 1}</span>
            {verbs[step.verb]}
            <span className="cut">
              {step.verb} <b>{step.name}</b>
            </span>
            <span className="cut quiet grow" title={step.cause}>
              {step.needs.length === 0 ? 'at once' : `after ${step.needs.map((need) => names.get(need.step) ?? need.step).join(', ')}`}
            </span>
          </li>
        ))}
      </ol>
      {plan.left.length > 0 && <p className="quiet small">{plan.left.map((one) => `${one.name}: ${one.reason}`).join('. ')}</p>}
    </div>
  )
}
