import { expect, test } from 'vitest'
import { firmwareTree } from './testing/guests.ts'
import { killAtMoments } from './testing/kill-moments.ts'

test('an engine that is killed at five random moments must lose nothing, double nothing, and reach its goal', async () => {
  const seed = Number(process.env['SEED'] ?? Date.now() % 1_000_000)
  console.log(`SEED=${seed}`)
  const told = await killAtMoments({ text: firmwareTree(), moments: 5, seed, say: (line) => console.log(line) })
  expect(told).toHaveLength(5)
})
