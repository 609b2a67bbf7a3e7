import { expect, test } from 'vitest'
import type { Condition } from '../model/machine.ts'
import type { Step, StepStatus } from '../model/plan.ts'
import type { RunRecord } from '../model/run.ts'
import { runId } from './events.fixture.ts'
import { recordOf, shortOf } from './record.fixture.ts'
import { chainOf, doneBy, pauseBeforeRetry } from './retry.ts'
import { show } from './show.ts'
import { planFor } from './stack.fixture.ts'
import { takeBack } from './take-back.ts'

const drawing = { host: '', web: 'on host, window', log: '' }
const plan = planFor(drawing, 'up')

/** Of steps that are not named, each has ended well. `begun` was under way and never told that it is powered. */
function record(statuses: Record<string, StepStatus | 'begun'> = {}, more: Partial<RunRecord> = {}): RunRecord {
  const of = (step: Step) => {
    const status = statuses[shortOf(step)] ?? 'done'
    if (status === 'begun') return { status: 'cancelled' as const }
    return { status, began: status === 'skipped' || status === 'cancelled' ? null : 1 }
  }
  return recordOf(more.plan ?? plan, of, { onFailure: 'retry', ...more })
}
const back = (chain: readonly RunRecord[], seen: Record<string, Condition> = {}) => {
  const { plan: whole, did } = doneBy(chain, (id) => seen[id.replace('component:', '')] ?? null)
  return show(takeBack(whole, did)).replaceAll(/ {2,}/g, ' ').split('\n')
}

test('a failed start must be tried again by itself twice, each time after a longer pause, and then be kept', () => {
  const first = record({ web: 'failed' }, { followUp: 'retried' })
  const second = record({ web: 'failed' }, { id: runId('two'), follows: first.id, followUp: 'retried' })
  const third = record({ web: 'failed' }, { id: runId('three'), follows: second.id })
  const runs = new Map([first, second, third].map((run) => [run.id, run]))
  const pause = (run: RunRecord) => pauseBeforeRetry(chainOf(run, (id) => runs.get(id) ?? null))
  expect([first, second, third].map(pause)).toEqual([3_000, 10_000, null])
})

test('only a start that failed, where that is wished, must be tried again by itself', () => {
  const pause = (more: Partial<RunRecord>) => pauseBeforeRetry([record({}, more)])
  expect(pause({ verdict: 'cancelled' })).toBe(null)
  expect(pause({ verdict: 'interrupted' })).toBe(null)
  expect(pause({ onFailure: 'keep' })).toBe(null)
  expect(pause({ plan: planFor(drawing, 'down') })).toBe(null)
})

test('a machine whose start was under way when the app died must be taken back when it has come up since', () => {
  const cut = record({ web: 'begun', window: 'cancelled', log: 'begun' })
  expect(back([cut], { web: 'on', log: 'off' })).toEqual(['stop web on host taken back', 'stop host after stop web taken back'])
  expect(back([cut], { web: 'starting' })[0]).toBe('stop web on host taken back')
})

test('what was up before, or of which nobody knows, must never be taken back', () => {
  const before = planFor(drawing, 'up', { seen: { web: 'on', log: 'unknown' } })
  const cut = record({ web: 'begun', window: 'cancelled', log: 'begun' }, { plan: before })
  expect(back([cut], { web: 'on', log: 'on' })).toEqual(['stop host taken back'])
})

test('a stop that was under way must be taken back when the machine has gone off since', () => {
  const down = planFor({ host: '', web: 'on host' }, 'down')
  const cut = record({ web: 'begun', host: 'cancelled' }, { plan: down, verdict: 'interrupted' })
  expect(back([cut], { web: 'off', host: 'ready' })).toEqual(['start web on host taken back'])
  expect(back([cut], { web: 'ready', host: 'ready' })).toEqual(['nothing to do'])
})

test('taking back a retry must take back what the runs before it did too, in one order', () => {
  const first = record({ web: 'failed', window: 'skipped' })
  const again = planFor(drawing, 'up', { seen: { host: 'ready', log: 'ready', web: 'on' } })
  const second = record({ window: 'failed' }, { id: runId('two'), plan: again, follows: first.id })
  expect(back([second])).toEqual(['nothing to do', 'leave web stays as it is: seen on before'])
  const started = { ...first, steps: { ...first.steps, 'start component:web': { ...first.steps['start component:web']!, started: 2 } } }
  expect(back([started, second])).toEqual(['stop log taken back', 'stop web on host taken back', 'stop host after stop web taken back'])
})
