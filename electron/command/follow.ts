import type { Event } from '../../shared/model/event.ts'
import type { RunId } from '../../shared/model/id.ts'
import type { Plan } from '../../shared/model/plan.ts'
import { ProblemError, type Problem } from '../../shared/model/problem.ts'
import type { Verdict } from '../../shared/model/run.ts'
import type { Workspace } from '../../shared/model/workspace.ts'
import type { Interrupts } from './interrupts.ts'
import { engineGone, type Line } from './line.ts'
import type { Output } from './output.ts'
import { lineOf } from './step-line.ts'

export interface Followed {
  readonly verdict: Verdict
  /** Why, of every step that failed. */
  readonly problems: readonly Problem[]
}

/**
 * Starts a run and tells each step in one live line, until it ended. Ctrl-C cancels softly (what runs may finish), a second one
 * hard. Where the engine takes back after a failure, that run is followed too. Rejects with `engine.gone`.
 */
export async function follow(
  line: Line,
  output: Output,
  interrupts: Interrupts,
  { workspace, plan }: { workspace: Workspace; plan: Plan },
  start: () => Promise<{ run: RunId }>,
): Promise<Followed> {
  const names = new Map<string, string>()
  const name = ({ steps }: Plan) => steps.forEach((step) => names.set(step.id, `${step.verb} ${step.name}`))
  name(plan)
  const unwinds = workspace.onFailure === 'unwind' && plan.goal === 'up'
  const { promise, resolve, reject } = Promise.withResolvers<Verdict>()
  const early: Event[] = []
  const answers = new Set<string>()
  const problems: Problem[] = []
  let run: RunId | null = null
  let ended: Verdict | null = null
  let presses = 0

  /** A probe says the same again and again: people hear it once. */
  const isNew = (event: Event): boolean => {
    if (event.type !== 'step.probed') return true
    const before = answers.size
    return answers.add(`${event.step} ${event.probe} ${event.answer}`).size > before
  }
  const hear = (event: Event): void => {
    if (run === null) return void early.push(event)
    if (!('run' in event)) return
    if (ended !== null && event.type === 'run.began' && event.workspace === workspace.id) {
      name(event.plan)
      run = event.run
      presses = 0
      output.progress(event, 'What came up is taken back.')
    } else if (event.run === run) tell(event)
  }
  const tell = (event: Event): void => {
    output.progress(event, isNew(event) ? lineOf(event, names) : null)
    if (event.type === 'step.changed' && event.status === 'failed' && event.problem) problems.push(event.problem)
    if (event.type !== 'run.ended') return
    const takesBack = ended === null && event.verdict === 'failed' && unwinds
    if (!takesBack) return void resolve(ended ?? event.verdict)
    ended = event.verdict
    const failed = run
    // Taking back begins before the engine answers what is asked a turn later; where it does not, nothing had come up.
    setImmediate(() => line.composer['app.info']({}).then(() => run === failed && resolve('failed'), reject))
  }
  const deaf = line.listen(hear)
  line.onLost(() => reject(new ProblemError(engineGone)))
  const calm = interrupts.onInterrupt(() => {
    if (run === null) return
    presses += 1
    const how = presses === 1 ? 'soft' : 'hard'
    output.progress({ cancelling: how }, how === 'soft' ? 'Cancelling: what runs may finish. Ctrl-C again cuts it off.' : 'Cutting off.')
    line.composer['run.cancel']({ run, how }).catch((cause: unknown) => {
      output.aside(cause instanceof ProblemError ? cause.problem : String(cause))
    })
  })
  try {
    const begin = async () => {
      run = (await start()).run
      for (const event of early.splice(0)) hear(event)
    }
    const [verdict] = await Promise.all([promise, begin()])
    return { verdict, problems }
  } finally {
    deaf()
    calm()
  }
}
