import { expect, test } from 'vitest'
import { conformance } from '../conformance.ts'
import { target, world } from '../conformance-shell.ts'
import type { MachinePlugin } from '../../shared/plugin/plugin.ts'
import { simulated } from './index.ts'

const nowhere = { run: () => null, peer: () => null }
for (const { name, keep } of conformance({ plugin: simulated(), options: { bootMs: 300 }, script: () => nowhere })) test(name, keep)

const sim = () => simulated() as MachinePlugin<unknown>
const conditions = async (plugin: MachinePlugin<unknown>, options: object, waits: readonly number[]) => {
  const { context } = world(nowhere)
  await plugin.acts.start!(context, target(options))
  const seen: string[] = []
  for (const ms of waits) {
    await context.sleep(ms)
    seen.push((await plugin.observe(context, target(options))).condition)
  }
  return seen
}

test('a simulated machine must be starting until its boot time is over, by the clock alone', async () => {
  expect(await conditions(sim(), { bootMs: 300 }, [0, 299, 1])).toEqual(['starting', 'starting', 'on'])
})

test('a machine that ignores its start must stay off', async () => {
  expect(await conditions(sim(), { ignores: ['start'] }, [0, 10_000])).toEqual(['off', 'off'])
})

test('a machine that refuses its start must say so with a problem', async () => {
  const { context } = world(nowhere)
  await expect(sim().acts.start!(context, target({ failOn: ['start'] }))).rejects.toMatchObject({ problem: { code: 'sim.refused' } })
})

test('suspended it must be paused, and resumed be on, whatever time passes', async () => {
  const plugin = sim()
  const { context } = world(nowhere)
  const at = target({ bootMs: 0 })
  const seen: string[] = []
  for (const verb of ['start', 'suspend', 'resume', 'reset', 'stop'] as const) {
    await (verb === 'stop' ? plugin.stops.ask : plugin.acts[verb])!(context, at)
    await context.sleep(50)
    seen.push((await plugin.observe(context, at)).condition)
    await context.sleep(1_000)
  }
  expect(seen).toEqual(['on', 'paused', 'on', 'on', 'stopping'])
})

test('two worlds must know nothing of each other', async () => {
  const [one, other] = [sim(), sim()]
  const { context } = world(nowhere)
  await one.acts.start!(context, target({}))
  expect((await other.observe(context, target({}))).condition).toBe('off')
})
