import type { Plan, Step, StepStatus } from '../model/plan.ts'
import { Lists } from './lists.ts'
import { along, type Paced } from './paced.ts'
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
  readonly onStarted: Lists
  readonly onDone: Lists
  /** By step: the number of its lane. */
  readonly laneOf: Int32Array
}

/** What a run of the plan begins with. */
export interface Beginning {
  readonly index: Index
  readonly cells: readonly Cell[]
  readonly lanes: readonly Lane[]
  /** Lanes that have a step to begin. */
  readonly roomy: Queue<number>
}

/** A need that names no step of the plan never opens: the run ends by saying so. */
export function* indexing({ steps }: Plan): Paced<Beginning> {
  const position = new Map<string, number>()
  yield* along(steps, ({ id }, at) => position.set(id, at))
  const [onStarted, onDone]: [Waiters, Waiters] = [
    { below: [], above: [] },
    { below: [], above: [] },
  ]
  yield* along(steps, ({ needs }, at) => {
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
  const cells: Cell[] = []
  const numbers = new Map<string, number>()
  const laneOf = new Int32Array(steps.length)
  const waiting: Queue<number>[] = []
  yield* along(steps, ({ needs, lane: name }, at) => {
    const lane = numbers.get(name) ?? numbers.size
    numbers.set(name, lane)
    laneOf[at] = lane
    waiting[lane] ??= empty
    if (needs.length === 0) waiting[lane] = push(waiting[lane] ?? empty, at)
    cells.push(untouched(needs.length))
  })
  let roomy: Queue<number> = empty
  const lanes: Lane[] = []
  yield* along(waiting, (queue, number) => {
    lanes.push(isEmpty(queue) ? idle : { running: 0, waiting: queue })
    if (!isEmpty(queue)) roomy = push(roomy, number)
  })
  const index = { position, onStarted: listsOf(steps, onStarted), onDone: listsOf(steps, onDone), laneOf }
  return { index, cells, lanes, roomy }
}

/** Shared by all that have nothing to begin yet, which is most of a big plan. */
const idle: Lane = { running: 0, waiting: empty }

/** Pairs of steps: the second waits for the first. */
interface Waiters {
  readonly below: number[]
  readonly above: number[]
}

function add(waiters: Waiters, below: number, above: number): void {
  waiters.below.push(below)
  waiters.above.push(above)
}

const listsOf = (steps: readonly Step[], { below, above }: Waiters) => Lists.of(steps.length, below, above)
