import { afterAll, beforeAll, expect, test } from 'vitest'
import type { MachinePlugin } from '../../shared/plugin/plugin.ts'
import { targetOf } from '../real/context.ts'
import { xen as plugin } from './index.ts'
import { openXenHost, until, type XenHost } from './real/host.ts'

const xen = plugin as MachinePlugin<unknown>
let host: XenHost

beforeAll(async () => {
  host = await openXenHost()
})
afterAll(() => host?.[Symbol.asyncDispose]())

const guest = (more: object = {}) => ({
  type: 'pv',
  memoryMib: 128,
  kernel: host.files.guest.kernel,
  ramdisk: host.files.guest.ramdisk,
  append: `console=hvc0 quiet panic=-1 ip4=${host.files.guest.network}.11/24`,
  cards: [{ mac: '00:16:3e:00:00:11' }],
  address: `${host.files.guest.network}.11`,
  ...more,
})

test('a Xen host must be known as one, with its version', async () => {
  expect(await xen.probe(host.context())).toEqual({ usable: true, version: expect.stringMatching(/^4\.\d+/), problems: [] })
})

test('a guest must come up, be entered through its host, be frozen and thawed, and go down when it is asked', async () => {
  const target = targetOf('machine:web', guest())
  const context = host.context()
  expect(await xen.observe(context, target)).toEqual({ condition: 'off', endpoints: [] })

  await xen.acts.start!(context, target)
  const { endpoints } = await until(context, target, 'on')
  const inside = await host.inside('web', endpoints)
  expect((await inside.run('cat', ['/sys/hypervisor/type'])).stdout).toBe('xen\n')
  expect((await inside.run('cat', ['/sys/hypervisor/guest_type'])).stdout).toBe('PV\n')

  const found = await Array.fromAsync(xen.enumerate!(context))
  expect(found).toMatchObject([{ label: 'web', locator: { mac: '00:16:3e:00:00:11' }, options: { type: 'pv', memoryMib: 128 } }])
  expect(await xen.console!(context, target)).toMatch(/is up after/)

  for (const _ of ['once', 'twice']) await xen.acts.suspend!(context, target)
  await until(context, target, 'paused')
  for (const _ of ['once', 'twice']) await xen.acts.resume!(context, target)
  await until(context, target, 'on')

  // Whoever comes later, with nothing remembered, must find the same guest.
  const later = host.context()
  await xen.acts.start!(later, target)
  expect(later.said).toEqual(['web runs already'])

  await xen.stops.ask!(later, target)
  await until(later, target, 'off')
  for (const stop of [xen.stops.ask!, xen.stops.off!, xen.acts.suspend!, xen.acts.resume!, xen.acts.save!]) await stop(later, target)
  expect((await xen.observe(later, target)).condition).toBe('off')
})

test('a saved guest must go on where it was, and know nothing of the time between', async () => {
  const target = targetOf('machine:web', guest())
  const context = host.context()
  await xen.acts.start!(context, target)
  const before = await host.inside('web', (await until(context, target, 'on')).endpoints)
  await before.run('touch', ['/tmp/kept'])

  await xen.acts.save!(context, target)
  expect(await xen.observe(context, target)).toMatchObject({ condition: 'off', note: expect.stringContaining('saved') })
  await xen.acts.start!(context, target)
  const after = await host.inside('web', (await until(context, target, 'on')).endpoints)
  expect((await after.run('ls', ['/tmp/kept'])).stdout).toBe('/tmp/kept\n')

  for (const _ of ['once', 'twice']) await xen.stops.off!(context, target)
  expect(await xen.observe(context, target)).toEqual({ condition: 'off', endpoints: [] })
})

test('a guest that is asked to boot again must do so, and say it on its console', async () => {
  const target = targetOf('machine:web', guest())
  const context = host.context()
  await xen.acts.start!(context, target)
  await host.inside('web', (await until(context, target, 'on')).endpoints)
  const boots = async () => (await xen.console!(context, target))?.match(/is up after/g)?.length
  await expect.poll(boots, { timeout: 600_000 }).toBe(1)
  await xen.acts.reset!(context, target)
  await expect.poll(boots, { timeout: 600_000, interval: 500 }).toBe(2)
  await xen.stops.off!(context, target)
})

test.each([
  ['more memory than there is', { memoryMib: 3000 }, 'xen.no-memory'],
  ['a bridge that is not there', { cards: [{ bridge: 'xenbr9' }] }, 'xen.hotplug'],
  ['a kernel that is not there', { kernel: '/srv/none' }, 'xen.file-missing'],
  ['a config file that is not there', { config: '/etc/xen/none.cfg' }, 'xen.file-missing'],
  ['a firmware that is not installed', { type: 'hvm', kernel: null, ramdisk: null }, 'xen.file-missing'],
])('%s must be told for what it is, and leave nothing behind', async (_, wrong, code) => {
  const target = targetOf('machine:wrong', guest(wrong))
  const context = host.context()
  await expect(xen.acts.start!(context, target)).rejects.toMatchObject({ problem: { code, hint: expect.stringMatching(/\w/) } })
  expect(await xen.observe(context, target)).toEqual({ condition: 'off', endpoints: [] })
})
