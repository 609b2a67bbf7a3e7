import { expect, test } from 'vitest'
import { conformance } from '../conformance.ts'
import { ran, target, world, type Call } from '../conformance-shell.ts'
import type { MachinePlugin } from '../../shared/plugin/plugin.ts'
import { recordedXen, type Temper } from './fixtures/recorded.ts'
import { xen as plugin } from './index.ts'

const xen = plugin as MachinePlugin<unknown>
const options = {
  domain: 'pv1',
  type: 'pv',
  memoryMib: 160,
  kernel: '/srv/guest/vmlinuz',
  ramdisk: '/srv/guest/initrd.img',
  cards: [{ mac: '00:16:3E:00:00:01' }],
  disks: [{ file: '/dev/vg/web' }, { file: '/srv/data.img', device: 'xvdb', readonly: true }],
  address: '10.5.0.11',
}
/** Everything but asking is a change. */
const changes = (call: Call) =>
  call.kind === 'run' &&
  !(call.command === 'xl' && /^(list|info)$/.test(call.args[0] ?? '')) &&
  !/^(test|xenstore-read|wc|cat|tail)$/.test(call.command)

for (const { name, keep } of conformance({ plugin, options, script: () => recordedXen().script, changes })) test(name, keep)
for (const { name, keep } of conformance({ plugin, options, script: () => recordedXen({}, 'running').script, changes }))
  test(`${name}, while it runs`, keep)

type Began = Parameters<typeof recordedXen>[1]
function guest(began: Began, temper: Temper = {}, settings: object = {}) {
  const host = recordedXen(temper, began)
  return { ...world(host.script), heard: host.heard, files: host.files, at: target({ ...options, ...settings }) }
}
const problemCode = (code: string) => ({ problem: expect.objectContaining({ code, hint: expect.stringMatching(/\w/) }) })

test.each([
  ['none', 'off'],
  ['building', 'starting'],
  ['booting', 'on'],
  ['running', 'on'],
  ['paused', 'paused'],
  ['gone down', 'stopping'],
  ['rebooting', 'off'],
  ['crashed', 'unknown'],
] as const)('a domain that xl lists as %s must be seen %s', async (began, condition) => {
  const { context, at } = guest(began)
  expect((await xen.observe(context, at)).condition).toBe(condition)
})

test('a guest must be reached at its own address, on the screen that its QEMU wrote into the store, and on its console by xl', async () => {
  const { script } = recordedXen({}, 'running')
  const { context } = world({
    ...script,
    run: (command, args) => (command === 'xenstore-read' ? ran('5901\n0.0.0.0\n') : script.run(command, args)),
  })
  expect((await xen.observe(context, target({ ...options, display: 'vnc' }))).endpoints).toEqual([
    { service: 'ssh', port: 22, at: { host: '10.5.0.11', port: 22 } },
    { service: 'vnc', port: null, at: { host: '127.0.0.1', port: 5901 } },
    { service: 'serial', port: null, at: { path: '/local/domain/1/console' }, command: ['xl', 'console', 'pv1'] },
  ])
})

test('a start must write the config down and create the domain, once', async () => {
  const { context, calls, heard, said, at } = guest('none')
  await xen.acts.start!(context, at)
  await xen.acts.start!(context, at)
  expect(heard).toEqual(['create /run/lab/xen-pv1/domain.cfg'])
  expect(said).toEqual(['lab is powered on', 'lab runs already'])
  expect(calls).toContainEqual({ kind: 'run', command: 'tee', args: ['/run/lab/xen-pv1/domain.cfg'] })
})

test('a config file that is there must be taken as it is, under the name it gives', async () => {
  const { context, heard } = guest('none')
  await xen.acts.start!(context, target({ config: '/etc/xen/pv1.cfg' }))
  expect(heard).toEqual(['create /etc/xen/pv1.cfg'])
})

test('a config file of another domain must be refused, since that would not be found again', async () => {
  const { context, at } = guest('none', {}, { config: '/etc/xen/pv1.cfg', domain: 'other' })
  await expect(xen.acts.start!(context, at)).rejects.toMatchObject(problemCode('xen.other-name'))
})

