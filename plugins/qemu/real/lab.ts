import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { setTimeout } from 'node:timers/promises'
import { promisify } from 'node:util'
import { localShell, type LocalShell } from '../../../electron/sessions/local.ts'
import { endMachinesBelow, machinesBelow } from '../../../electron/sessions/testing/left.ts'
import type { Condition } from '../../../shared/model/machine.ts'
import type { Context, Seen, Target } from '../../../shared/plugin/plugin.ts'
import { realContext, targetOf, type RealContext } from '../../real/context.ts'
import { qemu } from '../index.ts'

export interface Appliance {
  readonly kernel: string
  readonly initrd: string
  readonly key: string
  readonly knownHosts: string
}

/** The small Linux that guests run here, built when it is not there. */
export async function appliance(): Promise<Appliance> {
  const { stdout } = await promisify(execFile)(process.execPath, ['build/appliance/build.mjs'])
  return JSON.parse(stdout)
}

/** The same with the disk that makes a guest a carrier of others; it has QEMU's guest agent too. */
export async function hostDisk(): Promise<Appliance & { readonly disk: string }> {
  const { stdout } = await promisify(execFile)(process.execPath, ['build/stacks/host-disk.mjs'])
  return JSON.parse(stdout)
}

/** A place with a work folder of its own; what still runs at the end of it is ended. */
export interface Lab extends AsyncDisposable {
  readonly shell: LocalShell
  context(signal?: AbortSignal): RealContext
  /** The pids of the QEMU processes that work in this lab. */
  pids(): Promise<number[]>
}

export async function openLab(env: NodeJS.ProcessEnv = {}): Promise<Lab> {
  const folder = await mkdtemp('/tmp/sc-lab-')
  const shell = localShell({ ...process.env, ...env, SERVICECOMPOSER_SCRATCH: folder })
  const pids = async () => [...(await machinesBelow(folder)).keys()]
  return {
    shell,
    context: (signal) => realContext(shell, signal),
    pids,
    async [Symbol.asyncDispose]() {
      await endMachinesBelow(folder)
      await shell[Symbol.asyncDispose]()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** Only firmware: powered in a moment, and heeds no button. */
export const bare = { memoryMib: 16, acceleration: 'emulated', network: { kind: 'none' } }

/** A machine of firmware only, powered on. */
export async function powered(lab: Lab, name: string) {
  if (qemu.role !== 'machine' || !qemu.acts.start) throw new Error('qemu is a machine that can be started')
  const [target, context] = [targetOf(`machine:${name}`, bare), lab.context()]
  await qemu.acts.start(context, target)
  return { target, context }
}

/** Looks until the machine is seen so; the context's signal is the deadline. */
export async function until(context: Context, target: Target<unknown>, condition: Condition): Promise<Seen> {
  for (;;) {
    if (qemu.role !== 'machine') throw new Error('qemu is a machine')
    const seen = await qemu.observe(context, target)
    if (seen.condition === condition) return seen
    await setTimeout(50, undefined, { signal: context.signal })
  }
}
