import { stringify } from 'yaml'
import { freePorts } from '../../electron/sessions/testing/process.ts'
import type { RunRecord } from '../../shared/model/run.ts'
import { hostDisk, INSIDE } from '../stacks/host-disk.mjs'
import { xenHost } from './build.mjs'

/**
 * QEMU inside Xen as a document of one workspace: this computer carries a Xen host, that carries a guest, and in the guest runs
 * QEMU with the innermost machine. It is ready when it is on, or with `entered` when it can be logged into, which takes an
 * emulator in an emulated hypervisor many minutes.
 */
export async function stackText({ entered }: { readonly entered: boolean }): Promise<string> {
  const { hypervisor, kernel, initrd, boots, guest, key, knownHosts } = await xenHost()
  const { disk } = await hostDisk()
  const [hostPort] = await freePorts(1)
  const login = { user: 'root', keys: [key], knownHosts }
  const forwarded = (port: number | undefined) => ({ kind: 'user', restrict: true, forwards: [{ hostPort: port, guestPort: 22 }] })
  const ready = [{ kind: 'ssh-login', intervalMs: 500, tryMs: 60_000 }]
  const sessions = { who: { plugin: 'cli', opens: 'by-hand', options: { command: ['hostname'] } } }
  const patient = { guestMs: 60_000, askMs: 60_000, offMs: 60_000, killMs: 60_000 }
  // A guest that has not booted yet hears nobody.
  const deaf = { ...patient, guestMs: null, askMs: null }
  return stringify({
    format: 'servicecomposer',
    version: 1,
    machines: {
      'xen-host': {
        plugin: 'qemu',
        login,
        options: {
          acceleration: 'emulated',
          ...boots,
          memoryMib: 1900,
          kernel: hypervisor,
          modules: [{ file: kernel, append: 'console=hvc0 quiet role=xen-host' }, { file: initrd }],
          disks: [{ file: disk, format: 'raw', readonly: true }],
          network: forwarded(hostPort),
          display: 'none',
        },
      },
      'xen-guest': {
        plugin: 'xen',
        login,
        options: {
          type: 'pv',
          memoryMib: 800,
          kernel: guest.kernel,
          ramdisk: guest.ramdisk,
          append: `console=hvc0 quiet panic=-1 role=xen-guest usr=xvda ip4=${guest.network}.11/24`,
          disks: [{ file: '/dev/vda', readonly: true }],
          cards: [{ mac: '00:16:3e:00:00:11' }],
          address: `${guest.network}.11`,
        },
      },
      innermost: {
        plugin: 'qemu',
        login,
        options: {
          acceleration: 'emulated',
          cpu: 'qemu64',
          memoryMib: 112,
          kernel: INSIDE.kernel,
          initrd: INSIDE.initrd,
          append: 'console=ttyS0 quiet panic=-1 role=innermost',
          network: forwarded(2222),
          display: 'none',
        },
      },
    },
    services: {
      stack: {
        components: {
          'xen-host': { ready, stop: patient, sessions },
          'xen-guest': { on: 'xen-host', ready, stop: patient, sessions },
          innermost: { on: 'xen-guest', ready: entered ? ready : [], stop: entered ? patient : deaf, sessions },
        },
      },
    },
    workspaces: { stack: { name: 'QEMU inside Xen', services: ['stack'] } },
  })
}

/** Names of the steps of one verb, in the order in which they began. */
export const inOrder = ({ plan, steps }: RunRecord, verb: 'start' | 'stop'): string[] =>
  plan.steps
    .filter((step) => step.verb === verb)
    .toSorted((one, other) => (steps[one.id]?.began ?? 0) - (steps[other.id]?.began ?? 0))
    .map(({ name }) => name)

/** How long each step took. */
export const durations = ({ plan, steps }: RunRecord): string =>
  plan.steps
    .map(({ id, verb, name }) => `${verb} ${name} ${Math.round(((steps[id]?.ended ?? 0) - (steps[id]?.began ?? 0)) / 1000)} s`)
    .join(', ')
