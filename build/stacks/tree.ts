import { stringify } from 'yaml'
import { INSIDE } from './host-disk.mjs'

/** One guest of a tree of machines. */
export interface Guest {
  readonly name: string
  /** Who carries it; null is this computer. */
  readonly on: string | null
  /** Whether it can carry others: it gets the disk of a host. */
  readonly host: boolean
  readonly memoryMib: number
  readonly cpus?: number
  /** Its SSH, as seen from what carries it. */
  readonly port: number
  readonly acceleration?: 'best' | 'kvm' | 'emulated'
  readonly display?: 'vnc' | 'none'
  readonly extraArgs?: readonly string[]
}

/** Where the files of the appliance and of the host's disk are on this computer. */
export interface Boot {
  readonly kernel: string
  readonly initrd: string
  readonly disk: string
  readonly key: string
  readonly knownHosts: string
}

/** Says who it is, and which guests it carries itself. */
const PROOF = ['sh', '-c', "hostname; for pid in $(pidof qemu-system-x86_64); do tr '\\0' '\\n' </proc/$pid/cmdline | grep ^guest=; done"]

/**
 * A tree of machines as a document of one workspace. Each is ready when it can be logged into, and has three sessions that are opened
 * by hand: `proof`, `shell` and `serial`, where it has a screen also `screen`.
 */
export function treeText(workspace: string, guests: readonly Guest[], boot: Boot): string {
  const machines = Object.fromEntries(guests.map((guest) => [guest.name, machineOf(guest, boot)]))
  const depth = ({ on }: Guest): number => (on === null ? 0 : 1 + Math.max(0, ...guests.filter(({ name }) => name === on).map(depth)))
  const components = Object.fromEntries(guests.map((guest) => [guest.name, componentOf(guest, depth(guest))]))
  return stringify({
    format: 'servicecomposer',
    version: 1,
    machines,
    services: { [workspace]: { components } },
    workspaces: { [workspace]: { name: workspace, services: [workspace] } },
  })
}

/** A guest as the document has it. */
export function machineOf(
  { name, on, host, memoryMib, cpus = 1, port, acceleration, display = 'none', extraArgs = [] }: Guest,
  boot: Boot,
) {
  const files = on === null ? boot : INSIDE
  return {
    plugin: 'qemu',
    login: { user: 'root', keys: [boot.key], knownHosts: boot.knownHosts },
    options: {
      memoryMib,
      cpus,
      acceleration: acceleration ?? (on === null ? 'emulated' : 'kvm'),
      kernel: files.kernel,
      initrd: files.initrd,
      append: `console=ttyS0 quiet panic=-1 role=${name}${host ? ' usr=vda' : ''}`,
      disks: host ? [{ file: files.disk, format: 'raw', readonly: true }] : [],
      network: { kind: 'user', restrict: true, forwards: [{ hostPort: port, guestPort: 22 }] },
      display,
      nested: host,
      extraArgs: [...extraArgs],
    },
  }
}

function componentOf({ on, display = 'none' }: Guest, depth: number) {
  return {
    ...(on && { on }),
    // QEMU accepts connections before the guest listens, so a greeting is awaited first, and not for long. Deeper down a try takes
    // much of the time of those that boot there, so there are fewer.
    ready: [
      { kind: 'ssh-banner', intervalMs: 500 * 5 ** depth, tryMs: 3_000 * (1 + depth) },
      { kind: 'ssh-login', intervalMs: 500, tryMs: 60_000 },
    ],
    sessions: {
      proof: { plugin: 'cli', opens: 'by-hand', options: { command: PROOF } },
      shell: { plugin: 'cli', opens: 'by-hand' },
      serial: { plugin: 'serial', opens: 'by-hand' },
      ...(display === 'vnc' && { screen: { plugin: 'vnc', opens: 'by-hand' } }),
    },
  }
}