test('what is left of a crashed guest must be cleared away by a start', async () => {
  const { context, heard, at } = guest('crashed')
  await xen.acts.start!(context, at)
  expect(heard).toEqual(['destroy pv1', 'create /run/lab/xen-pv1/domain.cfg'])
})

test.each([
  ['no memory', 'xen.no-memory'],
  ['no kernel', 'xen.file-missing'],
  ['no hvmloader', 'xen.file-missing'],
  ['no disk', 'xen.file-missing'],
  ['no bridge', 'xen.hotplug'],
  ['no script', 'xen.hotplug'],
  ['config broken', 'xen.config-broken'],
  ['no permission', 'xen.no-permission'],
  ['no host', 'xen.no-host'],
  ['no host (wrapper)', 'xen.no-host'],
  ['deaf shutdown', 'xen.refused'],
] as const)('a create that Xen refuses as in "%s" must be told as %s', async (complaint, code) => {
  const { context, at } = guest('none', { refuses: { create: complaint } })
  await expect(xen.acts.start!(context, at)).rejects.toMatchObject(problemCode(code))
})

test('two who start the same guest at once must both have it', async () => {
  const { context, said, at } = guest('none', { refuses: { create: 'running' } })
  await xen.acts.start!(context, at)
  expect(said).toEqual(['lab is being started by somebody else'])
})

test('a file that is not there must be named with its setting, before Xen is asked', async () => {
  const { context, heard, at } = guest('none', { missing: ['/srv/data.img'] })
  await expect(xen.acts.start!(context, at)).rejects.toMatchObject({
    problem: { code: 'xen.file-missing', detail: 'Disks › 2 › File or device' },
  })
  expect(heard).toEqual([])
})

test('a guest without anything to boot must say so', async () => {
  const { context } = guest('none')
  await expect(xen.acts.start!(context, target({}))).rejects.toMatchObject(problemCode('xen.nothing-to-boot'))
})

test('a paused guest must be woken before it is asked to go down', async () => {
  const { context, heard, at } = guest('paused')
  await xen.stops.ask!(context, at)
  expect(heard).toEqual(['unpause pv1', 'shutdown -F pv1'])
})

test('a guest that does not answer its request must be no failure: it is asked again', async () => {
  const { context, said, calls, at } = guest('running', { refuses: { shutdown: 'deaf shutdown' } })
  await xen.stops.ask!(context, at)
  expect(said).toEqual(['lab has not answered yet'])
  expect(calls.at(-1)).toEqual({ kind: 'run', command: 'timeout', args: ['5', 'xl', 'shutdown', '-F', 'pv1'] })
})

test('a crashed guest must not be asked, since nobody listens', async () => {
  const { context, at } = guest('crashed')
  await expect(xen.stops.ask!(context, at)).rejects.toMatchObject(problemCode('xen.crashed'))
})

test('a saved guest must go on from there at its next start, and start afresh after that', async () => {
  const { context, heard, files, at } = guest('running')
  await xen.acts.save!(context, at)
  expect(await xen.observe(context, at)).toEqual({
    condition: 'off',
    endpoints: [],
    note: 'its state is saved; a start goes on from there',
  })
  await xen.acts.start!(context, at)
  await xen.stops.off!(context, at)
  await xen.acts.start!(context, at)
  expect(heard).toEqual([
    'save pv1 /run/lab/xen-pv1/saved.new',
    'restore /run/lab/xen-pv1/saved',
    'destroy pv1',
    'create /run/lab/xen-pv1/domain.cfg',
  ])
  expect([...files.keys()]).toEqual([])
})

test.each([
  ['disk full', 'xen.disk-full'],
  ['deaf save', 'xen.not-saved'],
] as const)('a save that fails as in "%s" must leave nothing that a start would take', async (complaint, code) => {
  const { context, calls, at } = guest('running', { refuses: { save: complaint } })
  await expect(xen.acts.save!(context, at)).rejects.toMatchObject(problemCode(code))
  expect(calls.at(-1)).toEqual({ kind: 'run', command: 'rm', args: ['-f', '/run/lab/xen-pv1/saved.new'] })
})

