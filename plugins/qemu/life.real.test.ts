import { afterAll, beforeAll, expect, test } from 'vitest'
import { freePort } from '../../electron/sessions/testing/process.ts'
import type { MachinePlugin } from '../../shared/plugin/plugin.ts'
import { readBanner } from '../pm/banner.ts'
import { targetOf } from '../real/context.ts'
import { qemu as plugin } from './index.ts'
import { down } from './real/down.ts'
import { appliance, openLab, until, type Appliance, type Lab } from './real/lab.ts'

const qemu = plugin as MachinePlugin<unknown>
let lab: Lab
let linux: Appliance
let ssh: number

beforeAll(async () => {
  lab = await openLab()
  linux = await appliance()
  ssh = await freePort()
})
afterAll(() => lab?.[Symbol.asyncDispose]())

const guest = (more: object = {}) => ({
  memoryMib: 128,
  acceleration: 'emulated',
  kernel: linux.kernel,
  initrd: linux.initrd,
  append: 'console=tty0 console=ttyS0 quiet panic=-1',
  network: { kind: 'user', restrict: true, forwards: [{ hostPort: ssh, guestPort: 22 }] },
  ...more,
})

async function banner(): Promise<string | null> {
  for (;;) {
    const signal = AbortSignal.timeout(2_000)
    const stream = await lab.shell.connect({ host: '127.0.0.1', port: ssh }, signal)
    const said = await readBanner(stream, signal).catch(() => null)
    stream.end()
    if (said) return said
  }
}

test('a guest must come up, be reached, be frozen and thawed, and go down gracefully', async () => {
  const target = targetOf('machine:life', guest())
  const context = lab.context()
  expect(await qemu.observe(context, target)).toEqual({ condition: 'off', endpoints: [] })

  await qemu.acts.start!(context, target)
  const seen = await until(context, target, 'on')
  expect(seen.endpoints.map(({ service, port }) => [service, port])).toEqual([
    ['ssh', 22],
    ['vnc', null],
    ['serial', null],
    ['agent', null],
  ])
  expect(await banner()).toContain('SSH-2.0-dropbear')
  await expect.poll(() => qemu.console!(context, target), { timeout: 30_000 }).toMatch(/appliance is up after [\d.]+ s/)

  await qemu.acts.suspend!(context, target)
  await until(context, target, 'paused')
  await qemu.acts.resume!(context, target)
  await until(context, target, 'on')

  const png = await qemu.picture!(context, target)
  expect(Buffer.from(png!.subarray(0, 8)).toString('latin1')).toBe('\x89PNG\r\n\x1a\n')

  // Whoever comes later, with nothing remembered, must find the same machine.
  const later = lab.context()
  await qemu.acts.start!(later, target)
  expect(later.said).toEqual(['life runs already'])
  expect(await lab.pids()).toHaveLength(1)
  const found = await Array.fromAsync(qemu.enumerate!(later))
  expect(found.map(({ label }) => label)).toEqual(['life'])

  expect(await down(later, target)).toEqual({ outcome: { how: 'done' }, rungs: ['ask'] })
  expect(await qemu.observe(later, target)).toEqual({ condition: 'off', endpoints: [] })
  expect(await down(later, target)).toEqual({ outcome: { how: 'done' }, rungs: [] })
  expect(await lab.pids()).toEqual([])
})

test('a power button pressed before the guest listens must be pressed again until it goes down', async () => {
  const target = targetOf('machine:early', guest())
  const context = lab.context()
  await qemu.acts.start!(context, target)
  expect(await down(context, target, { askMs: 100_000, againMs: 400 })).toEqual({ outcome: { how: 'done' }, rungs: ['ask'] })
  expect(context.said.filter((line) => line === 'pressing the power button').length).toBeGreaterThan(1)
  expect(await lab.pids()).toEqual([])
})

test('a reset must boot the machine again', async () => {
  const log = `${lab.shell.scratch}/firmware.log`
  // On this port the firmware of x86 machines says what it does; at its end it finds nothing to boot.
  const extraArgs = ['-chardev', `file,id=firmware,path=${log}`, '-device', 'isa-debugcon,iobase=0x402,chardev=firmware']
  const target = targetOf('machine:again', { memoryMib: 16, acceleration: 'emulated', network: { kind: 'none' }, extraArgs })
  const context = lab.context()
  const boots = async () => (await lab.shell.read(log)).match(/No bootable device/g)?.length
  await qemu.acts.start!(context, target)
  await expect.poll(boots, { timeout: 60_000 }).toBe(1)
  await qemu.acts.reset!(context, target)
  await expect.poll(boots, { timeout: 60_000 }).toBe(2)
  expect((await qemu.observe(context, target)).condition).toBe('on')
  await qemu.stops.off!(context, target)
  await until(context, target, 'off')
})
