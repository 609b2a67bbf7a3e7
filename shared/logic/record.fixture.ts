import type { Plan, Step } from '../model/plan.ts'
import type { RunRecord } from '../model/run.ts'
import { runId, workspaceId } from './events.fixture.ts'

type Kept = RunRecord['steps'][string]

/** The record of a start that failed, in which each step ended well, but for what `of` says of it. */
export function recordOf(plan: Plan, of: (step: Step) => Partial<Kept>, more: Partial<RunRecord> = {}): RunRecord {
  const steps = plan.steps.map((step): [string, Kept] => {
    const { status = 'done', ...own } = of(step)
    return [step.id, { status, began: 1, started: status === 'done' ? 2 : null, ended: 3, problem: null, rung: null, ...own }]
  })
  return {
    id: runId('one'),
    workspace: workspaceId('am'),
    plan,
    began: 0,
    ended: 9,
    verdict: 'failed',
    only: null,
    onFailure: 'keep',
    follows: null,
    followUp: null,
    ...more,
    steps: Object.fromEntries(steps),
  }
}

/** How a test names a step: its machine, or `window`. */
export const shortOf = ({ verb, name }: Step): string => (verb === 'open' ? 'window' : name)
