import { afterAll, beforeAll, expect, test } from 'vitest'
import { stringify } from 'yaml'
import type { RunRecord } from '../../shared/model/run.ts'
import { stackEngine, type StackEngine } from '../stacks/engine.ts'
import { hostDisk, INSIDE } from '../stacks/host-disk.mjs'
import { freePorts } from '../stacks/tree.ts'
import { xenHost } from './build.mjs'

/** An emulator inside an emulated hypervisor: the last level boots about forty times slower than this computer would. */
const START_MS = 840_000

let engine: StackEngine
beforeAll(async () => {
  engine = await stackEngine({ startMs: START_MS })
})
afterAll(() => engine?.[Symbol.asyncDispose]())

/** This computer carries a Xen host, that carries a guest, and in the guest runs QEMU with another machine. */
async function stack(): Promise<string> {
  const host = await xenHost()
  const { disk } = await hostDisk()
  const [port] = await freePorts(1)
  const login = { user: 'root', keys: [host.key], knownHosts: host.knownHosts }
  const ready = [{ kind: 'ssh-login', intervalMs: 500, tryMs: 60_000 }]
  const hostname = { plugin: 'cli', opens: 'by-hand', options: { command: ['hostname'] } }
  return stringify({
    format: 'servicecomposer',
    version: 1,
    machines: {
      'xen-host': {
        plugin: 'qemu',
        login,
        options: {
          memoryMib: 1900,
          acceleration: 'emulated',
          cpu: 'qemu64,+svm,+npt',
          kernel: host.hypervisor,
          append: 'dom0_mem=700M,max:700M com1=115200,8n1 console=com1',
          modules: [{ file: host.kernel, append: 'console=hvc0 quiet role=dom0' }, { file: host.initrd }],
          disks: [{ file: disk, format: 'raw', readonly: true }],
          network: { kind: 'user', restrict: true, forwards: [{ hostPort: port, guestPort: 22 }] },
          display: 'none',
        },
      },
      'xen-guest': {
        plugin: 'xen',
        login,
        options: {
          type: 'pv',
          memoryMib: 800,
          kernel: host.guest.kernel,
          ramdisk: host.guest.ramdisk,
          append: `console=hvc0 quiet panic=-1 role=xen-guest usr=xvda ip4=${host.guest.network}.11/24`,
          disks: [{ file: '/dev/vda', readonly: true }],
          cards: [{ mac: '00:16:3e:00:00:11' }],
          address: `${host.guest.network}.11`,
        },
      },
      innermost: {
        plugin: 'qemu',
        login,
        options: {
          memoryMib: 112,
          acceleration: 'emulated',
          cpu: 'qemu64',
          kernel: INSIDE.kernel,
          initrd: INSIDE.initrd,
          append: 'console=ttyS0 quiet panic=-1 role=innermost',
          network: { kind: 'user', restrict: true, forwards: [{ hostPort: 2222, guestPort: 22 }] },
          display: 'none',
        },
      },
    },
    services: {
      stack: {
        components: {
          'xen-host': { ready, sessions: { who: hostname } },
          'xen-guest': { on: 'xen-host', ready, sessions: { who: hostname } },
          innermost: { on: 'xen-guest', ready, sessions: { who: hostname } },
        },
      },
    },
    workspaces: { stack: { name: 'QEMU inside Xen', services: ['stack'] } },
  })
}

/** Names of the steps of one verb, in the order in which they began. */
const inOrder = ({ plan, steps }: RunRecord, verb: 'start' | 'stop') =>
  plan.steps
    .filter((step) => step.verb === verb)
    .toSorted((one, other) => (steps[one.id]?.began ?? 0) - (steps[other.id]?.began ?? 0))
    .map(({ name }) => name)

const seconds = ({ plan, steps }: RunRecord) =>
  plan.steps.map(({ id, verb, name }) => `${verb} ${name} ${Math.round(((steps[id]?.ended ?? 0) - (steps[id]?.began ?? 0)) / 1000)} s`)

test('QEMU inside Xen inside QEMU must come up from below in one run, be entered at every level, and go down from above', async () => {
  const workspace = await engine.take(await stack())
  const up = await engine.run(workspace, 'up')
  console.info(seconds(up).join(', '))
  expect([up.verdict, Object.values(up.steps).flatMap(({ problem }) => problem ?? [])]).toEqual(['done', []])
  expect(inOrder(up, 'start')).toEqual(['xen-host', 'xen-guest', 'innermost'])

  for (const level of ['xen-host', 'xen-guest', 'innermost'])
    expect(await engine.said(`session:${level}.who`)).toBe(level === 'xen-host' ? 'dom0\n' : `${level}\n`)

  const again = await engine.composer['plan.make']({ workspace, goal: 'up' })
  expect(again.plan.steps).toEqual([])

  const down = await engine.run(workspace, 'down')
  console.info(seconds(down).join(', '))
  expect([down.verdict, Object.values(down.steps).flatMap(({ problem }) => problem ?? [])]).toEqual(['done', []])
  expect(inOrder(down, 'stop')).toEqual(['innermost', 'xen-guest', 'xen-host'])
  expect(await engine.machines()).toEqual([])
  expect(engine.logged).toEqual([])
})
