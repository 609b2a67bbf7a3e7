import type { Goal } from '../../shared/model/plan.ts'
import type { Problem } from '../../shared/model/problem.ts'
import type { Verdict } from '../../shared/model/run.ts'
import type { Workspace } from '../../shared/model/workspace.ts'
import { follow } from './follow.ts'
import { fileOrName } from './from-file.ts'
import { EXIT, type ExitCode } from './output.ts'
import type { Tools } from './verbs.ts'

/** Starts (`up`) or takes down (`down`) a workspace and follows it to the end. A file is taken in first by a start only. */
export async function drive({ line, output, interrupts }: Tools, wanted: string, goal: Goal): Promise<ExitCode> {
  const workspace = await fileOrName(line.composer, wanted, { takeIn: goal === 'up' })
  const { plan, digest, problems, text } = await line.composer['plan.make']({ workspace: workspace.id, goal })
  output.progress({ plan, digest }, plan.steps.length > 0 ? text : null)
  problems.forEach(output.problem)
  if (problems.some(({ severity }) => severity === 'error')) return EXIT.failed
  if (plan.steps.length === 0) {
    output.progress({ verdict: 'done', problems: [] }, `${workspace.name} is already ${goal}.`)
    return EXIT.done
  }
  const start = () => line.composer['run.start']({ workspace: workspace.id, goal, digest })
  const { verdict, problems: failures } = await follow(line, output, interrupts, { workspace, plan }, start)
  output.progress({ verdict, problems: failures }, endOf(workspace, goal, verdict, failures))
  return CODES[verdict]
}

const CODES = { done: EXIT.done, failed: EXIT.failed, cancelled: EXIT.cancelled, interrupted: EXIT.failed } as const

/** The last line: where the workspace stands, and what may be done about it. */
function endOf({ name, onFailure }: Workspace, goal: Goal, verdict: Verdict, failures: readonly Problem[]): string {
  const again = `${goal === 'up' ? 'launch' : 'stop'} it again to do what is missing`
  const kept = goal === 'up' ? `What came up stays up: ${again}, or stop it.` : `What is still up stays up: ${again}.`
  switch (verdict) {
    case 'done':
      return `${name} is ${goal}.`
    case 'cancelled':
      return `${name}: cancelled. ${kept}`
    case 'interrupted':
      return `${name}: the engine ended before this run did. ${kept}`
    case 'failed': {
      const count = failures.length > 1 ? `${failures.length} steps failed` : 'failed'
      return goal === 'up' && onFailure === 'unwind' ? `${name}: ${count}; what had come up was taken back.` : `${name}: ${count}. ${kept}`
    }
  }
}
