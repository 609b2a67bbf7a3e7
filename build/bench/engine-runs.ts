import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { z } from 'zod'
import { Turns } from './turns.ts'

/** One run of the whole engine. `main`: processor time of the main thread from `run.start` to the last event; `cpu`: of all threads. */
export const EngineRun = z.object({
  name: z.string(),
  planMs: z.number(),
  /** From `run.start` to its answer: planning again, and writing the run. */
  startMs: z.number(),
  mainMs: z.number(),
  cpuMs: z.number(),
  wallMs: z.number(),
  /** Waits for the event loop, wall time. */
  longestMs: z.number(),
  p99Ms: z.number(),
  planTurns: Turns.nullable(),
  runTurns: Turns.nullable(),
  events: z.number(),
  /** What the engine keeps after the run. */
  bytes: z.number().nullable(),
})
export type EngineRun = z.infer<typeof EngineRun>

const program = fileURLToPath(new URL('./engine-run.ts', import.meta.url))
const LONGEST_MS = 30 * 60_000

/** Runs in a process of their own, `rounds` times: one for each name, in trees up to so deep, of machines that boot in so many ms. */
export async function engineRuns(
  count: number,
  rounds: number,
  names: readonly string[],
  { deepest = 10, bootMs = 1, gc = false } = {},
): Promise<EngineRun[]> {
  const found: EngineRun[] = []
  const args = [...(gc ? ['--expose-gc'] : []), program, String(count), String(deepest), String(bootMs), ...names]
  for (let round = 0; round < rounds; round++) {
    const { stdout } = await promisify(execFile)(process.execPath, args, { timeout: LONGEST_MS })
    for (const line of stdout.trim().split('\n')) found.push(EngineRun.parse(JSON.parse(line)))
  }
  return found
}
