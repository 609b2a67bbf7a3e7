import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { z } from 'zod'
import { engineRuns, type EngineRun } from './engine-runs.ts'
import { median } from './numbers.ts'
import { result, type Line, type Result } from './report.ts'
import { screen } from './scale-screen.ts'
import type { Turns } from './turns.ts'

const Loop = z.object({ planMs: z.number(), driveMs: z.number(), bytes: z.number(), bareMs: z.number() })
type Loop = z.infer<typeof Loop>

const program = fileURLToPath(new URL('./loop-run.ts', import.meta.url))
const FEW = 10_000
const MANY = 100_000

/** Whether a run of 100,000 steps costs ten times one of 10,000, in the pure loop and in the whole engine; and whether a screen keeps up. */
export async function scale(): Promise<Line> {
  const loops = { few: await loopRuns(3, FEW), many: await loopRuns(3, MANY) }
  const trees = { deepest: 30, bootMs: 0, gc: true }
  const engines = { few: await engineRuns(FEW, 3, ['turns'], trees), many: await engineRuns(MANY, 1, ['turns'], trees) }
  const over = engines.many.map(({ planTurns, runTurns, events }) => {
    const longest = Math.max(planTurns?.longestGcMs ?? 0, runTurns?.longestGcMs ?? 0)
    const many = (planTurns?.over50 ?? 0) + (runTurns?.over50 ?? 0)
    return `${many} turns over 50 ms while ${events} events were told; the longest pause to collect garbage took ${Math.round(longest)} ms`
  })
  return {
    line: 'scale',
    title: '100,000 simulated components in trees 2 to 30 deep',
    results: [...ofLoops(loops), ...ofEngines(engines), ...(await screen())],
    failed: null,
    note: `at 100,000: ${over.join('; ')}`,
  }
}

interface Both<T> {
  readonly few: readonly T[]
  readonly many: readonly T[]
}

/** Time at 100,000 ÷ time at 10,000. */
function ratio<T>(what: string, { few, many }: Both<T>, timeOf: (one: T) => number, wish: '<= 12' | null = '<= 12'): Result {
  const [least, most] = [few.map(timeOf), many.map(timeOf)]
  const each = most.map((ms, round) => ms / (least[round % least.length] ?? Number.NaN))
  return result(what, 'x', each, wish, median(most) / median(least))
}

const ofLoops = (loops: Both<Loop>): Result[] => [
  ratio('planner and loop alone: time at 100,000 ÷ time at 10,000', loops, ({ planMs, driveMs }) => planMs + driveMs),
  ratio('  the same of bare steps in a map, which nobody plans or drives', loops, ({ bareMs }) => bareMs, null),
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
]

function ofEngines(engines: Both<EngineRun>): Result[] {
  const time = ({ planMs, mainMs }: EngineRun) => planMs + mainMs
  const longest = (turns: Turns | null) => turns?.longestMs ?? Number.NaN
  return [
    ratio('the whole engine, plan and run: time at 100,000 ÷ time at 10,000', engines, time),
    result(
      '  a step, at 10,000',
      'ms',
      engines.few.map((one) => time(one) / FEW),
    ),
    result(
      '  a step, at 100,000',
      'ms',
      engines.many.map((one) => time(one) / MANY),
    ),
    result(
      '  what the engine keeps of a machine after its run',
      'kB',
      engines.many.map(({ bytes }) => (bytes ?? Number.NaN) / MANY / 1_000),
      '<= 2',
    ),
    ...(['few', 'many'] as const).flatMap((size) => [
      result(
        `  longest turn of the event loop in planning, processor time, ${size === 'few' ? '10,000' : '100,000'}`,
        'ms',
        engines[size].map(({ planTurns }) => longest(planTurns)),
        '<= 50',
      ),
      result(
        `  longest turn of the event loop in the run, processor time, ${size === 'few' ? '10,000' : '100,000'}`,
        'ms',
        engines[size].map(({ runTurns }) => longest(runTurns)),
        '<= 50',
      ),
    ]),
    result(
      '  run.start: planning again and writing the run, 100,000',
      'ms',
      engines.many.map(({ startMs }) => startMs),
    ),
  ]
}

async function loopRuns(rounds: number, count: number): Promise<Loop[]> {
  const found: Loop[] = []
  for (let round = 0; round < rounds; round++) {
    const { stdout } = await promisify(execFile)(process.execPath, ['--expose-gc', program, String(count)])
    found.push(Loop.parse(JSON.parse(stdout)))
  }
  return found
}
