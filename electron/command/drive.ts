import type { In } from '../../shared/contract/contract.ts'
import type { Goal, Plan } from '../../shared/model/plan.ts'
import type { Problem } from '../../shared/model/problem.ts'
import type { OnFailure, Verdict } from '../../shared/model/run.ts'
import type { Workspace } from '../../shared/model/workspace.ts'
import { follow } from './follow.ts'
import { fileOrName } from './from-file.ts'
import { EXIT, type ExitCode } from './output.ts'
import { partOf, type PartWords } from './part.ts'
import type { Tools } from './verbs.ts'

/** What may be said besides the part. */
export interface DriveWords extends PartWords {
  readonly onFailure?: OnFailure
}

/** Acts on a workspace, or on a part of it, and follows that to the end. A file is taken in first by a start only. */
export async function drive(tools: Tools, wanted: string, goal: Goal, words: DriveWords = {}): Promise<ExitCode> {
  const workspace = await fileOrName(tools.line.composer, wanted, { takeIn: goal === 'up' })
  const part = await partOf(tools.line.composer, workspace, words)
  return driveTo(tools, workspace, { goal, ...part }, { onFailure: words.onFailure ?? null, follows: null, earlier: 0 })
}

type Wish = Omit<In<'plan.make'>, 'workspace'>
type Going = Required<Pick<In<'run.start'>, 'onFailure' | 'follows'>> & { readonly earlier: number }

/** Plans, shows the plan, runs it and follows it. */
export async function driveTo(
  { line, output, interrupts }: Tools,
  workspace: Workspace,
  wish: Wish,
  { onFailure, follows, earlier }: Going,
): Promise<ExitCode> {
  const asked = { workspace: workspace.id, ...wish }
  const made = await line.composer['plan.make'](asked)
  const { plan, digest, problems, needing, text } = made
  output.progress({ plan, digest, ...(needing.length > 0 && { needing }) }, plan.steps.length > 0 ? text : null)
  problems.forEach(output.problem)
  if (problems.some(({ severity }) => severity === 'error')) {
    if (!output.json) waysOn(problems, plan, asked.goal).forEach(output.aside)
    return EXIT.failed
  }
  if (plan.steps.length === 0) {
    output.progress({ verdict: 'done', problems: [] }, nothingToDo(workspace, wish, plan))
    return EXIT.done
  }
  const chosen = onFailure ?? workspace.onFailure
  const start = () => line.composer['run.start']({ ...asked, digest, onFailure, follows })
  const { verdict, problems: failures } = await follow(line, output, interrupts, { plan, onFailure: chosen, earlier }, start)
  output.progress({ verdict, problems: failures }, endOf(workspace, wish, verdict, failures, chosen))
  return CODES[verdict]
}

/** How the same verb could go on all the same, as it is typed. */
function waysOn(problems: readonly Problem[], { steps }: Plan, goal: Goal): string[] {
  const names = new Map<string, string>(steps.map(({ target, name }) => [target, name]))
  const overridable = problems.filter(({ severity, check }) => severity === 'error' && check !== undefined)
  const overrides = overridable.map(({ check, about = '' }) => `--override ${quoted(`${check}:${names.get(about) ?? about}`)}`)
  const needed = problems.some(({ code }) => code === 'stop.needed')
  return [
    ...(overrides.length > 0 ? [`To start it all the same, say: ${overrides.join(' ')}`] : []),
    ...(needed ? [`To ${goal === 'down' ? 'stop' : goal} it and all who need it, say: --with-dependants`] : []),
  ]
}

const quoted = (word: string) => (/^[\w:.-]+$/.test(word) ? word : `"${word}"`)

export const CODES = { done: EXIT.done, failed: EXIT.failed, cancelled: EXIT.cancelled, interrupted: EXIT.failed } as const

const IS: Readonly<Record<Goal, string>> = {
  up: 'is up',
  down: 'is down',
  suspend: 'sleeps',
  resume: 'is awake',
  reset: 'has been reset',
  save: 'is saved',
}
const nameOf = ({ name }: Workspace, { only }: Wish) => (only ? `The part of ${name}` : name)

/** Where everything is as wished already it is said in one line; else why what was asked for is left as it is. */
function nothingToDo(workspace: Workspace, wish: Wish, { left }: Plan): string {
  const { goal } = wish
  if (goal === 'up' || goal === 'down') return `${nameOf(workspace, wish)} is already ${goal}.`
  return ['Nothing to do.', ...left.map(({ name, reason }) => `  ${name}: ${reason}`)].join('\n')
}

/** The last line: where the workspace stands, and what may be done about it. */
function endOf(workspace: Workspace, wish: Wish, verdict: Verdict, failures: readonly Problem[], onFailure: OnFailure): string {
  const { goal } = wish
  const name = nameOf(workspace, wish)
  const again = `${goal === 'up' ? 'launch' : goal === 'down' ? 'stop' : goal} it again to do what is missing`
  const kept =
    goal === 'up'
      ? `What came up stays up: ${again}, or stop it.`
      : goal === 'down'
        ? `What is still up stays up: ${again}.`
        : `The rest is as it was: ${again}.`
  switch (verdict) {
    case 'done':
      return `${name} ${IS[goal]}.`
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
