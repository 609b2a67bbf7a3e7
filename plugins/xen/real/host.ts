import { execFile } from 'node:child_process'
import { setTimeout } from 'node:timers/promises'
import { promisify } from 'node:util'
import { testSessions } from '../../../electron/sessions/testing/enter.ts'
import { freePort } from '../../../electron/sessions/testing/process.ts'
import { MachineId } from '../../../shared/model/id.ts'
import type { Condition, Login } from '../../../shared/model/machine.ts'
import type { Context, Endpoint, MachinePlugin, Seen, Target } from '../../../shared/plugin/plugin.ts'
import type { Shell } from '../../../shared/plugin/shell.ts'
import { openLab } from '../../qemu/real/lab.ts'
import { qemu as qemuPlugin } from '../../qemu/index.ts'
import { realContext, targetOf, type RealContext } from '../../real/context.ts'
import { xen as xenPlugin } from '../index.ts'

const qemu = qemuPlugin as MachinePlugin<unknown>
const xen = xenPlugin as MachinePlugin<unknown>

export interface XenFiles {
  readonly hypervisor: string
  readonly kernel: string
  readonly initrd: string
  readonly key: string
  readonly knownHosts: string
  /** What QEMU and the hypervisor must be told. */
  readonly boots: { readonly cpu: string; readonly append: string }
  readonly guest: { readonly kernel: string; readonly ramdisk: string; readonly network: string }
}

/** The Xen host that runs in QEMU, built when it is not there. */
async function xenFiles(): Promise<XenFiles> {
  const { stdout } = await promisify(execFile)(process.execPath, ['build/xen/build.mjs'])
  return JSON.parse(stdout)
}

/** The settings of the machine that is the Xen host. */
const hostOptions = ({ hypervisor, kernel, initrd, boots }: XenFiles, port: number) => ({
  memoryMib: 1400,
  acceleration: 'emulated',
  ...boots,
  kernel: hypervisor,
  modules: [{ file: kernel, append: 'console=hvc0 quiet role=dom0' }, { file: initrd }],
  network: { kind: 'user', restrict: true, forwards: [{ hostPort: port, guestPort: 22 }] },
  display: 'none',
})

/** A Xen host that runs, entered through the app's own sessions. */
export interface XenHost extends AsyncDisposable {
  readonly files: XenFiles
  readonly dom0: Shell
  context(signal?: AbortSignal): RealContext
  /** A shell in one of its guests, through the host. */
  inside(name: string, endpoints: readonly Endpoint[]): Promise<Shell>
}

/** An emulator that shares its computer with others may be twenty times slower than one that does not. */
const PATIENCE_MS = 850_000

export async function openXenHost(): Promise<XenHost> {
  await using stack = new AsyncDisposableStack()
  const files = await xenFiles()
  const lab = stack.use(await openLab())
  const sessions = stack.use(testSessions())
  const port = await freePort()
  await qemu.acts.start?.(lab.context(AbortSignal.timeout(PATIENCE_MS)), targetOf('machine:xen-host', hostOptions(files, port)))

  const login: Login = { user: 'root', keys: [files.key], knownHosts: files.knownHosts, secret: null }
  const enter = async (name: string, endpoint: Endpoint, through: Shell): Promise<Shell> => {
    const signal = AbortSignal.timeout(PATIENCE_MS)
    for (;;) {
      const shell = await sessions
        .enter({ machine: MachineId.parse(`machine:${name}`), name, login, endpoint, through }, signal)
        .catch(() => {
          signal.throwIfAborted()
          return null
        })
      if (shell) return shell
      await setTimeout(200, undefined, { signal })
    }
  }
  const dom0 = await enter('dom0', { service: 'ssh', port: 22, at: { host: '127.0.0.1', port } }, sessions.ground)
  const all = stack.move()
  return {
    files,
    dom0,
    context: (signal = AbortSignal.timeout(PATIENCE_MS)) => realContext(dom0, signal),
    async inside(name, endpoints) {
      const endpoint = endpoints.find(({ service }) => service === 'ssh')
      if (!endpoint) throw new Error(`${name} is not reached by SSH`)
      // A guest that went down took its end of the connection with it, and said nothing.
      await sessions.leave(MachineId.parse(`machine:${name}`))
      return enter(name, endpoint, dom0)
    },
    [Symbol.asyncDispose]: () => all.disposeAsync(),
  }
}

/** Looks until the guest is seen so; the context's signal is the deadline. */
export async function until(context: Context, target: Target<unknown>, condition: Condition): Promise<Seen> {
  for (;;) {
    const seen = await xen.observe(context, target)
    if (seen.condition === condition) return seen
    await setTimeout(200, undefined, { signal: context.signal })
  }
}
