import { expect, test } from 'vitest'
import type { Step } from '../../shared/model/plan.ts'
import { ReadinessProbe } from '../../shared/model/probe.ts'
import { StopPolicy } from '../../shared/model/stop.ts'
import { ProblemError } from '../../shared/model/problem.ts'
import type { MachinePlugin, Seen } from '../../shared/plugin/plugin.ts'
import { z } from 'zod'
import { simShell } from '../sessions/fake.ts'
import { localShell } from '../sessions/local.ts'
import { systemClock, within } from './clock.ts'
import { perform } from './perform.ts'

const step = (wish: Partial<Step> = {}): Step => ({
  id: 'start component:a',
  verb: 'start',
  target: 'component:a' as never,
  name: 'a',
  plugin: 'script',
  lane: 'ground',
  needs: [],
  cause: 'seen off, wanted ready',
  expect: 'ready',
  timeoutMs: 5_000,
  attempts: 1,
  opposite: 'stop',
  rungs: [],
  ...wish,
})
const never = new AbortController().signal

interface Script {
  /** What each look sees; the last is seen for ever. */
  readonly looks: readonly (Partial<Seen> & Pick<Seen, 'condition'>)[]
  readonly acts?: MachinePlugin<unknown>['acts']
  readonly probes?: readonly z.input<typeof ReadinessProbe>[]
}

async function performed({ looks, acts, probes = [] }: Script, wish: Partial<Step> = {}, signal?: AbortSignal) {
  const told: string[] = []
  let at = 0
  const asked: string[] = []
  const plugin: MachinePlugin<unknown> = {
    id: 'script',
    role: 'machine',
    title: 'Script',
    summary: '',
    options: z.unknown(),
    migrations: [],
    carries: true,
    ground: false,
    nature: () => ({ architecture: null, memoryMib: null, cpus: null, virtualisation: 'none', nested: null }),
    facts: () => '',
    claims: () => [],
    probe: async () => ({ usable: true, version: null, problems: [] }),
    observe: async () => ({ endpoints: [], ...(looks[Math.min(at++, looks.length - 1)] ?? { condition: 'unknown' }) }),
    stops: { ask: async () => void asked.push('stop') },
    acts: acts ?? {
      start: async () => void asked.push('start'),
      reset: async () => void asked.push('reset'),
    },
  }
  const shell = localShell()
  const inner = simShell({
    machine: 'machine:a' as never,
    name: 'a',
    login: { user: 'u', keys: [], knownHosts: null, secret: null },
    through: shell,
  })
  const made = step(wish)
  const outcome = await perform(
    made,
    async (inSignal) => ({
      plugin,
      probes: probes.map((probe) => ReadinessProbe.parse(probe)),
      stop: StopPolicy.parse({}),
      target: { id: 'machine:a', name: 'a', locator: {}, options: {}, placement: null, endpoints: [] },
      context: {
        shell,
        signal: inSignal,
        say: () => undefined,
        secret: async () => null,
        sleep: (ms) => systemClock.sleep(ms, inSignal),
        now: Date.now,
      },
      inner: async () => inner,
    }),
    {
      started: () => told.push('started'),
      seen: (condition) => told.push(condition),
      rung: (index) => told.push(`rung ${index}`),
      probed: (probe, tries, answer, passed) => told.push(`probe ${probe} try ${tries}: ${answer}${passed ? ' ✓' : ''}`),
    },
    signal ?? within(made.timeoutMs, never),
  )
  await shell[Symbol.asyncDispose]()
  return { outcome, told, asked }
}

test('a start must ask once, then look until the machine is powered and its probes pass', async () => {
  const { outcome, told, asked } = await performed({
    looks: [{ condition: 'off' }, { condition: 'starting' }, { condition: 'on' }],
    probes: [{ kind: 'ssh-login', intervalMs: 50, tryMs: 1_000 }],
  })
  expect(outcome).toEqual({ how: 'done' })
  expect(asked).toEqual(['start'])
  expect(told).toEqual(['off', 'starting', 'on', 'started', 'probe 0 try 1: logged in ✓', 'ready'])
})

