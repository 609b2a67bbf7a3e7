import { expect, test } from 'vitest'
import type { Ran } from '../../shared/plugin/shell.ts'
import { ran, world } from '../conformance-shell.ts'
import { accelerator } from './accelerate.ts'

let place = 0

/** Every test at a place of its own, since what was found out about one is remembered. */
async function chosen(there: string, trial: Ran, times = 1, processor = '') {
  const { context, calls, said } = world({
    run: (command) => (command === 'ls' ? ran(there, there ? 0 : 2) : command === 'grep' ? ran(processor, processor ? 0 : 1) : trial),
    peer: () => null,
  })
  const shell = { ...context.shell, place: { levels: [{ label: `lab ${++place}` }] } }
  const wish = { acceleration: 'best', program: 'qemu-system-x86_64' } as const
  const all = await Promise.all(Array.from({ length: times }, () => accelerator({ ...context, shell }, wish)))
  return { accel: all[0], said: said[0], trials: calls.filter((call) => call.kind === 'run' && call.command === 'timeout').length }
}

const intel = '/dev/kvm\n/sys/module/kvm_intel\n'

test('KVM must be taken where a trial boot with it comes to its end', async () => {
  expect(await chosen(intel, ran(''))).toEqual({ accel: 'kvm', said: 'accelerated by KVM', trials: 1 })
})

test('KVM must not be taken where the trial boot stands still, though its device is there', async () => {
  const { accel, said } = await chosen(intel, ran('', 137, 'qemu-system-x86_64: warning: old\n'))
  expect([accel, said]).toEqual(['tcg', 'emulated, hence slower: a trial boot with it stood still for 3 s'])
})

test('KVM must not be taken where QEMU breaks off with it, and its words must be said', async () => {
  const { accel, said } = await chosen(intel, ran('', 134, 'qemu-system-x86_64: error: failed to set MSR 0x10a to 0x69\n'))
  expect([accel, said]).toEqual(['tcg', 'emulated, hence slower: qemu-system-x86_64: error: failed to set MSR 0x10a to 0x69'])
})

test('inside a virtual machine the trial boot must be given three minutes, since all is slower there', async () => {
  const { said } = await chosen(intel, ran('', 137), 1, 'hypervisor\n')
  expect(said).toBe('emulated, hence slower: a trial boot with it stood still for 180 s')
})

test('a KVM that no processor stands behind must not even be tried', async () => {
  expect(await chosen('/dev/kvm\n', ran(''))).toMatchObject({ accel: 'tcg', trials: 0 })
})

test('without the device nothing must be tried', async () => {
  expect(await chosen('', ran(''))).toEqual({ accel: 'tcg', said: 'emulated, hence slower: there is no /dev/kvm', trials: 0 })
})

test('many machines at one place must find it out once', async () => {
  expect((await chosen(intel, ran(''), 5)).trials).toBe(1)
})
