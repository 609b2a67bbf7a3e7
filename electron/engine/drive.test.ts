import { expect, test } from 'vitest'
import type { Outcome } from '../../shared/logic/run-state.ts'
import { planFor } from '../../shared/logic/stack.fixture.ts'
import type { Step } from '../../shared/model/plan.ts'
import { drive, type Hands } from './drive.ts'

const done: Outcome = { how: 'done' }
const calm = () => ({ soft: new AbortController().signal, hard: new AbortController().signal })
const handsWith = (perform: Hands['perform'], tell: Hands['tell'] = () => {}): Hands => ({
  perform,
  sleep: () => Promise.reject(new Error('nothing rests here')),
  tell,
})
const wide = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, at) => [`m${at}`, '']))
const manyAtOnce = (count: number) => planFor(wide(count), 'up', { limits: { all: count, perLane: count } })

test('what is told of a step must be written before the step is begun, however many begin together', async () => {
  const written = new Set<string>()
  let told: string[] = []
  // As events are kept: all that was told in one turn of the event loop is written in the next.
  const write = () => {
    for (const step of told) written.add(step)
    told = []
  }
  const begunEarly: string[] = []
  const perform = async ({ id }: Step) => {
    if (!written.has(id)) begunEarly.push(id)
    return done
  }
  const run = await drive(
    manyAtOnce(2_000),
    handsWith(perform, (effect) => {
      if (effect.type !== 'changed') return
      if (told.length === 0) setImmediate(write)
      told.push(effect.step)
      // Telling takes its time, so that it needs many turns.
      for (const until = performance.now() + 0.05; performance.now() < until; );
    }),
    calm(),
  )
  expect([run.verdict, begunEarly]).toEqual(['done', []])
})

test('a large run must leave turns of the event loop to others, also while nothing in it ever waits', async () => {
  let turns = 0
  let over = false
  const turn = () => {
    turns++
    if (!over) setImmediate(turn)
  }
  setImmediate(turn)
  const { verdict } = await drive(
    manyAtOnce(5_000),
    handsWith(async () => done),
    calm(),
  )
  over = true
  expect(verdict).toBe('done')
  expect(turns).toBeGreaterThan(5_000 / 16)
})

test('a step that was told of but not begun when the run is cut must not begin', async () => {
  const begun: string[] = []
  const hard = new AbortController()
  const run = await drive(
    planFor({ a: '', b: 'on a' }, 'up'),
    handsWith(
      async ({ id }) => {
        begun.push(id)
        return done
      },
      (effect) => {
        if (effect.type === 'perform') hard.abort()
      },
    ),
    { soft: new AbortController().signal, hard: hard.signal },
  )
  expect([run.verdict, begun]).toEqual(['cancelled', []])
})

test('a step that takes longer than it may must be aborted, with a time-out as the reason', async () => {
  const plan = planFor({ a: '' }, 'up')
  const hasty = { ...plan, steps: plan.steps.map((step) => ({ ...step, timeoutMs: 5, attempts: 1 })) }
  const reasons: unknown[] = []
  const run = await drive(
    hasty,
    handsWith(
      (_step, signal) =>
        new Promise((resolve) => {
          signal.addEventListener('abort', () => {
            reasons.push(signal.reason)
            resolve({ how: 'failed', problem: { code: 'step.late', severity: 'error', title: 'Late', message: 'Late.' }, again: true })
          })
        }),
    ),
    calm(),
  )
  expect(run.verdict).toBe('failed')
  expect(reasons).toMatchObject([{ name: 'TimeoutError' }])
})
