import type { Step, StepStatus } from '../model/plan.ts'
import type { Problem } from '../model/problem.ts'
import { isEmpty, pop, push, type Queue } from './queue.ts'
import type { Effect, Outcome, Run } from './run-state.ts'
import type { Cell, Index, Lane } from './run-index.ts'
import type { Vector } from './vector.ts'

const LONGEST_REST_MS = 60_000

/**
 * One turn of the run loop: a working copy of a run that is written while one input is taken in, and is a new run at its
 * end. Nothing of the run it began with is written. Three questions, in order: what happened, what follows, is it over?
 */
export class Turn {
  readonly #run: Run
  readonly #index: Index
  readonly #effects: Effect[] = []
  /** Owns what this turn copies. Not the turn itself: nodes would keep it alive, and with it every run there ever was. */
  readonly #owner = {}
  readonly #counts: { -readonly [K in keyof Run['counts']]: number }
  #phase: Run['phase']
  #cells: Vector<Cell>
  #lanes: Vector<Lane>
  #roomy: Queue<number>

  constructor(run: Run) {
    this.#run = run
    this.#index = run.index
    this.#counts = { ...run.counts }
    this.#phase = run.phase
    this.#cells = run.cells
    this.#lanes = run.lanes
    this.#roomy = run.roomy
  }

