import type { ComponentId } from '../../model/id.ts'
import type { Goal, Plan, Step } from '../../model/plan.ts'
import type { Member } from '../members.ts'
import { inputFor } from '../stack.fixture.ts'
import { promise, type Loop } from './promise.fixture.ts'
import { isRising, isWindow, type Wish, type World } from './world.fixture.ts'

/** What a plan promises before anybody runs it; `meant` are those whom its wish is about. */
export function wellPlanned(plan: Plan, wish: Wish, world: World, meant: ReadonlySet<string>): void {
  const steps = new Map<string, Step>()
  for (const step of plan.steps) {
    promise(
      'order',
      step.needs.every((need) => steps.has(need.step)),
      () => `${step.id} is listed before what it needs`,
    )
    promise('twice', !steps.has(step.id), () => `${step.id} is planned twice`)
    steps.set(step.id, step)
  }
  const touched = new Map<string, Step>()
  for (const step of plan.steps) if (!isWindow(step) && !(wish.goal === 'down' && isRising(step))) touched.set(step.target, step)
  for (const { component } of world.members) {
    const { id } = component
    const step = touched.get(id)
    promise('part', !step || meant.has(id), () => `${id} was not meant, and there is ${step?.id}`)
    if (meant.has(id)) asWished(id, step, wish, world)
    if (wish.goal === 'down') promise('shared', !step || !world.isKept(id), () => `${id} is used by others, and there is ${step?.id}`)
  }
}

function asWished(id: ComponentId, step: Step | undefined, { goal }: Wish, world: World): void {
  const seen = world.seen(id)
  if (goal === 'up')
    promise('wished', (seen === 'ready') !== Boolean(step), () => `${id} was seen ${seen}, and there is ${step ? step.id : 'no step'}`)
  else {
    const gone = seen === 'off'
    const stays = world.isKept(id) || world.traits.cannotStop.has(id)
    promise('wished', gone ? !step : Boolean(step) || stays, () => `${id} was seen ${seen}, and there is ${step ? step.id : 'no step'}`)
  }
}

/** Whoever waits for somebody on the way up is waited for by them on the way down. */
export function mirrored(loop: Loop, members: readonly Member[]): void {
  const pairs = (goal: Goal) => {
    const { steps } = loop.makePlan(inputFor(members, goal))
    const targets = new Map(steps.map(({ id, target }) => [id, target]))
    return steps.flatMap(({ target, needs }) =>
      needs.flatMap(({ step }) => {
        const other = targets.get(step) ?? ''
        if (!target.startsWith('component:') || !other.startsWith('component:')) return []
        return goal === 'up' ? [`${target} over ${other}`] : [`${other} over ${target}`]
      }),
    )
  }
  promise('mirror', pairs('up').sort().join() === pairs('down').sort().join(), () => 'down is not the mirror of up')
}

/** All of what was done is taken back, and nothing while something that needed it still stands. */
export function wellTakenBack(plan: Plan, did: ReadonlySet<string>, back: Plan): void {
  const undone = plan.steps.filter(({ id, opposite }) => did.has(id) && opposite !== null)
  promise('back', back.steps.length === undone.length, () => `${undone.length} can be taken back, ${back.steps.length} are`)
  const listed = new Set<string>()
  const backs = new Map(back.steps.map((step) => [step.id, step]))
  for (const step of back.steps) {
    promise(
      'back',
      step.needs.every((need) => listed.has(need.step)),
      () => `${step.id} is listed before what it needs`,
    )
    listed.add(step.id)
  }
  const undoing = (step: Step) => `${step.opposite} ${step.target}`
  for (const step of undone) {
    promise('back', backs.has(undoing(step)), () => `${step.id} is not taken back`)
    // Through whatever is not taken back, too.
    for (const lower of below(step.id, plan.steps)) {
      if (!did.has(lower.id) || !lower.opposite) continue
      const waits = below(undoing(lower), back.steps).some(({ id }) => id === undoing(step))
      promise('back', waits, () => `${lower.id} is taken back without waiting for ${step.id}`)
    }
  }
}

/** All that a step needs, and what that needs. */
function below(id: string, steps: readonly Step[]): Step[] {
  const byId = new Map(steps.map((step) => [step.id, step]))
  const found = new Set<string>()
  const open = [id]
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    for (const { step } of byId.get(at)?.needs ?? []) {
      if (found.has(step)) continue
      found.add(step)
      open.push(step)
    }
  }
  return [...found].flatMap((each) => byId.get(each) ?? [])
}
