import { expect, test } from 'vitest'
import { appliance } from '../../plugins/qemu/real/lab.ts'
import { freePort } from '../sessions/testing/process.ts'
import { bootingPair, firmwareTree } from './testing/guests.ts'
import { killAtMoments } from './testing/kill-moments.ts'

/** Four with a guest that boots and is logged into, the others with guests that come up in a moment. */
test('an engine that is killed at fifty random moments of up and of down must lose nothing, double nothing, and reach its goal', async () => {
  const seed = Number(process.env['SEED'] ?? Date.now() % 1_000_000)
  console.log(`SEED=${seed}`)
  const say = (line: string) => console.log(line)
  const text = bootingPair(await appliance(), await freePort())
  const booting = await killAtMoments({ text, moments: 4, seed, say })
  const quick = await killAtMoments({ text: firmwareTree(), moments: 46, seed: seed + 1, say })
  expect(booting.length + quick.length).toBe(50)
})