test('a saved state that cannot be read must be named, and be kept', async () => {
  const { context, files, at } = guest('none', { refuses: { restore: 'no saved file' } })
  files.set('/run/lab/xen-pv1/saved', 'rubbish')
  const going = xen.acts.start!(context, at)
  await expect(going).rejects.toMatchObject(problemCode('xen.not-restored'))
  await expect(going).rejects.toMatchObject({ problem: { hint: expect.stringContaining('/run/lab/xen-pv1/saved') } })
  expect([...files.keys()]).toEqual(['/run/lab/xen-pv1/saved'])
})

test('what is defined must be found by its config files, and what runs besides them by Xen itself', async () => {
  const { script } = recordedXen({}, 'running')
  const found = await Array.fromAsync(xen.enumerate!(world(script).context))
  expect(found.map(({ label, options: settings }) => [label, settings])).toEqual([
    ['pv1', { domain: 'pv1', config: '/etc/xen/pv1.cfg', type: 'pv', memoryMib: 160, cpus: 1 }],
    ['web', { domain: 'web', config: '/etc/xen/web.cfg', type: 'hvm', memoryMib: 2048 }],
  ])
  const bare = world({ ...script, run: (command, args) => (command === 'ls' ? ran('', 2) : script.run(command, args)) })
  const [running, ...others] = await Array.fromAsync(xen.enumerate!(bare.context))
  expect(others).toEqual([])
  expect(running).toMatchObject({ label: 'pv1', locator: { mac: '00:16:3e:00:00:01' }, options: { type: 'pvh', memoryMib: 160 } })
  for (const { options: settings } of [...found, ...(running ? [running] : [])]) xen.options.parse(settings)
})

test('with sudo, everything that Xen is asked must go through it', async () => {
  const { script } = recordedXen()
  const { context, calls } = world({
    ...script,
    run: (command, args) => (command === 'sudo' ? script.run(args[1] ?? '', args.slice(2)) : script.run(command, args)),
  })
  await xen.acts.start!(context, target({ ...options, sudo: true }))
  expect(calls.filter((call) => call.kind === 'run' && call.command === 'xl')).toEqual([])
  expect(calls).toContainEqual({ kind: 'run', command: 'sudo', args: ['-n', 'xl', 'create', '/run/lab/xen-pv1/domain.cfg'] })
})

test('its console must be told from where this start began', async () => {
  const { context, calls, at } = guest('none')
  await xen.acts.start!(context, at)
  expect(await xen.console!(context, at)).toBe('booted\n')
  expect(calls).toContainEqual({ kind: 'run', command: 'tee', args: ['/run/lab/xen-pv1/console-began'] })
})

test('names, addresses and writable disks must be claimed, and nothing else', () => {
  expect(xen.claims(options)).toEqual(['domain pv1', 'disk /dev/vg/web', 'mac 00:16:3e:00:00:01'])
})

test('a guest of type pv must need no help of the processor, all others must', () => {
  expect([xen.nature(options), xen.nature({})]).toMatchObject([
    { virtualisation: 'none', memoryMib: 160 },
    { virtualisation: 'needed', memoryMib: 512 },
  ])
})

test.each([
  ['no host', 'xen.no-host'],
  ['no host (wrapper)', 'xen.no-host'],
  ['no permission', 'xen.no-permission'],
] as const)('a place that answers as in "%s" must be told as %s', async (complaint, code) => {
  const { recorded } = await import('./fixtures/recorded.ts')
  const { context } = world({ run: () => ran('', 1, recorded.refusals[complaint].join('\n')), peer: () => null })
  expect(await xen.probe(context)).toMatchObject({ usable: false, problems: [{ code }] })
})

test('the version must be read from what the tool says', async () => {
  expect(await xen.probe(world(recordedXen().script).context)).toEqual({ usable: true, version: '4.17.7', problems: [] })
})
