import type { Plan, Step, StepStatus } from '../model/plan.ts'
import type { PlanInput } from './draft.ts'
import { order } from './order.ts'
import type { Effect, Input, Run } from './run-state.ts'
import { statuses, statusOf } from './run.ts'
import { inputFor, membersFrom, randomStack } from './stack.fixture.ts'

/** What is put to the test; a test of the tests hands in broken ones. */
export interface Loop {
  makePlan(input: PlanInput): Plan
  newRun(plan: Plan): Run
  advance(run: Run, input: Input): [Run, Effect[]]
  takeBack(plan: Plan, did: ReadonlySet<string>): Plan
}

/** How much of everything the random runs have met: a promise that was never tried is not kept. */
export interface Tally {
  runs: number
  began: number
  rested: number
  skipped: number
  cancelled: number
  failed: number
}

class Broken extends Error {}

/** Promise `number` of the run loop, as the design counts them. */
function promise(number: number, kept: boolean, how: string): void {
  if (!kept) throw new Broken(`promise ${number} is broken: ${how}`)
}

const ENDS: readonly StepStatus[] = ['done', 'failed', 'skipped', 'cancelled']
const problem = { code: 'sim.broke', severity: 'error', title: 'It broke', message: 'As it was told to.' } as const

/** Runs one random stack to its end, and throws for the first promise that is not kept. */
export function keepPromises(loop: Loop, roll: (below: number) => number, tally: Tally): void {
  const members = membersFrom(randomStack(roll, 12))
  const goal = roll(2) === 0 ? 'up' : 'down'
  const limits = { all: 1 + roll(5), perLane: 1 + roll(3) }
  const plan = loop.makePlan(inputFor(members, goal, { limits }))
  mirrored(plan, loop.makePlan(inputFor(members, goal === 'up' ? 'down' : 'up', { limits })))

  const byId = new Map(plan.steps.map((step) => [step.id, step]))
  const lives = new Map<string, Step>()
  const rests = new Set<string>()
  const tries = new Map<string, number>()
  const started = new Set<string>()
  const aborted = new Set<string>()
  let run = loop.newRun(plan)
  let [cancelled, cut, verdict, ends]: [boolean, boolean, string | null, number] = [false, false, null, 0]
  const isOpen = ({ step, gate }: Step['needs'][number]) => statusOf(run, step) === 'done' || (gate === 'started' && started.has(step))

  const glance = (given: Run) => plan.steps.map(({ id }) => statusOf(given, id)).join()
  const feed = (input: Input) => {
    const given = run
    const before = glance(given)
    const [next, effects] = loop.advance(given, input)
    promise(8, glance(given) === before, 'a run was changed')
    if (roll(8) === 0)
      promise(
        8,
        JSON.stringify(loop.advance(given, input)[1]) === JSON.stringify(effects),
        'the same input to the same run did something else',
      )
    run = next
    for (const effect of effects) meet(effect)
  }
  const meet = (effect: Effect) => {
    promise(4, verdict === null, 'something happened after the end')
    if (effect.type === 'perform') {
      const { id } = effect.step
      const { needs, lane, attempts } = byId.get(id) ?? effect.step
      promise(1, needs.every(isOpen), `${id} began before what it needs`)
      promise(3, !cancelled && !cut, `${id} began after the cancel`)
      lives.set(id, effect.step)
      tries.set(id, (tries.get(id) ?? 0) + 1)
      promise(4, (tries.get(id) ?? 0) <= attempts, `${id} was tried too often`)
      promise(2, lives.size <= limits.all, 'more ran than all may')
      promise(2, [...lives.values()].filter((other) => other.lane === lane).length <= limits.perLane, `more ran than may on ${lane}`)
      tally.began++
    } else if (effect.type === 'rest') {
      promise(3, !cancelled && !cut, `${effect.step} went to rest after the cancel`)
      rests.add(effect.step)
      tally.rested++
    } else if (effect.type === 'abort') aborted.add(effect.step)
    else if (effect.type === 'ended') {
      verdict = effect.verdict
      ends++
    }
  }

  feed({ type: 'begin' })
  for (let turns = 0; verdict === null; turns++) {
    promise(4, turns < 2_000, 'the run never ended')
    promise(4, cancelled || cut || lives.size + rests.size > 0, 'nothing runs, nothing rests, and yet it is not over')
    promise(4, lives.size > 0 || !(cancelled || cut), 'nothing runs after the cancel, and yet it is not over')
    if (roll(60) === 0) {
      cancelled = true
      rests.clear()
      feed({ type: 'cancel' })
    } else if (roll(100) === 0) {
      cut = true
      rests.clear()
      feed({ type: 'cut' })
      for (const id of lives.keys()) promise(3, aborted.has(id), `${id} was not aborted by the cut`)
    } else {
      const going = [...lives.keys(), ...rests]
      const id = going[roll(going.length)] ?? ''
      if (rests.delete(id)) feed({ type: 'rested', step: id })
      else if (!started.has(id) && roll(3) > 0) {
        started.add(id)
        feed({ type: 'started', step: id })
      } else settle(id)
    }
  }
  function settle(id: string): void {
    lives.delete(id)
    const luck = roll(100)
    if (cut && luck < 50) feed({ type: 'settled', step: id, outcome: { how: 'cancelled' } })
    else if (luck < 82) feed({ type: 'settled', step: id, outcome: { how: 'done' } })
    else feed({ type: 'settled', step: id, outcome: { how: 'failed', problem, again: luck < 92 } })
  }

  const end = statuses(run)
  promise(4, ends === 1 && lives.size === 0, 'it did not end once, with nothing running')
  for (const { id, needs } of plan.steps) {
    const status = end[id] ?? 'waiting'
    promise(4, ENDS.includes(status), `${id} ended as ${status}`)
    if (status === 'skipped')
      promise(
        5,
        needs.some((need) => !isOpen(need) && end[need.step] !== 'done'),
        `${id} was skipped without a cause`,
      )
    if (status === 'done') promise(1, needs.every(isOpen), `${id} was done before what it needs`)
    if (status !== 'done' && status in tally) tally[status as 'skipped' | 'cancelled' | 'failed']++
  }
  const worst = Object.values(end).includes('failed') ? 'failed' : Object.values(end).includes('cancelled') ? 'cancelled' : 'done'
  promise(4, verdict === worst, `it was called ${verdict} and was ${worst}`)
  takenBack(plan, loop.takeBack(plan, new Set(plan.steps.flatMap(({ id }) => (end[id] === 'done' ? [id] : [])))), byId, end)
  tally.runs++
}

