import type { Step } from '../../model/plan.ts'
import type { Outcome } from '../run-state.ts'
import { promise, type Promised, type Roll, type Tally } from './promise.fixture.ts'
import { isRising, isUp, isWindow, type World } from './world.fixture.ts'

/** What a run may and must do in the world, worked out without its plan. */
export interface Duty {
  /** Who is meant: order counts only among those. */
  readonly meant: (id: string) => boolean
  /** Whom it may act on. */
  readonly may: (id: string) => boolean
  /** Whether it takes back: then who was woken is put to sleep again. */
  readonly back: boolean
  /** Whether an earlier run of the same work was cut short. */
  readonly follows: boolean
  /** Told of each act that a machine or a window took. */
  took(step: Step): void
}

/** What comes of a step in its next moment: nothing to tell yet, its first gate, or its end. */
export type Moment = 'nothing' | 'started' | Outcome

const problem = { code: 'sim.broke', severity: 'error', title: 'It broke', message: 'As it was told to.' } as const
const broken = (again: boolean): Outcome => ({ how: 'failed', problem, again })
const done: Outcome = { how: 'done' }

/** Carries out one try of a step, moment by moment: look, act, wait until it is powered, until it is ready. */
export class Act {
  readonly #step: Step
  readonly #world: World
  readonly #duty: Duty
  readonly #tally: Tally
  readonly #attempt: number
  readonly #powered: Set<string>
  #phase: 'begun' | 'asked' | 'powered' = 'begun'

  constructor(step: Step, attempt: number, world: World, duty: Duty, powered: Set<string>, tally: Tally) {
    this.#step = step
    this.#attempt = attempt
    this.#world = world
    this.#duty = duty
    this.#powered = powered
    this.#tally = tally
  }

  /** `calm`: nothing goes wrong. */
  next(roll: Roll, calm: boolean): Moment {
    const luck = calm ? 99 : roll(100)
    if (isWindow(this.#step)) return this.#window(luck)
    if (this.#phase === 'begun') return this.#ask(luck)
    return isRising(this.#step) ? this.#rise(luck) : this.#fall(luck)
  }

  #window(luck: number): Moment {
    const { verb, target } = this.#step
    if (luck < 5) return broken(false)
    this.#duty.took(this.#step)
    if (!target.startsWith('session:')) throw new RangeError(`${target} is no window`)
    const { windows } = this.#world
    for (const { component } of this.#world.members)
      for (const { id } of component.sessions)
        if (id === target) {
          if (verb === 'open') windows.add(id)
          else windows.delete(id)
        }
    return done
  }

  #ask(luck: number): Moment {
    const { verb, target, cause } = this.#step
    const world = this.#world
    const life = world.life(target)
    if (luck < 5 || !world.canEnter(target)) return broken(luck % 2 === 0)
    this.#phase = 'asked'
    // A first try trusts what was planned; a later one, and one that waits for something under way, looks before it acts.
    const trusts = this.#attempt === 1 && (cause.startsWith('seen off') || cause.startsWith('seen ready'))
    if (isRising(this.#step)) {
      if (trusts) promise('twice', life === 'off', () => `${target} was started and was ${life}`)
      else if (life !== 'off' && life !== 'paused') return 'nothing'
      if (world.traits.cannotStart.has(target) && verb === 'start') {
        // Somebody presses the button.
        world.set(target, 'starting')
        return 'nothing'
      }
      this.#maySo()
      this.#below()
      this.#duty.took(this.#step)
      world.set(target, verb === 'resume' ? 'on' : 'starting')
      return 'nothing'
    }
    if (trusts) promise('twice', life !== 'off', () => `${target} was stopped and was off`)
    else if (life === 'off') return 'nothing'
    this.#maySo()
    this.#above()
    this.#duty.took(this.#step)
    world.set(target, verb === 'suspend' ? 'paused' : 'stopping')
    return 'nothing'
  }

  #rise(luck: number): Moment {
    const { target, expect } = this.#step
    const world = this.#world
    // What carries it has died meanwhile.
    if (world.life(target) === 'off') return broken(true)
    if (this.#phase === 'asked') {
      if (luck < 3) {
        world.die(target)
        return broken(true)
      }
      if (luck < 6) return this.#late(true)
      if (world.life(target) === 'starting') world.set(target, 'on')
      this.#powered.add(target)
      this.#phase = 'powered'
      return expect === 'on' ? done : 'started'
    }
    if (luck < 5) return this.#late(luck % 2 === 0)
    world.set(target, 'ready')
    return done
  }

  #fall(luck: number): Moment {
    const { verb, target } = this.#step
    const world = this.#world
    if (verb === 'suspend') return done
    if (luck < 4 && world.life(target) === 'stopping') {
      world.set(target, 'ready')
      return broken(false)
    }
    if (luck < 7) return this.#late(false)
    world.set(target, 'off')
    return done
  }

  /** Given up, but what was asked for comes true all the same. */
  #late(again: boolean): Outcome {
    this.#tally.late++
    return broken(again)
  }

  #maySo(): void {
    const { verb, target } = this.#step
    promise('only', this.#duty.may(target), () => `${verb} of ${target}, which is none of its business`)
  }

  #order(kept: boolean, how: () => string): void {
    const promised: Promised = this.#duty.follows ? 'across' : 'order'
    promise(promised, kept || !this.#duty.meant(this.#step.target), how)
  }

  #below(): void {
    const { target } = this.#step
    const world = this.#world
    const member = world.byId.get(target)
    const free = (id: string) => !this.#duty.meant(id) || world.traits.cannotStart.has(id)
    if (!member) return
    const { on, after } = member
    if (on !== null)
      this.#order(free(on) || world.seen(on) === 'ready', () => `${target} was started before ${on}, which carries it, was ready`)
    for (const { component: id, gate } of after) {
      const open = gate === 'ready' ? world.seen(id) === 'ready' : this.#powered.has(id)
      this.#order(free(id) || open, () => `${target} was started before ${id} was ${gate}`)
    }
  }

  #above(): void {
    const { target } = this.#step
    const world = this.#world
    const stays = (id: string) => world.traits.cannotStop.has(id)
    for (const { component } of world.guests.get(target) ?? [])
      promise('floor', !isUp(world.life(component.id)), () => `${target} was stopped under ${component.id}`)
    for (const { component } of world.waiters.get(target) ?? []) {
      const { id } = component
      const gone =
        !isUp(world.life(id)) || (this.#duty.back && world.life(id) === 'paused') || stays(id) || world.isKept(id) || !this.#duty.meant(id)
      this.#order(gone, () => `${target} was stopped before ${id}, which comes after it`)
    }
  }
}
