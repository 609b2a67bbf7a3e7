import type { ComponentId } from '../../model/id.ts'
import type { Plan, Step } from '../../model/plan.ts'
import type { RunRecord } from '../../model/run.ts'
import { isTakingBack, partLeft } from '../aftermath.ts'
import { chainOf } from '../retry.ts'
import type { Duty } from './acts.fixture.ts'
import { go } from './going.fixture.ts'
import { mirrored, wellPlanned, wellTakenBack } from './planned.fixture.ts'
import { promise, type Loop, type Roll, type Tally } from './promise.fixture.ts'
import { meantBy, neededBy, randomMembers, randomWish } from './stacks.fixture.ts'
import { isRising, isUp, isWindow, randomWorld, type Life, type Wish, type World } from './world.fixture.ts'

/** So often the engine may die, or a run go wrong, before one goes on undisturbed. */
const TROUBLES = 3

/**
 * One random stack, from its first plan to the end of its story: a run, and whatever is made of it when it does not end well. Throws
 * for the first promise that is not kept.
 */
export function keepPromises(loop: Loop, roll: Roll, tally: Tally): void {
  const members = randomMembers(roll)
  const goal = roll(2) === 0 ? 'up' : 'down'
  if (roll(4) === 0) mirrored(loop, members)
  const world = randomWorld(members, goal, roll)
  const wish = randomWish(world, goal, roll)
  tally.stacks++
  if (wish.only) tally.parts++
  if (world.traits.claimed.size > 0) tally.shared++
  // The engine refuses to take a part away from under those who need it.
  if (goal === 'down' && wish.only && wish.dependants === 'refuse' && neededBy(wish.only, world).length > 0) return
  new Story(loop, world, wish, roll, tally).tell()
}

/** The runs of one work, and what they did to the world. */
class Story {
  readonly #loop: Loop
  readonly #world: World
  readonly #wish: Wish
  readonly #roll: Roll
  readonly #tally: Tally
  readonly #before: ReadonlyMap<string, Life>
  readonly #took = new Map<string, Step>()
  readonly #records = new Map<string, RunRecord>()
  #cutShort = false
  /** How many had died when the last run began. */
  #diedBefore = 0

  constructor(loop: Loop, world: World, wish: Wish, roll: Roll, tally: Tally) {
    this.#loop = loop
    this.#world = world
    this.#wish = wish
    this.#roll = roll
    this.#tally = tally
    this.#before = new Map(world.lives)
  }

