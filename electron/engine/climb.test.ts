import { expect, test } from 'vitest'
import type { z } from 'zod'
import type { Condition } from '../../shared/model/machine.ts'
import { ProblemError } from '../../shared/model/problem.ts'
import type { Rung, StopPolicy } from '../../shared/model/stop.ts'
import type { MachinePlugin } from '../../shared/plugin/plugin.ts'
import type { Shell } from '../../shared/plugin/shell.ts'
import { sshLost } from '../sessions/ssh-problems.ts'
import { simShell } from '../sessions/fake.ts'
import { localShell } from '../sessions/local.ts'
import { perform } from './perform.ts'
import { pluginOf, stepOf, subjectOf } from './testing/scripted.ts'
import { virtualClock } from './testing/virtual-clock.ts'

const ladder: { how: Rung; ms: number }[] = [
  { how: 'guest', ms: 15_000 },
  { how: 'ask', ms: 20_000 },
  { how: 'off', ms: 10_000 },
  { how: 'kill', ms: 10_000 },
]
const never = () => new Promise<never>(() => undefined)
const refusal = (code: string, message: string) => new ProblemError({ code, severity: 'error', title: code, message })

interface World {
  readonly now: () => number
  condition: Condition
  falls(to?: 'off' | 'absent'): void
}
interface Script {
  readonly rungs?: { how: Rung; ms: number }[]
  readonly stops?: (world: World) => MachinePlugin<unknown>['stops']
  /** What the guest's own command does. */
  readonly guest?: (world: World) => Promise<unknown>
  readonly enter?: (signal: AbortSignal) => Promise<unknown>
  readonly stop?: z.input<typeof StopPolicy>
  readonly cut?: AbortSignal
  readonly condition?: Condition
}

/** Stops a machine that is on; what was told, each with the second at which it was. */
async function stopped({ rungs = ladder, stops, guest, enter, stop, cut, condition = 'on' }: Script) {
  const clock = virtualClock()
  const told: string[] = []
  const tell = (text: string) => told.push(`${Math.round(clock.now() / 100) / 10} ${text}`)
  const world: World = {
    now: clock.now,
    condition,
    falls(to = 'off') {
      world.condition = to
    },
  }
  const plugin = pluginOf({
    observe: async () => ({ condition: world.condition, endpoints: [] }),
    stops: stops?.(world) ?? { ask: never, off: never, kill: async () => world.falls() },
  })
  await using shell = localShell()
  const login = { user: 'u', keys: [], knownHosts: null, secret: null }
  const inside: Shell = {
    ...simShell({ machine: 'machine:a' as never, name: 'a', login, through: shell }),
    run: async (command, args) => {
      tell([command, ...args].join(' '))
      await guest?.(world)
      return { code: 0, stdout: '', stderr: '' }
    },
  }
  const signal = cut ?? new AbortController().signal
  const outcome = await perform(
    stepOf({ verb: 'stop', expect: 'off', rungs, timeoutMs: 600_000 }),
    async () =>
      subjectOf({
        plugin,
        shell,
        clock,
        signal,
        say: tell,
        ...(stop && { stop }),
        inner: async (inSignal) => {
          await enter?.(inSignal)
          return inside
        },
      }),
    { started: () => undefined, seen: () => undefined, probed: () => undefined, rung: (index) => tell(`rung ${rungs[index]?.how}`) },
    signal,
    clock,
  )
  return { outcome, told, seconds: Math.round(clock.now() / 100) / 10 }
}

test('a guest that goes down by its own command must be asked for nothing else', async () => {
  const { outcome, told } = await stopped({
    guest: async (world) => world.falls(),
    stop: { command: ['systemctl', 'poweroff'] },
  })
  expect(outcome).toEqual({ how: 'done' })
  expect(told).toEqual(['0 rung guest', '0 systemctl poweroff'])
})

test('a connection that is lost while the guest goes down must be no failure', async () => {
  const lost = sshLost({ name: 'a', machine: 'machine:a' as never }, 'the other side closed it')
  const slow = async (world: World) => {
    setImmediate(() => world.falls())
    throw lost
  }
  const { outcome, told } = await stopped({ guest: slow })
  expect(outcome).toEqual({ how: 'done' })
  expect(told).toEqual(['0 rung guest', '0 poweroff'])
})

