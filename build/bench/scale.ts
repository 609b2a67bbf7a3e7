import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { z } from 'zod'
import { median } from './numbers.ts'
import { result, type Line, type Result } from './report.ts'
import { screen } from './scale-screen.ts'

const Loop = z.object({ planMs: z.number(), driveMs: z.number(), bytes: z.number() })
const Engine = Loop.extend({ startMs: z.number(), longestMs: z.number(), over50: z.number(), events: z.number() })

const program = fileURLToPath(new URL('./scale-run.ts', import.meta.url))
const FEW = 10_000
const MANY = 100_000
const LONGEST_MS = 30 * 60_000

/** Whether a run of 100,000 steps costs ten times one of 10,000, in the pure loop and in the whole engine; and whether a screen keeps up. */
export async function scale(): Promise<Line> {
  const results: Result[] = []
  const loops = { few: await several(3, 'loop', FEW, Loop), many: await several(3, 'loop', MANY, Loop) }
  const engines = { few: await several(3, 'engine', FEW, Engine), many: await several(1, 'engine', MANY, Engine) }
  const sum = ({ planMs, driveMs }: z.infer<typeof Loop>) => planMs + driveMs
  const ratio = (what: string, few: readonly number[], many: readonly number[]) =>
    results.push(
      result(
        what,
        'x',
        many.map((ms, round) => ms / (few[round % few.length] ?? Number.NaN)),
        '<= 12',
        median(many) / median(few),
      ),
    )

  ratio('planner and loop alone: time at 100,000 ÷ time at 10,000', loops.few.map(sum), loops.many.map(sum))
  results.push(
    result(
      '  planning a step, at 100,000',
      'ms',
      loops.many.map(({ planMs }) => planMs / MANY),
    ),
    result(
      '  driving a step, at 100,000',
      'ms',
      loops.many.map(({ driveMs }) => driveMs / MANY),
    ),
    result(
      '  memory a step: plan, record, run',
      'kB',
      loops.many.map(({ bytes }) => bytes / MANY / 1_000),
      '<= 2',
    ),
  )
  ratio('the whole engine, plan and run: time at 100,000 ÷ time at 10,000', engines.few.map(sum), engines.many.map(sum))
  results.push(
    result(
      '  a step, at 10,000',
      'ms',
      engines.few.map((one) => sum(one) / FEW),
    ),
    result(
      '  a step, at 100,000',
      'ms',
      engines.many.map((one) => sum(one) / MANY),
    ),
    result(
      '  what the engine keeps of a machine after its run',
      'kB',
      engines.many.map(({ bytes }) => bytes / MANY / 1_000),
    ),
    result(
      '  longest turn of the event loop in the run, processor time, 10,000',
      'ms',
      engines.few.map(({ longestMs }) => longestMs),
      '<= 50',
    ),
    result(
      '  longest turn of the event loop in the run, processor time, 100,000',
      'ms',
      engines.many.map(({ longestMs }) => longestMs),
      '<= 50',
    ),
    result(
      '  planning again for run.start, in one turn, 100,000',
      'ms',
      engines.many.map(({ startMs }) => startMs),
    ),
  )
  results.push(...(await screen()))
  const over = engines.many.map(({ over50, events }) => `${over50} turns over 50 ms while ${events} events were told`)
  return {
    line: 'scale',
    title: '100,000 simulated components in trees 2 to 30 deep',
    results,
    failed: null,
    note: `at 100,000: ${over.join('; ')}`,
  }
}

async function several<T>(rounds: number, mode: string, count: number, shape: z.ZodType<T>): Promise<T[]> {
  const found: T[] = []
  for (let round = 0; round < rounds; round++) {
    const { stdout } = await promisify(execFile)(process.execPath, ['--expose-gc', program, mode, String(count)], { timeout: LONGEST_MS })
    found.push(shape.parse(JSON.parse(stdout)))
  }
  return found
}
