import { expect, test } from 'vitest'
import { restoredGuest } from './restored.ts'
import { firmwareTree } from '../../electron/bad-days/testing/guests.ts'
import { killAtMoments } from '../../electron/bad-days/testing/kill-moments.ts'

/** Ten with a guest that is logged into, the others with five of firmware only. */
test('an engine that is killed at fifty random moments of up and of down must lose nothing, double nothing, and reach its goal', async () => {
  const seed = Number(process.env['SEED'] ?? Date.now() % 1_000_000)
  console.log(`SEED=${seed}`)
  const say = (line: string) => console.log(line)
  const { text } = await restoredGuest()
  const real = await killAtMoments({ text, moments: 10, seed, say })
  const quick = await killAtMoments({ text: firmwareTree(), moments: 40, seed: seed + 1, say })
  expect(real.length + quick.length).toBe(50)
})