test('the soft request must be repeated, since one that comes too early is lost', async () => {
  const asked: number[] = []
  const { outcome, told } = await stopped({
    rungs: ladder.slice(1),
    stops: (world) => ({
      ask: async () => {
        asked.push(Math.round(world.now() / 1_000))
        if (world.now() > 7_000) world.falls()
      },
    }),
  })
  expect(outcome).toEqual({ how: 'done' })
  expect(asked).toEqual([0, 2, 4, 6, 8])
  expect(told).toEqual(['0 rung ask'])
})

test('each rung must have its own time, be shown, and be followed by the next', async () => {
  const { outcome, told } = await stopped({})
  expect(outcome).toEqual({ how: 'done' })
  expect(told).toEqual([
    '0 rung guest',
    '0 poweroff',
    '15 the guest’s own command: not off after 15 s',
    '15 rung ask',
    '35 the request to shut down: not off after 20 s',
    '35 rung off',
    '45 power off: not off after 10 s',
    '45 rung kill',
  ])
})

test('a rung that is refused, or that its plugin lacks, must be said and left at once', async () => {
  const { outcome, told } = await stopped({
    enter: async () => Promise.reject(refusal('ssh.refused', 'Nothing listens on port 22 of a.')),
    stops: (world) => ({
      ask: async () => Promise.reject(refusal('qemu.declined', 'QEMU says: no.')),
      kill: async () => world.falls('absent'),
    }),
  })
  expect(outcome).toEqual({ how: 'done' })
  expect(told).toEqual([
    '0 rung guest',
    '0 the guest’s own command: Nothing listens on port 22 of a.',
    '0 rung ask',
    '0 the request to shut down: QEMU says: no.',
    '0 rung off',
    '0 power off: Script does not offer it',
    '0 rung kill',
  ])
})

test('a request that was taken once must not be given up because a later one is refused', async () => {
  let asked = 0
  const { told, outcome } = await stopped({
    rungs: ladder.slice(1),
    stops: (world) => ({
      ask: async () => {
        if (++asked > 1) throw refusal('qemu.declined', 'It is shutting down already.')
      },
      off: async () => world.falls(),
    }),
  })
  expect(outcome).toEqual({ how: 'done' })
  expect([asked, told]).toEqual([10, ['0 rung ask', '20 the request to shut down: not off after 20 s', '20 rung off']])
})

test('a login to a frozen machine must take no longer than its rung, however it hangs', async () => {
  const { told } = await stopped({ enter: never })
  expect(told.slice(0, 3)).toEqual(['0 rung guest', '15 the guest’s own command: not off after 15 s', '15 rung ask'])
})

test('a paused guest must not be asked to run anything', async () => {
  const { told } = await stopped({ condition: 'paused' })
  expect(told.slice(0, 3)).toEqual(['0 rung guest', '0 the guest’s own command: a is paused and hears nothing', '0 rung ask'])
})

test('a machine that is seen off must end the climb at once, whatever is still being asked', async () => {
  const { outcome, told, seconds } = await stopped({ condition: 'off' })
  expect([outcome, told, seconds]).toEqual([{ how: 'done' }, [], 0])
  const later = await stopped({
    rungs: ladder.slice(1),
    stops: (world) => ({
      ask: () => {
        setImmediate(() => world.falls())
        return never()
      },
    }),
  })
  expect([later.outcome, later.told]).toEqual([{ how: 'done' }, ['0 rung ask']])
  expect(later.seconds).toBeLessThanOrEqual(1)
})

test('a hard cancel must stop it between rungs and within one, and being cancelled is no problem', async () => {
  const cut = new AbortController()
  const { outcome, told } = await stopped({ cut: cut.signal, guest: async () => cut.abort(), stops: () => ({ ask: never }) })
  expect([outcome, told]).toEqual([{ how: 'cancelled' }, ['0 rung guest', '0 poweroff']])
})

test('a stop that every rung was ignored by must end with one problem that names them all', async () => {
  const { outcome, seconds } = await stopped({
    rungs: ladder.slice(1),
    stops: () => ({ ask: async () => undefined, kill: async () => undefined }),
  })
  expect(outcome).toMatchObject({
    how: 'failed',
    problem: {
      code: 'stop.ignored',
      title: 'a did not stop',
      message: 'the request to shut down: not off after 20 s; power off: Script does not offer it; ending its process: not off after 10 s.',
      about: 'component:a',
    },
  })
  expect(seconds).toBe(30)
})

test('a machine that cannot be stopped from here at all must be told as such', async () => {
  const { outcome } = await stopped({ rungs: [] })
  expect(outcome).toMatchObject({ problem: { code: 'stop.ignored', message: 'Nothing is allowed or offered that could stop a.' } })
})
