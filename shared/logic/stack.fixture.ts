import { ComponentId, ServiceId, SessionId } from '../model/id.ts'
import { Machine, type Condition } from '../model/machine.ts'
import type { Goal, Plan, Verb } from '../model/plan.ts'
import { VComponent } from '../model/service.ts'
import { makePlan } from './plan.ts'
import type { PlanInput } from './draft.ts'
import type { Member } from './members.ts'

export const componentId = (name: string) => ComponentId.parse(`component:${name}`)
export const sessionId = (name: string) => SessionId.parse(`session:${name}`)

/** One machine of a drawing, in short: `web: 'on host, after db, after dns started, window'`. */
export interface Drawing {
  readonly [name: string]: string
}

/** Members as a service of that drawing would give them. `window` is a session opened on start, `by-hand` one that is not, `probe` a readiness probe. */
export function membersFrom(drawing: Drawing): Member[] {
  return Object.entries(drawing).map(([name, text]) => {
    const words = text.split(',').map((word) => word.trim().split(' '))
    const on = words.find(([word]) => word === 'on')?.[1]
    const after = words
      .filter(([word]) => word === 'after')
      .map(([, below = '', gate]) => ({
        component: componentId(below),
        gate: gate === 'started' ? ('started' as const) : ('ready' as const),
      }))
    const windows = words.filter(([word]) => word === 'window' || word === 'by-hand')
    const component = VComponent.parse({
      id: componentId(name),
      name,
      is: { machine: `machine:${name}` },
      on: on ? componentId(on) : null,
      after,
      ready: words.some(([word]) => word === 'probe') ? [{ kind: 'ssh-banner' }] : [],
      sessions: windows.map(([opens], at) => ({
        id: sessionId(at === 0 ? name : `${name}${at}`),
        name: 'terminal',
        plugin: 'cli',
        opens: opens === 'by-hand' ? 'by-hand' : 'on-start',
      })),
    })
    const machine = Machine.parse({ type: 'machine', id: `machine:${name}`, label: name, plugin: 'sim' })
    return { component, machine, on: component.on, after: component.after, service }
  })
}

const service = ServiceId.parse('service:test')

/** What a test says of the world; everything else is the plainest world there is. */
export interface World {
  readonly seen?: Readonly<Record<string, Condition>>
  readonly open?: readonly string[] | null
  readonly only?: readonly string[]
  readonly dependants?: 'stop' | 'refuse'
  /** Members of other workspaces, with the workspace's name. */
  readonly of?: Readonly<Record<string, string>>
  readonly sleeping?: readonly string[]
  readonly ground?: readonly string[]
  readonly here?: readonly string[]
  readonly claimed?: Readonly<Record<string, string>>
  readonly cannot?: Readonly<Record<string, readonly Verb[]>>
  readonly limits?: Plan['limits']
}

const nameIn = (id: string) => id.slice(id.indexOf(':') + 1)

export function inputFor(members: readonly Member[], goal: Goal, world: World = {}): PlanInput {
  const usual: Condition = goal === 'up' ? 'off' : 'ready'
  const open =
    world.open === undefined
      ? goal === 'up'
        ? []
        : members.flatMap(({ component }) => component.sessions.map(({ id }) => nameIn(id)))
      : world.open
  return {
    goal,
    members,
    seen: (id) => world.seen?.[nameIn(id)] ?? usual,
    windows: open && new Set(open.map(sessionId)),
    only: world.only ? world.only.map(componentId) : null,
    dependants: world.dependants ?? 'refuse',
    claimedElsewhere: (id) => world.claimed?.[nameIn(id)] ?? null,
    of: (id) => world.of?.[nameIn(id)] ?? null,
    sleeps: (id) => world.sleeping?.includes(nameIn(id)) ?? false,
    stops: (id) => (world.cannot?.[nameIn(id)]?.includes('stop') ? [] : ['ask', 'off', 'kill']),
    here: (id) => world.here?.includes(nameIn(id)) ?? false,
    ground: (id) => world.ground?.includes(nameIn(id)) ?? false,
    canDo: (id, verb) => !world.cannot?.[nameIn(id)]?.includes(verb),
    basis: { revision: 1, observedAt: 0 },
    limits: world.limits ?? { all: 8, perLane: 2 },
    timeouts: { startMs: 300_000, windowMs: 20_000 },
  }
}

export const planFor = (drawing: Drawing, goal: Goal, world: World = {}): Plan => makePlan(inputFor(membersFrom(drawing), goal, world))

/** Numbers from 0 up to, not including, `below`: always the same ones for a seed. */
export function dice(seed: number): (below: number) => number {
  let state = seed >>> 0
  return (below) => {
    state = (state + 0x9e3779b9) >>> 0
    let bits = state ^ (state >>> 16)
    bits = Math.imul(bits, 0x21f0aaad)
    bits ^= bits >>> 15
    bits = Math.imul(bits, 0x735a2d97)
    bits ^= bits >>> 15
    return Math.floor(((bits >>> 0) / 0x1_0000_0000) * below)
  }
}

/** A random stack without circles: each machine stands on, and comes after, earlier ones. */
export function randomStack(roll: (below: number) => number, most: number): Drawing {
  const names = Array.from({ length: 1 + roll(most) }, (_, at) => `c${at}`)
  return Object.fromEntries(
    names.map((name, at) => {
      const words: string[] = []
      if (at > 0 && roll(10) < 6) words.push(`on c${roll(at)}`)
      for (let more = roll(3); at > 0 && more > 0; more--) words.push(`after c${roll(at)}${roll(3) === 0 ? ' started' : ''}`)
      if (roll(10) < 4) words.push('window')
      if (roll(10) < 3) words.push('probe')
      return [name, words.join(', ')]
    }),
  )
}
