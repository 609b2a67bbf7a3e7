import type { ComponentId, SessionId } from '../../model/id.ts'
import type { Condition } from '../../model/machine.ts'
import type { Goal, Plan, Step } from '../../model/plan.ts'
import type { PlanInput } from '../draft.ts'
import type { Member } from '../members.ts'
import { inputFor } from '../stack.fixture.ts'
import type { Roll } from './promise.fixture.ts'

/** What a machine truly is, whoever can see it. `on` is powered, with a probe that has not passed yet. */
export type Life = 'off' | 'starting' | 'on' | 'ready' | 'stopping' | 'paused'

/** What is asked of a plan. */
export interface Wish {
  readonly goal: Goal
  readonly only: readonly ComponentId[] | null
  readonly dependants: 'stop' | 'refuse'
  readonly limits: Plan['limits']
}

/** What cannot be done with some machines, and who else uses some. */
export interface Traits {
  readonly cannotStart: ReadonlySet<string>
  readonly cannotStop: ReadonlySet<string>
  readonly claimed: ReadonlySet<string>
}

/** Machines that go on whatever becomes of the run that acts on them. */
export class World {
  readonly members: readonly Member[]
  readonly byId: ReadonlyMap<string, Member>
  readonly guests = new Map<string, Member[]>()
  readonly waiters = new Map<string, Member[]>()
  readonly traits: Traits
  readonly lives = new Map<string, Life>()
  readonly windows = new Set<SessionId>()
  /** Who went off though nobody asked for it. */
  readonly died = new Set<string>()

  constructor(members: readonly Member[], traits: Traits) {
    this.members = members
    this.traits = traits
    this.byId = new Map(members.map((member) => [member.component.id, member]))
    for (const member of members) {
      if (member.on) put(this.guests, member.on, member)
      for (const { component } of member.after) put(this.waiters, component, member)
    }
  }

  life(id: string): Life {
    return this.lives.get(id) ?? 'off'
  }

  /** As it is seen from outside: nobody can look into a carrier that is not up. */
  seen(id: string): Condition {
    const on = this.byId.get(id)?.on ?? null
    if (on !== null) {
      const below = this.seen(on)
      if (below === 'paused' || below === 'unknown') return 'unknown'
      if (below !== 'on' && below !== 'ready') return 'off'
    }
    return this.life(id)
  }

  /** Whether commands about it can be given: its carrier is up. */
  canEnter(id: string): boolean {
    const on = this.byId.get(id)?.on ?? null
    if (on === null) return true
    const below = this.seen(on)
    return below === 'on' || below === 'ready'
  }

  /** Without a probe powered is ready. What loses power takes along what runs inside it. */
  set(id: string, now: Life): void {
    const probed = (this.byId.get(id)?.component.ready.length ?? 0) > 0
    const life = now === 'on' && !probed ? 'ready' : now
    this.lives.set(id, life)
    if (life === 'off')
      for (const { component } of this.guests.get(id) ?? []) if (this.life(component.id) !== 'off') this.set(component.id, 'off')
  }

  /** By itself, and all that runs inside it. */
  die(id: string): void {
    const alive = [...this.lives].flatMap(([each, life]) => (isUp(life) ? [each] : []))
    this.set(id, 'off')
    for (const each of alive) if (!isUp(this.life(each))) this.died.add(each)
  }

  /** What was under way comes true: all of it, or what the dice say. */
  goOn(happens: () => boolean): void {
    for (const { component } of this.members) {
      const life = this.life(component.id)
      if (life === 'starting' && happens()) this.set(component.id, 'on')
      if (life === 'stopping' && happens()) this.set(component.id, 'off')
      if (this.life(component.id) === 'on' && happens()) this.set(component.id, 'ready')
    }
  }

  /** Another workspace uses it, or something that it carries. */
  isKept(id: string): boolean {
    return this.traits.claimed.has(id) || (this.guests.get(id) ?? []).some(({ component }) => this.isKept(component.id))
  }

  input({ goal, only, dependants, limits }: Wish): PlanInput {
    const { cannotStart, cannotStop, claimed } = this.traits
    return {
      ...inputFor(this.members, goal, { limits }),
      seen: (id) => this.seen(id),
      windows: new Set(this.windows),
      only,
      dependants,
      claimedElsewhere: (id) => (claimed.has(id) ? 'the others' : null),
      canDo: (id, verb) => verb !== 'start' || !cannotStart.has(id),
      stops: (id) => (cannotStop.has(id) ? [] : ['ask', 'off']),
    }
  }
}

export const isRising = ({ verb }: Step) => verb === 'start' || verb === 'resume'
export const isWindow = ({ verb }: Step) => verb === 'open' || verb === 'close'
export const isUp = (life: Life | Condition) => life !== 'off' && life !== 'absent'

function put(map: Map<string, Member[]>, key: string, member: Member): void {
  const list = map.get(key)
  if (list) list.push(member)
  else map.set(key, [member])
}

/** A world before anything is asked of it: mostly as a start, or a stop, finds it. */
export function randomWorld(members: readonly Member[], goal: Goal, roll: Roll): World {
  const some = (sides: number, may: (member: Member) => boolean = () => true) =>
    new Set<string>(members.flatMap((member) => (may(member) && roll(sides) === 0 ? [member.component.id] : [])))
  const traits = {
    // Boxes on the ground, whose button somebody must press.
    cannotStart: some(8, ({ component, on }) => on === null && component.ready.length > 0),
    cannotStop: some(16, ({ on }) => on === null),
    claimed: goal === 'down' ? some(14) : some(30),
  }
  const world = new World(members, traits)
  for (const { component, on } of members) {
    if (on !== null && !['on', 'ready'].includes(world.seen(on))) continue
    const carries = world.guests.has(component.id)
    const luck = roll(100)
    const life = goal === 'up' ? lifeBeforeUp(luck, carries) : lifeBeforeDown(luck, carries)
    world.set(component.id, life)
    if (!isUp(life)) continue
    for (const { id, opens } of component.sessions) if (goal === 'down' || (opens === 'on-start' && roll(4) === 0)) world.windows.add(id)
  }
  return world
}

const lifeBeforeUp = (luck: number, carries: boolean): Life =>
  luck < 76 ? 'off' : luck < 86 ? 'ready' : luck < 92 ? 'on' : luck < 96 || carries ? 'starting' : 'paused'

const lifeBeforeDown = (luck: number, carries: boolean): Life =>
  luck < 80 ? 'ready' : luck < 90 ? 'off' : luck < 95 ? 'on' : luck < 98 || carries ? 'ready' : 'paused'
