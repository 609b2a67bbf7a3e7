import { engineRuns, type EngineRun } from './engine-runs.ts'
import { result, type Line } from './report.ts'

/** What the engine itself costs a step: a run of machines of nothing, in a process of its own. */
export async function engine(): Promise<Line> {
  const thousand = await engineRuns(1_000, 5, ['cold', 'warm'])
  const [cold, warm] = [thousand.filter(isCold), thousand.filter((run) => !isCold(run))]
  const turns = await engineRuns(1_000, 3, ['turns'])
  const many = await engineRuns(10_000, 1, ['cold'])
  const perStep = (list: readonly EngineRun[], count: number) => list.map(({ cpuMs }) => cpuMs / count)
  return {
    line: 'run',
    title: 'A run of simulated machines: processor time of the engine a step, and its event loop',
    results: [
      result('1,000 components, first run of a process', 'ms', perStep(cold, 1_000), '<= 1'),
      result('1,000 components, second run', 'ms', perStep(warm, 1_000), '<= 1'),
      result('10,000 components, first run', 'ms', perStep(many, 10_000)),
      result(
        'longest turn of the event loop, processor time, 1,000',
        'ms',
        turns.map(({ runTurns }) => runTurns?.longestMs ?? Number.NaN),
        '<= 50',
      ),
      result(
        'longest wait for the event loop, 1,000',
        'ms',
        thousand.map(({ longestMs }) => longestMs),
      ),
      result(
        '99 of 100 waits for the event loop, 1,000',
        'ms',
        thousand.map(({ p99Ms }) => p99Ms),
      ),
      result(
        'longest wait for the event loop, 10,000',
        'ms',
        many.map(({ longestMs }) => longestMs),
      ),
      result(
        'the whole run, 1,000',
        'ms',
        thousand.map(({ wallMs }) => wallMs),
      ),
    ],
    failed: null,
    note: 'waits for the event loop are wall time: they grow with whatever else runs on this machine',
  }
}

const isCold = ({ name }: EngineRun) => name === 'cold'
