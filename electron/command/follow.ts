import type { Event } from '../../shared/model/event.ts'
import type { RunId } from '../../shared/model/id.ts'
import type { Plan } from '../../shared/model/plan.ts'
import { showProblem } from '../../shared/logic/show-problem.ts'
import type { Verdict } from '../../shared/model/run.ts'
import type { Line } from './line.ts'
import type { Output } from './output.ts'

/** Asks once softly, then hard: what Ctrl-C means while a run is under way. */
export interface Interrupts {
  onInterrupt(listen: () => void): () => void
}

/**
 * Starts a run and tells each step in one live line, until it ended. Ctrl-C cancels softly (what runs may finish), a
 * second one hard. Where the engine takes back after a failure, that run is followed too.
 */
export async function follow(
  line: Line,
  output: Output,
  interrupts: Interrupts,
  plan: Plan,
  start: () => Promise<{ run: RunId }>,
): Promise<Verdict> {
  const names = new Map(plan.steps.map((step) => [step.id, `${step.verb} ${step.name}`]))
  const heard: Event[] = []
  const { promise, resolve } = Promise.withResolvers<Verdict>()
  let run: RunId | null = null
  let presses = 0

  const hear = (event: Event) => {
    if (run === null) return void heard.push(event)
    if (!('run' in event) || event.run !== run) return
    output.progress(event, lineOf(event, names))
    if (event.type === 'run.ended') resolve(event.verdict)
  }
  const deaf = line.listen(hear)
  const calm = interrupts.onInterrupt(() => {
    if (run === null) return
    presses += 1
    const how = presses === 1 ? 'soft' : 'hard'
    output.progress({ cancelling: how }, how === 'soft' ? 'Cancelling: what runs may finish. Ctrl-C again cuts it off.' : 'Cutting off.')
    line.composer['run.cancel']({ run, how }).catch((cause: unknown) => {
      output.progress({ cancel: String(cause) }, `  could not cancel: ${String(cause)}`)
    })
  })
  try {
    run = (await start()).run
    for (const event of heard.splice(0)) hear(event)
    return await promise
  } finally {
    deaf()
    calm()
  }
}

const WORDS = {
  waiting: null,
  running: '…',
  resting: 'again',
  done: 'done',
  failed: 'FAILED',
  skipped: 'skipped',
  cancelled: 'cancelled',
} as const

/** One line of a run's story; null for what only programs want. */
export function lineOf(event: Event, names: ReadonlyMap<string, string>): string | null {
  const time = new Date(event.at).toLocaleTimeString('en-GB')
  if (event.type === 'step.changed') {
    const word = WORDS[event.status]
    if (!word) return null
    const problem = event.problem && event.status !== 'skipped' ? `\n${showProblem(event.problem)}` : ''
    return `${time}  ${word.padEnd(9)} ${names.get(event.step) ?? event.step}${problem}`
  }
  if (event.type === 'step.probed' && event.passed)
    return `${time}  ${'probe'.padEnd(9)} ${names.get(event.step) ?? event.step}: ${event.answer}`
  return null
}
