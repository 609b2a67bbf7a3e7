import { expect, test } from 'vitest'
import type { z } from 'zod'
import type { Step } from '../../shared/model/plan.ts'
import type { ReadinessProbe } from '../../shared/model/probe.ts'
import { ProblemError } from '../../shared/model/problem.ts'
import type { MachinePlugin, Seen } from '../../shared/plugin/plugin.ts'
import { simShell } from '../sessions/fake.ts'
import { localShell } from '../sessions/local.ts'
import { sshLost } from '../sessions/ssh-problems.ts'
import { systemClock, within } from './clock.ts'
import { perform } from './perform.ts'
import { pluginOf, stepOf, subjectOf } from './testing/scripted.ts'

const never = new AbortController().signal
const off = [{ how: 'off' as const, ms: 150 }]

interface Script {
  /** What each look sees; the last is seen for ever. An error is thrown. */
  readonly looks: readonly ((Partial<Seen> & Pick<Seen, 'condition'>) | ProblemError)[]
  readonly acts?: MachinePlugin<unknown>['acts']
  readonly stops?: MachinePlugin<unknown>['stops']
  readonly probes?: readonly z.input<typeof ReadinessProbe>[]
  /** What stands in the way of entering what carries it, each time that is done. */
  readonly entering?: readonly (ProblemError | null)[]
}

async function performed({ looks, acts, stops, probes = [], entering = [] }: Script, wish: Partial<Step> = {}, signal?: AbortSignal) {
  const [told, asked]: [string[], string[]] = [[], []]
  let [at, entered] = [0, 0]
  const plugin = pluginOf({
    async observe() {
      const seen = looks[Math.min(at++, looks.length - 1)] ?? { condition: 'unknown' as const }
      if (seen instanceof ProblemError) throw seen
      return { endpoints: [], ...seen }
    },
    ...(stops && { stops }),
    acts: acts ?? {
      start: async () => void asked.push('start'),
      reset: async () => void asked.push('reset'),
    },
  })
  await using shell = localShell()
  const login = { user: 'u', keys: [], knownHosts: null, secret: null }
  const inner = simShell({ machine: 'machine:a' as never, name: 'a', login, through: shell })
  const made = stepOf(wish)
  const outcome = await perform(
    made,
    async (inSignal) => {
      const refused = entering[entered++]
      if (refused) throw refused
      return subjectOf({ plugin, shell, clock: systemClock, signal: inSignal, probes, inner: async () => inner })
    },
    {
      started: () => told.push('started'),
      seen: (condition) => told.push(condition),
      rung: (index) => told.push(`rung ${index}`),
      probed: (probe, tries, answer, passed) => told.push(`probe ${probe} try ${tries}: ${answer}${passed ? ' ✓' : ''}`),
    },
    signal ?? within(made.timeoutMs, never),
  )
  return { outcome, told, asked, entered }
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

test('a stop whose time is over before its last rung must be late with what was last seen', async () => {
  const { outcome } = await performed(
    { looks: [{ condition: 'on', note: 'guest agent silent' }] },
    { verb: 'stop', expect: 'off', rungs: [{ how: 'guest', ms: 60_000 }], timeoutMs: 150 },
  )
  expect(outcome).toMatchObject({
    problem: { code: 'step.late', message: 'After 0.15 s a was still not off. It was last seen on (guest agent silent).' },
  })
})

const lost = sshLost({ name: 'host', machine: 'machine:host' as never }, 'the other side closed it')

test('a connection to the carrier that is lost in the middle must be made again, and the step go on', async () => {
  const start = async () => Promise.reject(lost)
  const looks = [{ condition: 'off' as const }, lost, { condition: 'on' as const }]
  expect(await performed({ looks })).toMatchObject({ outcome: { how: 'done' }, asked: ['start'], entered: 2 })
  const { outcome, entered } = await performed({ looks: [{ condition: 'off' }], acts: { start } })
  expect([outcome, entered]).toEqual([{ how: 'failed', problem: expect.objectContaining({ code: 'ssh.lost' }), again: true }, 2])
})

const problem = (code: string) => new ProblemError({ code, severity: 'error', title: code, message: `${code}.` })

test('what stands on a machine that went off meanwhile must count as stopped', async () => {
  const { outcome, told } = await performed(
    {
      looks: [{ condition: 'on' }, lost],
      stops: { off: async () => undefined },
      entering: [null, problem('ssh.refused'), problem('machine.off')],
    },
    { verb: 'stop', expect: 'off', rungs: off },
  )
  expect([outcome, told]).toEqual([{ how: 'done' }, ['on', 'rung 0', 'off']])
  const start = await performed({ looks: [{ condition: 'on' }], entering: [problem('machine.off')] })
  expect(start.outcome).toMatchObject({ how: 'failed', problem: { code: 'machine.off' } })
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
  const reset = await performed({ looks: [{ condition: 'on' }], acts: {} }, { verb: 'reset' })
  expect(reset.outcome).toMatchObject({ problem: { code: 'plugin.cannot', title: 'Script cannot reset' } })
  const stop = await performed({ looks: [{ condition: 'on' }] }, { verb: 'stop', expect: 'off', rungs: off })
  expect(stop.outcome).toMatchObject({ problem: { code: 'stop.ignored', message: 'power off: Script does not offer it.' } })
  const start = await performed({ looks: [{ condition: 'off' }, { condition: 'on' }], acts: {} })
  expect(start.outcome).toEqual({ how: 'done' })
})
