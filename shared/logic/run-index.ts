import type { Plan, Step, StepStatus } from '../model/plan.ts'
import { empty, isEmpty, push, type Queue } from './queue.ts'

/** What one step has come to. */
export interface Cell {
  readonly status: StepStatus
  /** Needs whose gate has not opened yet. */
  readonly shut: number
  /** Its target was seen powered once; that gate stays open, whatever becomes of the step. */
  readonly started: boolean
  readonly tries: number
}

/** One carrier: what runs on it, and what could. */
export interface Lane {
  readonly running: number
  readonly waiting: Queue<number>
}

/** A plan by position instead of by name; made once a run and never changed. */
export interface Index {
  readonly position: ReadonlyMap<string, number>
  /** By step: who waits for it to be started, and who for it to be done. */
  readonly onStarted: readonly (readonly number[])[]
  readonly onDone: readonly (readonly number[])[]
  /** By step: the number of its lane. */
  readonly laneOf: readonly number[]
  readonly start: { readonly cells: readonly Cell[]; readonly lanes: readonly Lane[]; readonly roomy: Queue<number> }
}

/** A need that names no step of the plan never opens: the run ends by saying so. */
export function indexOf({ steps }: Plan): Index {
  const position = new Map(steps.map(({ id }, at) => [id, at]))
  const onStarted = steps.map(() => nobody)
  const onDone = steps.map(() => nobody)
  steps.forEach(({ needs }, at) => {
    for (const { step, gate } of needs) {
      const below = position.get(step)
      if (below !== undefined) add(gate === 'started' ? onStarted : onDone, below, at)
    }
  })

  const fresh = new Map<number, Cell>()
  const untouched = (shut: number): Cell => {
    const cell = fresh.get(shut) ?? { status: 'waiting', shut, started: false, tries: 0 }
    fresh.set(shut, cell)
    return cell
  }
  const numbers = new Map<string, number>()
  const laneOf = steps.map(({ lane }: Step) => {
    const number = numbers.get(lane) ?? numbers.size
    numbers.set(lane, number)
    return number
  })
  const waiting = Array.from(numbers, (): Queue<number> => empty)
  steps.forEach(({ needs }, at) => {
    const lane = laneOf[at] ?? 0
    if (needs.length === 0) waiting[lane] = push(waiting[lane] ?? empty, at)
  })
  return {
    position,
    onStarted,
    onDone,
    laneOf,
    start: {
      cells: steps.map(({ needs }) => untouched(needs.length)),
      lanes: waiting.map((queue) => ({ running: 0, waiting: queue })),
      roomy: waiting.reduce((queue: Queue<number>, lane, number) => (isEmpty(lane) ? queue : push(queue, number)), empty),
    },
  }
}

/** Shared by all for whom nobody waits, which is most of a big plan. */
const nobody: number[] = []

function add(lists: number[][], below: number, above: number): void {
  const list = lists[below]
  if (list === undefined || list === nobody) lists[below] = [above]
  else list.push(above)
}
