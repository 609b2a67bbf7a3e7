import { afterAll, beforeAll, expect, test } from 'vitest'
import { outcome } from '../../electron/app/testing/client.ts'
import { stackEngine, type StackEngine } from '../stacks/engine.ts'
import { inOrder, stackText } from './stack.ts'

let engine: StackEngine
beforeAll(async () => {
  engine = await stackEngine({ startMs: 600_000 })
})
afterAll(() => engine?.[Symbol.asyncDispose]())

test('QEMU inside Xen inside QEMU must come up from below in one run, be entered, and go down from above', async () => {
  const workspace = await engine.take(await stackText({ entered: false }))
  const up = await engine.run(workspace, 'up')
  expect(outcome(up)).toEqual({ verdict: 'done', problems: [] })
  expect(inOrder(up, 'start')).toEqual(['xen-host', 'xen-guest', 'innermost'])

  // A session that takes too long to open is given up by the app; on a busy computer somebody would press again.
  const hostname = (level: string) => engine.said(`session:${level}.who`).catch((cause: unknown) => cause)
  for (const level of ['xen-host', 'xen-guest']) await expect.poll(() => hostname(level), { timeout: 300_000 }).toBe(`${level}\n`)
  const conditions = async () => (await engine.composer['workspace.look']({ workspace })).seen.map(({ condition }) => condition).toSorted()
  await expect.poll(conditions, { timeout: 300_000 }).toEqual(['ready', 'ready', 'ready'])

  const down = await engine.run(workspace, 'down')
  expect(outcome(down)).toEqual({ verdict: 'done', problems: [] })
  expect(inOrder(down, 'stop')).toEqual(['innermost', 'xen-guest', 'xen-host'])
  expect(await engine.machines()).toEqual([])
  expect(engine.logged).toEqual([])
})
