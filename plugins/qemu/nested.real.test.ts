import { afterAll, beforeAll, expect, test } from 'vitest'
import { testSessions, type TestSessions } from '../../electron/sessions/testing/enter.ts'
import { freePort } from '../../electron/sessions/testing/process.ts'
import { MachineId } from '../../shared/model/id.ts'
import type { MachinePlugin } from '../../shared/plugin/plugin.ts'
import type { Shell } from '../../shared/plugin/shell.ts'
import { realContext, targetOf } from '../real/context.ts'
import { qemu as plugin } from './index.ts'
import { hostDisk, openLab, until, type Lab } from './real/lab.ts'

const qemu = plugin as MachinePlugin<unknown>
let lab: Lab
let sessions: TestSessions
let inside: Shell
let linux: Awaited<ReturnType<typeof hostDisk>>

beforeAll(async () => {
  lab = await openLab()
  linux = await hostDisk()
  const port = await freePort()
  const outer = targetOf('machine:outer', {
    memoryMib: 512,
    acceleration: 'emulated',
    nested: true,
    kernel: linux.kernel,
    initrd: linux.initrd,
    append: 'console=ttyS0 quiet panic=-1 usr=vda',
    disks: [{ file: linux.disk, format: 'raw', readonly: true }],
    network: { kind: 'user', restrict: true, forwards: [{ hostPort: port, guestPort: 22 }] },
    display: 'none',
  })
  const context = lab.context()
  await qemu.acts.start!(context, outer)
  const { endpoints } = await until(context, outer, 'on')
  while (!(await qemu.console!(context, outer))?.includes('is up after')) await context.sleep(200)
  sessions = testSessions()
  inside = await sessions.enter(
    {
      machine: MachineId.parse('machine:outer'),
      name: 'outer',
      endpoint: endpoints.find(({ service }) => service === 'ssh')!,
      login: { user: 'root', keys: [linux.key], knownHosts: linux.knownHosts, secret: null },
      through: sessions.ground,
    },
    context.signal,
  )
})
afterAll(async () => {
  await sessions?.[Symbol.asyncDispose]()
  await lab?.[Symbol.asyncDispose]()
})

const bare = { memoryMib: 16, network: { kind: 'none' }, display: 'none' }

test('a guest that offers virtualisation must be found to have it, and carry a machine by it that is heard and obeys', async () => {
  const target = targetOf('machine:inner', bare)
  const context = realContext(inside)
  await qemu.acts.start!(context, target)
  expect(context.said[0]).toBe('accelerated by KVM')

  let changes = 0
  const { ended } = await qemu.watch!(context, target, () => void changes++)
  expect((await qemu.observe(context, target)).condition).toBe('on')
  await qemu.acts.suspend!(context, target)
  await expect.poll(() => changes, { timeout: 20_000 }).toBe(1)
  await qemu.stops.off!(context, target)
  await ended
  await until(context, target, 'off')
})

test('one that is to be emulated inside must run too, and be looked at again and again over one conversation', async () => {
  const connects: string[] = []
  const shell: Shell = {
    ...inside,
    connect(to, signal) {
      if ('path' in to) connects.push(to.path)
      return inside.connect(to, signal)
    },
  }
  const target = targetOf('machine:slow', { ...bare, acceleration: 'emulated' })
  const context = realContext(shell)
  await qemu.acts.start!(context, target)
  expect(context.said).toEqual(['slow is powered on'])
  connects.length = 0
  for (let look = 0; look < 4; look++) await until(context, target, 'on')
  expect(connects).toHaveLength(1)
  await qemu.stops.kill!(context, target)
  await until(context, target, 'off')
})