test('what is powered already must not be asked again, but still be proven ready', async () => {
  const { outcome, told, asked } = await performed({ looks: [{ condition: 'on' }], probes: [{ kind: 'delay', ms: 1 }] })
  expect(outcome).toEqual({ how: 'done' })
  expect(asked).toEqual([])
  expect(told).toContain('started')
})

test('a reset must be asked although the machine is on', async () => {
  const { asked } = await performed({ looks: [{ condition: 'on' }] }, { verb: 'reset' })
  expect(asked).toEqual(['reset'])
})

test('a machine that dies while starting must fail early, with what its plugin says', async () => {
  const { outcome } = await performed({
    looks: [{ condition: 'off' }, { condition: 'starting' }, { condition: 'off', note: 'no bootable device' }],
  })
  expect(outcome).toMatchObject({
    how: 'failed',
    problem: { code: 'step.died', message: 'a was powered and then seen off: no bootable device.', about: 'component:a' },
  })
})

test('a machine that dies while it is probed must fail early too', async () => {
  const { outcome } = await performed({
    looks: [{ condition: 'off' }, { condition: 'on' }, { condition: 'on' }, { condition: 'off', note: 'out of memory' }],
    probes: [{ kind: 'delay', ms: 60_000 }],
  })
  expect(outcome).toMatchObject({ how: 'failed', problem: { code: 'step.died' } })
})

test('a step that is late must name the probe that was awaited and its last answer', async () => {
  const probes: z.input<typeof ReadinessProbe>[] = [
    { kind: 'ssh-banner', port: 22, intervalMs: 50, tryMs: 50 },
    { kind: 'delay', ms: 1 },
  ]
  const { outcome } = await performed({ looks: [{ condition: 'on' }], probes }, { timeoutMs: 200 })
  expect(outcome).toMatchObject({
    how: 'failed',
    again: true,
    problem: {
      code: 'step.late',
      message:
        'After 0.2 s a was still not ready. the SSH banner on port 22 last said: no way in to port 22: the machine offers no endpoint for it.',
    },
  })
})

test('a stop that is ignored must be late with what was last seen', async () => {
  const { outcome } = await performed(
    { looks: [{ condition: 'on', note: 'guest agent silent' }] },
    { verb: 'stop', expect: 'off', timeoutMs: 150 },
  )
  expect(outcome).toMatchObject({
    problem: { code: 'step.late', message: 'After 0.15 s a was still not off. It was last seen on (guest agent silent).' },
  })
})

test('stopping what is off, or not there at all, must be done at once', async () => {
  const { outcome, asked } = await performed({ looks: [{ condition: 'absent' }] }, { verb: 'stop', expect: 'off' })
  expect(outcome).toEqual({ how: 'done' })
  expect(asked).toEqual([])
})

test('cancelled must not be failed', async () => {
  const stop = new AbortController()
  const going = performed({ looks: [{ condition: 'off' }] }, {}, stop.signal)
  stop.abort()
  expect((await going).outcome).toEqual({ how: 'cancelled' })
})

test('what a plugin refuses must come through as it said it, without another try', async () => {
  const problem = { code: 'qemu.image', severity: 'error' as const, title: 'No disk', message: 'There is no /x.qcow2.' }
  const start = async () => Promise.reject(new ProblemError(problem))
  const { outcome } = await performed({ looks: [{ condition: 'off' }], acts: { start } })
  expect(outcome).toEqual({ how: 'failed', problem: { ...problem, about: 'component:a' }, again: false })
})

test('a verb that the plugin lacks must be refused; a start is waited for all the same', async () => {
  const stop = await performed({ looks: [{ condition: 'on' }], acts: {} }, { verb: 'stop', expect: 'off' })
  expect(stop.outcome).toMatchObject({ problem: { code: 'plugin.cannot', title: 'Script cannot stop' } })
  const start = await performed({ looks: [{ condition: 'off' }, { condition: 'on' }], acts: {} })
  expect(start.outcome).toEqual({ how: 'done' })
})
