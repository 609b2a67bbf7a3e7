import { expect, test } from 'vitest'
import { conformance } from '../conformance.ts'
import { ran, target, world, type Call } from '../conformance-shell.ts'
import type { MachinePlugin } from '../../shared/plugin/plugin.ts'
import type { Ran } from '../../shared/plugin/shell.ts'
import { recordedQemu, type Temper } from './fixtures/recorded.ts'
import { qemu as plugin } from './index.ts'
import { placeOf } from './place.ts'

const qemu = plugin as MachinePlugin<unknown>
const options = {
  acceleration: 'emulated',
  kernel: '/srv/vmlinuz',
  disks: [{ file: '/srv/web.qcow2' }, { file: '/srv/data.raw', format: 'raw', readonly: true }],
  network: { kind: 'user', forwards: [{ hostPort: 2201, guestPort: 22 }] },
}
/** Everything but asking and reading is a change. */
const changes = (call: Call) =>
  (call.kind === 'run' && call.command !== 'tail') ||
  (call.kind === 'wrote' && !/"execute":"(query-[a-z]+|qmp_capabilities)"/.test(call.text))

/** Version 0 said how gently it is stopped. */
const old = [{ memoryMib: 64, gracefulMs: 5_000, pressEveryMs: 2_000, forced: false }]

for (const { name, keep } of conformance({ plugin, options, old, script: () => recordedQemu().script, changes })) test(name, keep)

/** What was said and heard when it was asked to go down once, and whether it did. */
async function asked(rung: 'ask' | 'off' | 'kill', temper: Temper, began: 'running' | 'paused' | 'off' = 'running') {
  const { script, heard } = recordedQemu(temper, began)
  const { context, said } = world(script)
  await qemu.stops[rung]!(context, target(options))
  const { condition } = await qemu.observe(context, target(options))
  return { said, heard: heard.filter((word) => !/^(query-|qmp_)/.test(word)), condition }
}

test('a request must press the power button once, and no more', async () => {
  expect(await asked('ask', { deafFor: 1 })).toEqual({
    said: ['pressing the power button'],
    heard: ['system_powerdown'],
    condition: 'on',
  })
})

test('a paused guest must be let on before its button is pressed, since it hears nothing', async () => {
  expect((await asked('ask', {}, 'paused')).heard).toEqual(['cont', 'system_powerdown'])
})

test('where an agent listens inside, it must be told instead of the button', async () => {
  expect(await asked('ask', { agent: 'heeds' })).toEqual({ said: ['the guest agent is told to shut down'], heard: [], condition: 'off' })
})

test('an agent that cannot, or says nothing, must not keep the button from being pressed', async () => {
  const said = ['the guest agent is told to shut down', 'the guest agent cannot shut down: child process has failed to shutdown']
  expect(await asked('ask', { agent: 'cannot' })).toMatchObject({ said: [...said, 'pressing the power button'], condition: 'off' })
  expect(await asked('ask', { agent: 'silent' })).toMatchObject({ heard: ['system_powerdown'], condition: 'off' })
})

test('power off must tell QEMU to quit, and nothing else', async () => {
  expect(await asked('off', {})).toEqual({ said: ['QEMU is told to quit'], heard: ['quit'], condition: 'off' })
})

test('a QEMU that does not obey must be killed, by the pid whose command line names its pid file', async () => {
  expect(await asked('kill', { stubborn: true })).toEqual({ said: ['its process is killed'], heard: [], condition: 'off' })
})

test('a pid whose command line names another machine must not be killed', async () => {
  const { script } = recordedQemu({ stubborn: true }, 'running')
  const { context, calls } = world({
    ...script,
    run: (command, args) => (command === 'cat' && args[0]?.startsWith('/proc/') ? ran('sshd') : script.run(command, args)),
  })
  await expect(qemu.stops.kill!(context, target(options))).rejects.toMatchObject({ problem: { code: 'qemu.still-there' } })
  expect(calls.filter((call) => call.kind === 'run' && call.command === 'kill')).toEqual([])
})

test('its nature must be that of its settings', () => {
  const nature = { architecture: 'x86_64', memoryMib: 512, cpus: 1, virtualisation: 'wished', nested: false }
  expect(qemu.nature({})).toEqual(nature)
  const arm = { program: '/opt/qemu-system-aarch64', acceleration: 'kvm', memoryMib: 64, cpus: 4, nested: true }
  expect(qemu.nature(arm)).toEqual({ architecture: 'aarch64', memoryMib: 64, cpus: 4, virtualisation: 'needed', nested: true })
  expect(qemu.nature({ program: '/usr/libexec/qemu-kvm', acceleration: 'emulated', cpu: 'qemu64,+svm' })).toEqual({
    ...nature,
    architecture: null,
    virtualisation: 'none',
    nested: true,
  })
})

test('what the guest printed must be read from the end of its serial line, and be nothing where there never was one', async () => {
  const { script } = recordedQemu()
  const read = async (answer: Ran) => {
    const { context, calls } = world({ ...script, run: (command, args) => (command === 'tail' ? answer : script.run(command, args)) })
    return [await qemu.console!(context, target(options)), calls]
  }
  const args = ['-c', '65536', placeOf('/run/lab', 'machine:lab').serialLog]
  expect(await read(ran('gis is up'))).toEqual(['gis is up', [{ kind: 'run', command: 'tail', args }]])
  expect((await read(ran('', 1)))[0]).toBe(null)
})

test('ports and writable disks must be claimed, and nothing else', () => {
  expect(qemu.claims(options)).toEqual(['tcp 127.0.0.1:2201', 'disk /srv/web.qcow2'])
})

test('its facts must be those that people compare', () => {
  expect([qemu.facts({}), qemu.facts({ memoryMib: 2048, cpus: 2 }), qemu.facts({ memoryMib: 128, nested: true })]).toEqual([
    'QEMU machine, 512 MiB, 1 CPU',
    'QEMU machine, 2 GiB, 2 CPUs',
    'QEMU machine, 128 MiB, 1 CPU, offers virtualisation',
  ])
})

test('the version must be read from what the tool says', async () => {
  expect(await qemu.probe(world(recordedQemu().script).context)).toEqual({ usable: true, version: '7.2.22', problems: [] })
})
