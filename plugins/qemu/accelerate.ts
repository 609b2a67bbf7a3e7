import type { Context } from '../../shared/plugin/plugin.ts'
import { ANY_CODE } from '../../shared/plugin/shell.ts'
import type { QemuOptions } from './options.ts'

/** What was found out about KVM at a place. */
interface Kvm {
  readonly works: boolean
  readonly why: string
}

/** Found out once per place; places are told apart by their address. */
const known = new Map<string, Promise<Kvm>>()

/** Which accelerator to take, saying why where it is not the one that people expect. */
export async function accelerator(
  context: Context,
  { acceleration, program }: Pick<QemuOptions, 'acceleration' | 'program'>,
): Promise<'kvm' | 'tcg'> {
  if (acceleration === 'kvm') return 'kvm'
  if (acceleration === 'emulated') return 'tcg'
  const key = JSON.stringify([context.shell.place, program])
  const others = known.get(key)
  const finding = others ?? findOut(context, program)
  known.set(key, finding)
  try {
    const { works, why } = await finding
    context.say(works ? 'accelerated by KVM' : `emulated, hence slower: ${why}`)
    return works ? 'kvm' : 'tcg'
  } catch (cause) {
    if (known.get(key) === finding) known.delete(key)
    // Whoever began to find out was cancelled; that is no reason for this one to end.
    if (others && !context.signal.aborted) return accelerator(context, { acceleration, program })
    throw cause
  }
}

/**
 * KVM's device can be there, can even be opened, and a guest still stands still: in containers, and where the kernel's KVM
 * is not backed by the processor. So something is really booted with it.
 */
async function findOut(context: Context, program: string): Promise<Kvm> {
  if (context.shell.os !== 'linux') return { works: false, why: 'KVM is a part of Linux' }
  const there = await context.shell.run('ls', ['-d', '/dev/kvm', '/sys/module/kvm_intel', '/sys/module/kvm_amd'], {
    okCodes: [0, 1, 2],
    signal: context.signal,
  })
  if (!there.stdout.includes('/dev/kvm')) return { works: false, why: 'there is no /dev/kvm' }
  if (/x86_64|i386/.test(program) && !there.stdout.includes('/sys/module/')) {
    return { works: false, why: '/dev/kvm is there, but neither Intel’s nor AMD’s virtualisation behind it' }
  }
  return bootsWith(context, program, 'kvm')
}

const TRIAL_SECONDS = 3
/** Inside a virtual machine everything takes longer, in the second one of an emulated stack on a busy computer a hundred times as long. */
const NESTED_TRIAL_SECONDS = 180

/** Whether the place is itself a virtual machine: its processor says so. */
async function isVirtual({ shell, signal }: Context): Promise<boolean> {
  const { stdout } = await shell.run('grep', ['-m', '1', '-o', '-w', 'hypervisor', '/proc/cpuinfo'], { okCodes: ANY_CODE, signal })
  return stdout.trim() === 'hypervisor'
}

/**
 * A machine with nothing but its firmware, which finds nothing to boot and asks for a reboot, upon which QEMU ends: in a
 * third of a second where acceleration works, inside a virtual machine in some seconds. Where it does not, QEMU breaks off or never ends.
 */
export async function bootsWith(context: Context, program: string, accel: 'kvm' | 'tcg'): Promise<Kvm> {
  const cpu = accel === 'kvm' ? 'host' : 'max'
  const args = [
    '-nodefaults',
    '-no-user-config',
    '-display',
    'none',
    '-accel',
    accel,
    '-cpu',
    cpu,
    '-m',
    '16',
    '-boot',
    'reboot-timeout=1',
    '-no-reboot',
  ]
  const seconds = (await isVirtual(context)) ? NESTED_TRIAL_SECONDS : TRIAL_SECONDS
  const ran = await context.shell.run('timeout', ['-s', 'KILL', String(seconds), program, ...args], {
    okCodes: ANY_CODE,
    signal: context.signal,
  })
  if (ran.code === 0) return { works: true, why: '' }
  const complaint = ran.stderr.split('\n').find((line) => line.trim() && !line.includes(': warning: '))
  return { works: false, why: complaint?.trim() || `a trial boot with it stood still for ${seconds} s` }
}
