import type { Plan, Step, StepStatus } from '../model/plan.ts'
import type { Problem } from '../model/problem.ts'
import type { Queue } from './queue.ts'
import type { Cell, Index, Lane } from './run-index.ts'
import type { Vector } from './vector.ts'

/**
 * One run of a plan, as it is now. Of what it holds only `plan`, `phase` and `verdict` are meant for others; statuses are
 * read with `statusOf` and `statuses`. A run is never changed: `advance` gives the next one, which shares most of it.
 */
export interface Run {
  readonly plan: Plan
  /** `draining`: nothing new begins. `cutting`: and what runs has been told to stop. */
  readonly phase: 'new' | 'running' | 'draining' | 'cutting' | 'ended'
  readonly verdict: 'done' | 'failed' | 'cancelled' | null
  readonly index: Index
  readonly cells: Vector<Cell>
  readonly lanes: Vector<Lane>
  /** Lanes that have a step to begin and room for it, each once. */
  readonly roomy: Queue<number>
  readonly counts: Counts
}

/** How many steps are in a state. `open` counts all that have not ended. */
export interface Counts {
  readonly open: number
  readonly running: number
  readonly resting: number
  readonly failed: number
  readonly cancelled: number
}

/** `again`: another try may help. */
export type Outcome = { how: 'done' } | { how: 'failed'; problem: Problem; again: boolean } | { how: 'cancelled' }

export type Input =
  | { type: 'begin' }
  /** The plugin sees the step's target powered: who waits only for that may begin. */
  | { type: 'started'; step: string }
  | { type: 'settled'; step: string; outcome: Outcome }
  | { type: 'rested'; step: string }
  /** Start nothing more; let what runs finish. */
  | { type: 'cancel' }
  /** And abort what runs. */
  | { type: 'cut' }

export type Effect =
  | { type: 'perform'; step: Step; attempt: number }
  | { type: 'rest'; step: string; ms: number }
  | { type: 'abort'; step: string }
  | { type: 'started'; step: string }
  | { type: 'changed'; step: string; status: StepStatus; problem?: Problem }
  | { type: 'ended'; verdict: 'done' | 'failed' | 'cancelled' }
