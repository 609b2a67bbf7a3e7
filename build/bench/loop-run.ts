import { emptyRecord, layOutSteps } from '../../electron/engine/record.ts'
import { membersOf } from '../../shared/logic/members.ts'
import { atOnce } from '../../shared/logic/paced.ts'
import { makePlan } from '../../shared/logic/plan.ts'
import type { Input } from '../../shared/logic/run-state.ts'
import { advance, newRun } from '../../shared/logic/run.ts'
import type { Entry } from '../../shared/model/document.ts'
import { RunId, WorkspaceId } from '../../shared/model/id.ts'
import { bareSteps } from './bare.ts'
import { trees } from './documents.ts'
import { plainInput } from './plain-input.ts'
import { heapBytes, spentMs } from './turns.ts'

/**
 * A process that plans and drives so many simulated components in trees 2 to 30 deep with the planner and the pure loop alone, and prints
 * one line of JSON: `loop-run.ts <count>`. Needs `--expose-gc`. Processor time is that of the main thread in ms; memory is bytes of the
 * heap after collecting garbage. `bareMs` is what the same number of empty steps in a map takes, without any thought.
 */
const size = Number(process.argv[2])
const document = trees('scale', size, { bootMs: 0, stopMs: 0 }, 30)
const byId = new Map(document.map((entry): [string, Entry] => [entry.id, entry]))
const workspace = document.find((entry) => entry.type === 'workspace')
if (!workspace) throw new Error('the document has no workspace')
const { members } = membersOf(workspace, byId)

const empty = heapBytes() ?? Number.NaN
let before = process.threadCpuUsage()
const plan = makePlan(plainInput(members))
const planMs = spentMs(before)
const record = emptyRecord(
  RunId.parse('run:scale'),
  { workspace: WorkspaceId.parse('workspace:scale'), plan, only: null, onFailure: 'keep', follows: null },
  0,
)
atOnce(layOutSteps(record))
before = process.threadCpuUsage()
let run = newRun(plan)
const inputs: Input[] = [{ type: 'begin' }]
// Half of it, so that everything is there when memory is measured: what is done, what runs, what waits.
feed(size)
let driveMs = spentMs(before)
const bytes = (heapBytes() ?? Number.NaN) - empty
before = process.threadCpuUsage()
feed(Number.POSITIVE_INFINITY)
driveMs += spentMs(before)
if (run.verdict !== 'done' || Object.keys(record.steps).length !== size) throw new Error(`the run of ${size} ended ${run.verdict}`)
before = process.threadCpuUsage()
const bare = bareSteps(size)
const bareMs = spentMs(before)
if (bare.size !== size) throw new Error(`${bare.size} bare steps instead of ${size}`)
process.stdout.write(`${JSON.stringify({ planMs, driveMs, bytes, bareMs })}\n`)

function feed(until: number): void {
  for (let fed = 0; inputs.length > 0 && fed < until; fed++) {
    const input = inputs.pop()
    if (!input) break
    const [next, effects] = advance(run, input)
    run = next
    for (const effect of effects) {
      if (effect.type !== 'perform') continue
      inputs.push({ type: 'settled', step: effect.step.id, outcome: { how: 'done' } }, { type: 'started', step: effect.step.id })
    }
  }
}
