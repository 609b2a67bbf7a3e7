import { expect, test } from 'vitest'
import { conformance } from '../conformance.ts'
import { ran, target, world, type Call } from '../conformance-shell.ts'
import type { MachinePlugin } from '../../shared/plugin/plugin.ts'
import { recordedQemu, type Temper } from './fixtures/recorded.ts'
import { qemu as plugin } from './index.ts'

const qemu = plugin as MachinePlugin<unknown>
const options = {
  acceleration: 'emulated',
  kernel: '/srv/vmlinuz',
  disks: [{ file: '/srv/web.qcow2' }, { file: '/srv/data.raw', format: 'raw', readonly: true }],
  network: { kind: 'user', forwards: [{ hostPort: 2201, guestPort: 22 }] },
}
/** Everything but asking is a change. */
const changes = (call: Call) =>
  call.kind === 'run' || (call.kind === 'wrote' && !/"execute":"(query-[a-z]+|qmp_capabilities)"/.test(call.text))

for (const { name, keep } of conformance({ plugin, options, script: () => recordedQemu().script, changes })) test(name, keep)

async function stopped(temper: Temper, settings: object = {}) {
  const { script, heard } = recordedQemu(temper, 'running')
  const { context, said } = world(script)
  await qemu.acts.stop!(context, target({ ...options, gracefulMs: 5_000, pressEveryMs: 2_000, ...settings }))
  return { said, presses: heard.filter((word) => word === 'system_powerdown').length }
}

test('a guest that heeds its power button must not be forced', async () => {
  expect(await stopped({})).toEqual({ said: ['pressing the power button'], presses: 1 })
})

test('a guest that was not yet listening must have its button pressed again', async () => {
  expect((await stopped({ deafFor: 2 })).presses).toBe(3)
})

test('a guest that never heeds must be told to quit after its graceful time, and that must be said', async () => {
  expect((await stopped({ deafFor: 99 })).said.at(-1)).toBe('lab did not go down within 5000 ms: QEMU is told to quit')
})

test('a QEMU that does not obey must be killed, by the pid whose command line names its pid file', async () => {
  expect((await stopped({ deafFor: 99, stubborn: true })).said.at(-1)).toBe('QEMU of lab does not quit: its process is killed')
})

test('a pid whose command line names another machine must not be killed', async () => {
  const { script } = recordedQemu({ deafFor: 99, stubborn: true }, 'running')
  const { context, calls } = world({
    ...script,
    run: (command, args) => (command === 'cat' && args[0]?.startsWith('/proc/') ? ran('sshd') : script.run(command, args)),
  })
  await expect(qemu.acts.stop!(context, target({ ...options, gracefulMs: 0 }))).rejects.toMatchObject({
    problem: { code: 'qemu.still-there' },
  })
  expect(calls.filter((call) => call.kind === 'run' && call.command === 'kill')).toEqual([])
})

test('ports and writable disks must be claimed, and nothing else', () => {
  expect(qemu.claims(options)).toEqual(['tcp 127.0.0.1:2201', 'disk /srv/web.qcow2'])
})

test('its facts must be those that people compare', () => {
  expect([qemu.facts({}), qemu.facts({ memoryMib: 2048, cpus: 2 }), qemu.facts({ memoryMib: 128 })]).toEqual([
    'QEMU machine, 512 MiB, 1 CPU',
    'QEMU machine, 2 GiB, 2 CPUs',
    'QEMU machine, 128 MiB, 1 CPU',
  ])
})

test('the version must be read from what the tool says', async () => {
  expect(await qemu.probe(world(recordedQemu().script).context)).toEqual({ usable: true, version: '7.2.22', problems: [] })
})