  tell(): void {
    let record = this.#work(this.#wish, null)
    while (record.verdict !== 'done') {
      const choice = this.#roll(10)
      if (choice === 0) return void this.#tally.left++
      this.#meanwhile()
      if (choice < 5) return void this.#takeBack(record)
      this.#tally.continued++
      record = this.#work({ ...this.#wish, only: partLeft(record) }, record)
    }
    // What ran inside a machine that died in that run, and came up again, is down: only planning again would find it.
    if (this.#world.died.size === this.#diedBefore) this.#reached(this.#wish)
    // What went well can be taken back too.
    if (this.#roll(4) === 0) this.#takeBack(record)
  }

  /** Plans, looks at the plan, and runs it. */
  #work(wish: Wish, follows: RunRecord | null): RunRecord {
    const meant = meantBy(wish, this.#world)
    const plan = this.#loop.makePlan(this.#world.input(wish))
    wellPlanned(plan, wish, this.#world, meant)
    const duty = this.#duty(
      (id) => meant.has(id),
      false,
      (step) => {
        // What was under way before anybody asked stays, even when the run had to ask again.
        if (step.opposite !== null) this.#took.set(step.target, step)
      },
    )
    return this.#run(plan, wish.only && [...wish.only], follows, duty)
  }

  #duty(meant: Duty['meant'], back: boolean, took: Duty['took']): Duty {
    return { meant, may: meant, back, follows: this.#cutShort, took }
  }

  #run(plan: Plan, only: RunRecord['only'], follows: RunRecord | null, duty: Duty): RunRecord {
    const number = this.#records.size
    this.#diedBefore = this.#world.died.size
    const calm = number >= TROUBLES
    const record = go(this.#loop, this.#world, { plan, only, number, follows, duty, calm }, this.#roll, this.#tally)
    // Who died while it was taken down, or has no switch, is not brought back, nor is what stood on it.
    const can = !duty.back || (this.#world.died.size === 0 && this.#world.traits.cannotStart.size === 0)
    if (calm) promise('goal', !can || record.verdict === 'done', () => `nothing went wrong, and the run ended ${record.verdict}`)
    if (record.verdict === 'interrupted') this.#cutShort = true
    this.#records.set(record.id, record)
    return record
  }

  /** Between two runs the world goes on, and now and then a machine dies. */
  #meanwhile(): void {
    const all = this.#roll(2) === 0
    this.#world.goOn(() => all || this.#roll(2) === 0)
    if (this.#roll(6) !== 0) return
    const up = this.#world.members.filter(
      ({ component: { id } }) => ['on', 'ready'].includes(this.#world.seen(id)) && !this.#world.traits.cannotStart.has(id),
    )
    const dead = up[this.#roll(Math.max(1, up.length))]
    if (!dead) return
    this.#tally.deaths++
    this.#world.die(dead.component.id)
  }

  /** Everything meant is as wished, and planning again finds nothing to do. */
  #reached(wish: Wish): void {
    const world = this.#world
    world.goOn(() => true)
    const again = this.#loop.makePlan(world.input(wish))
    promise('goal', again.steps.length === 0, () => `all went well, and there is still ${again.steps.map(({ id }) => id).join(', ')}`)
    for (const id of meantBy(wish, world)) {
      const life = world.life(id)
      const stays = wish.goal === 'down' && (world.isKept(id) || world.traits.cannotStop.has(id))
      const there = wish.goal === 'up' ? life === 'ready' : !isUp(life) || stays
      promise('goal', there, () => `all went well, and ${id} is ${life}`)
    }
    this.#tally.reached++
  }

  #takeBack(record: RunRecord): void {
    const { goal } = this.#wish
    this.#tally.takenBack++
    this.#world.goOn(() => true)
    const took = new Map(this.#took)
    const ours = new Set(took.keys())
    // A stop that had begun may have been overtaken by a death: whether it was ours cannot be told, and it is undone.
    const may = (id: string) => ours.has(id) || (goal === 'down' && this.#world.died.has(id))
    // Who died and was started once more came up after what waits for it: that order is not known any more.
    const died = new Set(this.#world.died)
    const plan = this.#backPlan(record)
    let back = this.#run(plan, null, record, {
      meant: (id) => ours.has(id) && !died.has(id),
      may,
      back: true,
      follows: this.#cutShort,
      took: () => undefined,
    })
    let whole = true
    while (back.verdict !== 'done') {
      // Whoever goes on with it means the machines that are left; as long as nobody else needs them.
      this.#world.goOn(() => true)
      const only = partLeft(back)
      if (this.#records.size > TROUBLES + 1 || !isTakingBack(back) || !only || only.length === 0) return
      const wish: Wish = { goal: goal === 'up' ? 'down' : 'up', only: [...only], dependants: 'refuse', limits: this.#wish.limits }
      if (wish.goal === 'down' && neededBy(only, this.#world).length > 0) return
      whole = false
      const meant = meantBy(wish, this.#world)
      const next = this.#loop.makePlan(this.#world.input(wish))
      back = this.#run(
        next,
        [...only],
        back,
        this.#duty(
          (id) => meant.has(id),
          true,
          () => undefined,
        ),
      )
    }
    this.#undone(took, whole)
  }

  /** As the engine does it: what the work did, without what somebody else needs by now. */
  #backPlan(record: RunRecord): Plan {
    const { goal } = this.#wish
    const chain = chainOf(record, (id) => this.#records.get(id) ?? null)
    const { plan, did } = this.#loop.doneBy(chain, (id) => this.#world.seen(id))
    const keeps = new Set<string>()
    if (goal === 'up') {
      const targets = plan.steps.flatMap((step) =>
        isWindow(step) ? [] : this.#world.members.flatMap(({ component: { id } }) => (id === step.target ? [id] : [])),
      )
      const down = this.#loop.makePlan(
        this.#world.input({ goal: 'down', only: [...new Set(targets)], dependants: 'refuse', limits: this.#wish.limits }),
      )
      for (const { target } of down.left) if (isUp(this.#world.life(target))) keeps.add(target)
    }
    const undo = new Set(plan.steps.flatMap(({ id, target }) => (did.has(id) && !keeps.has(target) ? [id] : [])))
    const back = this.#loop.takeBack(plan, undo)
    wellTakenBack(plan, undo, back)
    return back
  }

  /** What the work did is undone, and whatever it did not do is as it was. */
  #undone(took: ReadonlyMap<string, Step>, withWindows: boolean): void {
    const world = this.#world
    world.goOn(() => true)
    for (const { component } of world.members) {
      const { id } = component
      const step = took.get(id)
      const [was, is] = [this.#before.get(id) ?? 'off', world.life(id)]
      if (step) promise('only', this.#isUndone(id, step, is), () => `${step.id} was to be taken back, and ${id} is ${is}`)
      else if (!world.died.has(id) && !world.traits.cannotStart.has(id) && !world.traits.cannotStop.has(id))
        promise('only', isUp(was) === isUp(is), () => `${id} was ${was} and is ${is}, and nobody acted on it`)
    }
    if (withWindows) for (const [target, step] of took) if (isWindow(step)) this.#windowUndone(target, step)
    this.#tally.undone++
  }

  #isUndone(id: ComponentId, step: Step, is: Life): boolean {
    const world = this.#world
    if (isRising(step))
      return (step.verb === 'resume' && is === 'paused') || !isUp(is) || world.isKept(id) || world.traits.cannotStop.has(id)
    return isUp(is) || world.traits.cannotStart.has(id)
  }

  #windowUndone(target: string, { id, verb }: Step): void {
    const open = [...this.#world.windows].some((window) => window === target)
    promise('only', open === (verb === 'close'), () => `${id} was to be taken back, and the window is ${open ? 'open' : 'closed'}`)
  }
}
