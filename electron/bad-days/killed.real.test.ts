import { expect, test } from 'vitest'
import { firmwareTree } from './testing/guests.ts'
import { killAtMoments } from './testing/kill-moments.ts'

/** Half a minute on an idle computer: the engine starts six times. */
const MINUTES = { timeout: 10 * 60_000 }

test('an engine that is killed at five random moments must lose nothing, double nothing, and reach its goal', MINUTES, async () => {
  const seed = Number(process.env['SEED'] ?? Date.now() % 1_000_000)
  console.log(`SEED=${seed}`)
  const told = await killAtMoments({ text: firmwareTree(), moments: 5, seed, say: (line) => console.log(line) })
  expect(told).toHaveLength(5)
})
