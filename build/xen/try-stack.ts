import { stackEngine } from '../stacks/engine.ts'
import { durations, stackText } from './stack.ts'

/** By hand, since it takes many minutes: `node build/xen/try-stack.ts` enters all three levels, says the times, and takes them down. */
await using engine = await stackEngine({ startMs: 3_600_000 })
const workspace = await engine.take(await stackText({ entered: true }))
for (const goal of ['up', 'down'] as const) {
  const record = await engine.run(workspace, goal)
  console.log(`${goal}: ${record.verdict} (${durations(record)})`)
  for (const { problem } of Object.values(record.steps)) if (problem) console.log(`${problem.title}: ${problem.message}`)
  if (goal === 'up') for (const level of ['xen-host', 'xen-guest', 'innermost']) console.log(await engine.said(`session:${level}.who`))
}