  begin(): void {
    if (this.#phase === 'new') this.#phase = 'running'
  }

  started(id: string): void {
    const at = this.#find(id, 'running')
    if (at === null || this.#cells.get(at).started) return
    this.#effects.push({ type: 'started', step: id })
    this.#openStarted(at)
  }

  settled(id: string, outcome: Outcome): void {
    const at = this.#find(id, 'running')
    if (at === null) return
    const { tries } = this.#cells.get(at)
    this.#leaveLane(at)
    if (outcome.how === 'done') {
      this.#become(at, 'done')
      this.#openStarted(at)
      for (const upper of this.#index.onDone.get(at)) this.#openOne(upper)
    } else if (outcome.how === 'failed' && outcome.again && this.#phase === 'running' && tries < this.#stepAt(at).attempts) {
      this.#become(at, 'resting', outcome.problem)
      this.#effects.push({ type: 'rest', step: id, ms: Math.min(LONGEST_REST_MS, 1000 * 2 ** (tries - 1)) })
    } else if (outcome.how === 'failed') this.#endBadly(at, 'failed', outcome.problem)
    else this.#endBadly(at, 'cancelled')
  }

  rested(id: string): void {
    const at = this.#find(id, 'resting')
    if (at === null) return
    this.#become(at, 'waiting')
    this.#queue(at)
  }

  drain(how: 'cancel' | 'cut'): void {
    const draining = this.#phase === 'draining' || this.#phase === 'cutting'
    if (!draining) this.#eachStep('waiting', (at) => this.#become(at, 'cancelled'))
    if (!draining) this.#eachStep('resting', (at) => this.#become(at, 'cancelled'))
    if (how === 'cut' && this.#phase !== 'cutting')
      this.#eachStep('running', (at) => this.#effects.push({ type: 'abort', step: this.#stepAt(at).id }))
    this.#phase = how === 'cut' || this.#phase === 'cutting' ? 'cutting' : 'draining'
  }

  end(): [Run, Effect[]] {
    this.#launch()
    const { open, running, resting, failed, cancelled } = this.#counts
    const stuck = this.#phase === 'running' && open > 0 && running + resting === 0
    if (stuck) this.#eachStep('waiting', (at) => this.#become(at, 'failed', endless(this.#stepAt(at))))
    let verdict: Run['verdict'] = null
    if (this.#phase !== 'new' && this.#counts.open === 0) {
      verdict = failed > 0 || stuck ? 'failed' : cancelled > 0 ? 'cancelled' : 'done'
      this.#phase = 'ended'
      this.#effects.push({ type: 'ended', verdict })
    }
    const { plan, index } = this.#run
    const run = {
      plan,
      index,
      phase: this.#phase,
      verdict,
      cells: this.#cells,
      lanes: this.#lanes,
      roomy: this.#roomy,
      counts: this.#counts,
    }
    return [run, this.#effects]
  }

  /** Lanes take turns, so that one with many steps cannot keep the others waiting. */
  #launch(): void {
    const { limits } = this.#run.plan
    while (this.#phase === 'running' && this.#counts.running < limits.all) {
      const next = pop(this.#roomy)
      if (!next) return
      this.#roomy = next.rest
      const lane = this.#lanes.get(next.value)
      const first = pop(lane.waiting)
      if (!first) continue
      this.#setLane(next.value, { running: lane.running + 1, waiting: first.rest })
      if (this.#hasRoom(next.value)) this.#roomy = push(this.#roomy, next.value)
      const attempt = this.#cells.get(first.value).tries + 1
      this.#become(first.value, 'running', undefined, attempt)
      this.#effects.push({ type: 'perform', step: this.#stepAt(first.value), attempt })
    }
  }

  #openStarted(at: number): void {
    const cell = this.#cells.get(at)
    if (cell.started) return
    this.#setCell(at, { status: cell.status, shut: cell.shut, started: true, tries: cell.tries })
    for (const upper of this.#index.onStarted.get(at)) this.#openOne(upper)
  }

  #openOne(at: number): void {
    const cell = this.#cells.get(at)
    this.#setCell(at, { status: cell.status, shut: cell.shut - 1, started: cell.started, tries: cell.tries })
    if (cell.status === 'waiting' && cell.shut === 1) this.#queue(at)
  }

  /** Whoever waits behind a gate that can no longer open is skipped, and so is whoever waits for them. */
  #endBadly(at: number, status: 'failed' | 'cancelled', problem?: Problem): void {
    this.#become(at, status, problem)
    const ended = [at]
    for (const lower of ended) {
      const shut = [...this.#index.onDone.get(lower), ...(this.#cells.get(lower).started ? [] : this.#index.onStarted.get(lower))]
      for (const upper of shut) {
        if (this.#cells.get(upper).status !== 'waiting') continue
        this.#become(upper, 'skipped')
        ended.push(upper)
      }
    }
  }

  #queue(at: number): void {
    const number = this.#laneOf(at)
    const hadRoom = this.#hasRoom(number)
    const lane = this.#lanes.get(number)
    this.#setLane(number, { running: lane.running, waiting: push(lane.waiting, at) })
    if (!hadRoom && this.#hasRoom(number)) this.#roomy = push(this.#roomy, number)
  }

  #leaveLane(at: number): void {
    const number = this.#laneOf(at)
    const hadRoom = this.#hasRoom(number)
    const lane = this.#lanes.get(number)
    this.#setLane(number, { running: lane.running - 1, waiting: lane.waiting })
    if (!hadRoom && this.#hasRoom(number)) this.#roomy = push(this.#roomy, number)
  }

  #hasRoom(number: number): boolean {
    const { running, waiting } = this.#lanes.get(number)
    return running < this.#run.plan.limits.perLane && !isEmpty(waiting)
  }

  #become(at: number, status: StepStatus, problem?: Problem, tries?: number): void {
    const before = this.#cells.get(at)
    this.#setCell(at, { status, shut: before.shut, started: before.started, tries: tries ?? before.tries })
    this.#count(before.status, -1)
    this.#count(status, 1)
    const { id } = this.#stepAt(at)
    this.#effects.push(problem ? { type: 'changed', step: id, status, problem } : { type: 'changed', step: id, status })
  }

  #count(status: StepStatus, by: 1 | -1): void {
    if (status === 'waiting' || status === 'running' || status === 'resting') this.#counts.open += by
    if (status !== 'waiting' && status !== 'done' && status !== 'skipped') this.#counts[status] += by
  }

  #eachStep(status: StepStatus, act: (at: number) => void): void {
    for (let at = 0; at < this.#run.plan.steps.length; at++) if (this.#cells.get(at).status === status) act(at)
  }

  #find(id: string, status: StepStatus): number | null {
    const at = this.#index.position.get(id)
    return at !== undefined && this.#cells.get(at).status === status ? at : null
  }

  #stepAt(at: number): Step {
    const step = this.#run.plan.steps[at]
    if (!step) throw new RangeError(`no step ${at}`)
    return step
  }

  #laneOf(at: number): number {
    return this.#index.laneOf[at] ?? 0
  }
  #setCell(at: number, cell: Cell): void {
    this.#cells = this.#cells.set(at, cell, this.#owner)
  }
  #setLane(number: number, lane: Lane): void {
    this.#lanes = this.#lanes.set(number, lane, this.#owner)
  }
}

const endless = (step: Step): Problem => ({
  code: 'run.stuck',
  severity: 'error',
  title: `${step.verb} ${step.name} could never begin`,
  message: 'It waits, directly or through others, for itself or for a step that is not part of the plan.',
  hint: 'Look for a circle of "on" and "after" in the composer, and plan again.',
  about: step.target,
})
