import { afterAll, beforeAll, expect, test } from 'vitest'
import { probingOf } from '../../electron/engine/prove.ts'
import { systemClock } from '../../electron/engine/clock.ts'
import { tryProbe } from '../../electron/engine/probe.ts'
import { ReadinessProbe } from '../../shared/model/probe.ts'
import { StopPolicy } from '../../shared/model/stop.ts'
import type { MachinePlugin } from '../../shared/plugin/plugin.ts'
import { targetOf } from '../real/context.ts'
import { qemu as plugin } from './index.ts'
import { down } from './real/down.ts'
import { hostDisk, openLab, type Lab } from './real/lab.ts'

const qemu = plugin as MachinePlugin<unknown>
let lab: Lab
let linux: Awaited<ReturnType<typeof hostDisk>>

beforeAll(async () => {
  lab = await openLab()
  linux = await hostDisk()
})
afterAll(() => lab?.[Symbol.asyncDispose]())

/** Deaf to its power button, so that only its agent can bring it down gently; without a network, so that only the agent can be asked. */
const guest = (append: string) => ({
  memoryMib: 128,
  acceleration: 'emulated',
  kernel: linux.kernel,
  initrd: linux.initrd,
  append: `console=ttyS0 quiet panic=-1 powerbutton=off ${append}`,
  disks: [{ file: linux.disk, format: 'raw', readonly: true }],
  network: { kind: 'none' },
  display: 'none',
})

test('a guest with an agent must be seen ready by it, and go down by it where nobody heeds the button', async () => {
  const target = targetOf('machine:agent', guest('usr=vda'))
  const context = lab.context()
  await qemu.acts.start!(context, target)
  const { endpoints } = await qemu.observe(context, target)
  const noLogin = () => Promise.reject(new Error('there is no login'))
  const probing = probingOf(
    endpoints,
    { plugin: qemu, target, context, probes: [], stop: StopPolicy.parse({}), inner: noLogin },
    systemClock,
  )
  const probe = ReadinessProbe.parse({ kind: 'guest-agent', tryMs: 1_000 })

  const answer = async () => (await tryProbe(probe, probing, context.signal)).answer
  expect(await answer()).toBe('the guest agent is silent')
  await expect.poll(answer, { timeout: 60_000, interval: 500 }).toBe('the guest agent answered')

  const console = ReadinessProbe.parse({ kind: 'console', text: 'appliance is up after' })
  await expect.poll(async () => (await tryProbe(console, probing, context.signal)).passed, { timeout: 30_000 }).toBe(true)

  expect(await down(context, target)).toEqual({ outcome: { how: 'done' }, rungs: ['ask'] })
  expect(context.said.at(-1)).toBe('the guest agent is told to shut down')
})