/** Promise 6: whoever waits for somebody on the way up is waited for by them on the way down. */
function mirrored(one: Plan, other: Plan): void {
  const ofMachines = ({ goal, steps }: Plan) =>
    steps.flatMap(({ id, needs }) => {
      const pairs = needs.map(({ step }) => [id, step].map((name) => name.slice(name.indexOf(' ') + 1)))
      return pairs
        .filter((pair) => pair.every((name) => name.startsWith('component:')))
        .map((pair) => (goal === 'up' ? pair : pair.toReversed()).join(' over '))
    })
  promise(6, ofMachines(one).sort().join() === ofMachines(other).sort().join(), 'down is not the mirror of up')
}

/** Promise 7: all that was done is taken back, and nothing while something that needed it still stands. */
function takenBack(plan: Plan, back: Plan, byId: ReadonlyMap<string, Step>, end: Record<string, StepStatus>): void {
  const did = plan.steps.filter(({ id }) => end[id] === 'done')
  promise(7, back.steps.length === did.length, `${did.length} were done, ${back.steps.length} taken back`)
  const sorted = order(back.steps, ({ needs }) => needs.map(({ step }) => step))
  promise(7, sorted.ok, 'it cannot be taken back in any order')
  const position = new Map(sorted.ok ? sorted.ids.map((id, at) => [id, at]) : [])
  const at = (step: Step | undefined) => position.get(`${step?.opposite} ${step?.target}`) ?? -1
  const needs = new Map(back.steps.map((step) => [step.id, step.needs.map(({ step: id }) => id)]))
  for (const step of did) {
    for (const { step: below } of step.needs.filter((need) => end[need.step] === 'done')) {
      const lower = byId.get(below)
      promise(
        7,
        at(step) < at(lower) && (needs.get(`${lower?.opposite} ${lower?.target}`) ?? []).includes(`${step.opposite} ${step.target}`),
        `${below} went before ${step.id}`,
      )
    }
  }
}
