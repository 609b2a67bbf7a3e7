import { RunId, WorkspaceId } from '../../model/id.ts'
import type { Plan, Step, StepStatus } from '../../model/plan.ts'
import type { RunRecord } from '../../model/run.ts'
import { begun, foldRun, type LiveRun, type RunEvent } from '../live-run.ts'
import { owning } from '../own.ts'
import type { Effect, Input } from '../run-state.ts'
import { statusOf } from '../run.ts'
import { Act, type Duty } from './acts.fixture.ts'
import { promise, type Loop, type Roll, type Tally } from './promise.fixture.ts'
import type { World } from './world.fixture.ts'

const ENDS: readonly StepStatus[] = ['done', 'failed', 'skipped', 'cancelled']
const workspace = WorkspaceId.parse('workspace:test')
const ids = Array.from({ length: 16 }, (_, at) => RunId.parse(`run:${at}`))

export interface Going {
  readonly plan: Plan
  readonly only: RunRecord['only']
  /** The number of the run in its story, and of the one whose work it goes on with. */
  readonly number: number
  readonly follows: RunRecord | null
  readonly duty: Duty
  /** Nothing goes wrong, nobody interferes. */
  readonly calm: boolean
}

/** Runs a plan in the world until it ends, or until the engine dies; the promises of the loop are looked after all the way. */
export function go(loop: Loop, world: World, { plan, only, number, follows, duty, calm }: Going, roll: Roll, tally: Tally): RunRecord {
  const byId = new Map(plan.steps.map((step) => [step.id, step]))
  const lives = new Map<string, Act>()
  const lanes = new Map<string, number>()
  const rests = new Set<string>()
  const tries = new Map<string, number>()
  const started = new Set<string>()
  const aborted = new Set<string>()
  const powered = new Set<string>(
    world.members.flatMap(({ component }) => (['on', 'ready'].includes(world.seen(component.id)) ? [component.id] : [])),
  )
  const own = owning()
  const id = ids[number % ids.length] ?? RunId.parse(`run:${number}`)
  let seq = 1
  const stamp = () => ({ seq: ++seq, at: seq, run: id })
  let told: LiveRun = begun({ ...stamp(), type: 'run.began', workspace, plan, only, onFailure: 'keep', follows: follows?.id ?? null })
  const hear = (event: Exclude<RunEvent, { type: 'run.began' }>) => {
    told = foldRun(told, event, own)
  }
  let run = loop.newRun(plan)
  let [cancelled, cut, verdict, ends]: [boolean, boolean, RunRecord['verdict'], number] = [false, false, null, 0]
  const isOpen = ({ step, gate }: Step['needs'][number]) => statusOf(run, step) === 'done' || (gate === 'started' && started.has(step))
  const glance = (given: typeof run) => plan.steps.map((step) => statusOf(given, step.id)).join()

  const feed = (input: Input) => {
    const given = run
    const watched = roll(4) === 0
    const before = watched ? glance(given) : ''
    const [next, effects] = loop.advance(given, input)
    if (watched) {
      promise('pure', glance(given) === before, () => 'a run was changed')
      const again = loop.advance(given, input)[1]
      promise('pure', JSON.stringify(again) === JSON.stringify(effects), () => 'the same input to the same run did something else')
    }
    run = next
    for (const effect of effects) meet(effect)
  }
  const meet = (effect: Effect) => {
    promise('end', verdict === null, () => 'something happened after the end')
    if (effect.type === 'perform') begin(effect)
    else if (effect.type === 'rest') {
      promise('stop', !cancelled && !cut, () => `${effect.step} went to rest after the cancel`)
      rests.add(effect.step)
      tally.rested++
    } else if (effect.type === 'abort') aborted.add(effect.step)
    else if (effect.type === 'started') hear({ ...stamp(), type: 'step.started', step: effect.step })
    else if (effect.type === 'changed') {
      const { step, status, problem } = effect
      promise('end', problem?.code !== 'run.stuck', () => `${step} could never begin, though nothing waits in a circle`)
      hear({ ...stamp(), type: 'step.changed', step, status, ...(problem && { problem }) })
    } else {
      verdict = effect.verdict
      ends++
    }
  }
  const begin = ({ step, attempt }: Extract<Effect, { type: 'perform' }>) => {
    const { needs, lane, attempts } = byId.get(step.id) ?? step
    promise('needs', needs.every(isOpen), () => `${step.id} began before what it needs`)
    promise('stop', !cancelled && !cut, () => `${step.id} began after the cancel`)
    const tried = (tries.get(step.id) ?? 0) + 1
    tries.set(step.id, tried)
    promise('end', tried <= attempts, () => `${step.id} was tried too often`)
    lives.set(step.id, new Act(step, attempt, world, duty, powered, tally))
    const there = (lanes.get(lane) ?? 0) + 1
    lanes.set(lane, there)
    promise('limits', lives.size <= plan.limits.all, () => 'more ran than all may')
    promise('limits', there <= plan.limits.perLane, () => `more ran than may on ${lane}`)
    tally.begun++
  }
  const settle = (step: string, outcome: Extract<Input, { type: 'settled' }>['outcome']) => {
    lives.delete(step)
    const lane = byId.get(step)?.lane ?? ''
    lanes.set(lane, (lanes.get(lane) ?? 0) - 1)
    feed({ type: 'settled', step, outcome })
  }
  const moment = (step: string, act: Act) => {
    if (cut && roll(2) === 0) return settle(step, { how: 'cancelled' })
    const next = act.next(roll, calm)
    if (next === 'nothing') return
    if (next !== 'started') return settle(step, next)
    started.add(step)
    feed({ type: 'started', step })
  }

  feed({ type: 'begin' })
  for (let turns = 0; verdict === null; turns++) {
    promise('end', turns < 2_000, () => 'the run never ended')
    promise('end', cancelled || cut || lives.size + rests.size > 0, () => 'nothing runs, nothing rests, and yet it is not over')
    promise('end', lives.size > 0 || !(cancelled || cut), () => 'nothing runs after the cancel, and yet it is not over')
    const luck = calm ? 99 : roll(100)
    if (luck < 2) {
      tally.crashes++
      if (number > 0) tally.crashesInBack++
      return interrupted(told.record)
    }
    if (luck === 2 || luck === 3) {
      if (luck === 2) cancelled = true
      else cut = true
      tally[luck === 2 ? 'cancels' : 'cuts']++
      rests.clear()
      feed({ type: luck === 2 ? 'cancel' : 'cut' })
      if (cut) for (const step of lives.keys()) promise('stop', aborted.has(step), () => `${step} was not aborted by the cut`)
      continue
    }
    const at = roll(lives.size + rests.size)
    const step = at < lives.size ? [...lives.keys()][at] : [...rests][at - lives.size]
    const act = step === undefined ? undefined : lives.get(step)
    if (step !== undefined && act) moment(step, act)
    else if (step !== undefined && rests.delete(step)) feed({ type: 'rested', step })
  }

  promise('end', ends === 1 && lives.size === 0, () => 'it did not end once, with nothing running')
  const all = new Set<StepStatus>()
  for (const { id: step, needs } of plan.steps) {
    const status = statusOf(run, step)
    all.add(status)
    promise('end', ENDS.includes(status), () => `${step} ended as ${status}`)
    if (status === 'skipped')
      promise(
        'cause',
        needs.some((need) => !isOpen(need) && statusOf(run, need.step) !== 'done'),
        () => `${step} was skipped without a cause`,
      )
    if (status === 'done') promise('needs', needs.every(isOpen), () => `${step} was done before what it needs`)
    if (status === 'failed' || status === 'skipped' || status === 'cancelled') tally[status]++
  }
  const worst = all.has('failed') ? 'failed' : all.has('cancelled') ? 'cancelled' : 'done'
  promise('end', verdict === worst, () => `it was called ${verdict} and was ${worst}`)
  tally.runs++
  return { ...told.record, ended: ++seq, verdict }
}

/** As the next engine finds it: what was not over is over. */
function interrupted(record: RunRecord): RunRecord {
  const steps = Object.entries(record.steps).map(([id, step]) => [
    id,
    ENDS.includes(step.status) ? step : { ...step, status: 'cancelled' as const },
  ])
  return { ...record, steps: Object.fromEntries(steps), ended: Number.MAX_SAFE_INTEGER, verdict: 'interrupted' }
}
