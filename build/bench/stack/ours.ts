import { join } from 'node:path'
import { z } from 'zod'
import { Plan, type Step } from '../../../shared/model/plan.ts'
import { projectRoot } from '../../setup/paths.mjs'
import { follow } from '../processes.ts'

export interface Launched {
  /** From the command to all ready, with the start of the program. */
  readonly ms: number
  /** From the beginning of the run to its end. */
  readonly runMs: number
  /** The longest chain of what had to wait for each other, by the times that its steps took in this run. */
  readonly criticalMs: number
}

const Told = z.union([
  z.object({ type: z.literal('run.began'), at: z.number(), plan: Plan }),
  z.object({ type: z.literal('run.ended'), at: z.number() }),
  z.object({ type: z.literal('step.changed'), at: z.number(), step: z.string(), status: z.string() }),
  z.object({ verdict: z.string() }),
])

/** Runs `launch` or `stop` of the command line as people do, and reads what it tells of the run. Rejects when that does not end well. */
export async function command(words: readonly string[], data: string, env: NodeJS.ProcessEnv): Promise<Launched> {
  const began = performance.now()
  const spans = new Map<string, { from: number; to: number }>()
  let steps: readonly Step[] = []
  let [from, to, ms, verdict] = [Number.NaN, Number.NaN, Number.NaN, 'none']
  await follow(process.execPath, [join(projectRoot, 'electron', 'cli.ts'), ...words, '--json', '--data', data], env, (line) => {
    const told = Told.safeParse(JSON.parse(line)).data
    if (!told) return
    if ('verdict' in told) {
      verdict = told.verdict
      ms = performance.now() - began
    } else if (told.type === 'run.began') [from, steps] = [told.at, told.plan.steps]
    else if (told.type === 'run.ended') to = told.at
    else if (told.status === 'running') spans.set(told.step, { from: told.at, to: Number.NaN })
    else if (told.status === 'done') spans.set(told.step, { from: spans.get(told.step)?.from ?? Number.NaN, to: told.at })
  })
  if (words[0] !== 'import' && verdict !== 'done') throw new Error(`servicecomposer ${words.join(' ')} ended ${verdict}`)
  return { ms, runMs: to - from, criticalMs: longestChain(steps, spans) }
}

/** Steps stand after what they need. */
function longestChain(steps: readonly Step[], spans: ReadonlyMap<string, { from: number; to: number }>): number {
  const ends = new Map<string, number>()
  for (const { id, needs } of steps) {
    const span = spans.get(id)
    const before = Math.max(0, ...needs.map(({ step }) => ends.get(step) ?? 0))
    ends.set(id, before + (span ? span.to - span.from : Number.NaN))
  }
  return Math.max(...ends.values())
}
