import { expect, test } from 'vitest'
import { firmwareTree } from '../../electron/bad-days/testing/guests.ts'
import { killAtMoments } from '../../electron/bad-days/testing/kill-moments.ts'
import { restoredGuest } from './restored.ts'

const seed = Number(process.env['SEED'] ?? Date.now() % 1_000_000)
const MOMENTS = 10

/** Fifty moments in five parts: ten with a guest that is logged into, the others with five of firmware only. */
const parts = [
  { part: 1, of: 'a guest that is logged into', text: async () => (await restoredGuest()).text },
  ...[2, 3, 4, 5].map((part) => ({ part, of: 'five guests of firmware', text: async () => firmwareTree() })),
]

test.each(parts)(
  '$part: an engine of $of that is killed at ten random moments must lose nothing, double nothing, and reach its goal',
  async ({ part, text }) => {
    console.log(`SEED=${seed}`)
    const told = await killAtMoments({ text: await text(), moments: MOMENTS, seed: seed + part, say: (line) => console.log(line) })
    expect(told).toHaveLength(MOMENTS)
  },
)
