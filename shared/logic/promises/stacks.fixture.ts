import { ServiceId, type ComponentId } from '../../model/id.ts'
import { Machine } from '../../model/machine.ts'
import { VComponent } from '../../model/service.ts'
import type { After, Member } from '../members.ts'
import { componentId, sessionId } from '../stack.fixture.ts'
import { dependantsOf, aboveOf } from '../above.ts'
import type { Roll } from './promise.fixture.ts'
import type { Wish, World } from './world.fixture.ts'

const MOST = 12

/** Read once and copied: a hundred thousand stacks are a million machines. */
const service = ServiceId.parse('service:test')
const templates = Array.from({ length: MOST }, (_, at) => {
  const name = `c${at}`
  const component = VComponent.parse({
    id: componentId(name),
    name,
    is: { machine: `machine:${name}` },
    ready: [{ kind: 'ssh-banner' }],
    sessions: [
      { id: sessionId(name), name: 'terminal', plugin: 'cli' },
      { id: sessionId(`${name}-more`), name: 'more', plugin: 'cli', opens: 'by-hand' },
    ],
  })
  return { component, machine: Machine.parse({ type: 'machine', id: `machine:${name}`, label: name, plugin: 'sim' }) }
})

/** A random stack without circles: each machine stands on, and comes after, earlier ones; trees, forests and columns. */
export function randomMembers(roll: Roll): Member[] {
  const count = 1 + roll(MOST)
  const column = roll(6) === 0
  return templates.slice(0, count).map(({ component, machine }, at) => {
    const earlier = (of: number): ComponentId => templates[of]?.component.id ?? component.id
    const on = at > 0 && roll(10) < (column ? 9 : 6) ? earlier(column ? at - 1 : roll(at)) : null
    const gates = new Map<ComponentId, After['gate']>()
    for (let more = roll(3); at > 0 && more > 0; more--) {
      const below = earlier(roll(at))
      if (below !== on) gates.set(below, roll(3) === 0 ? 'started' : 'ready')
    }
    const after = [...gates].map(([below, gate]) => ({ component: below, gate }))
    const ready = roll(10) < 3 ? component.ready : []
    const sessions = roll(10) < 4 ? component.sessions.slice(0, 1 + roll(2)) : []
    return { component: { ...component, on, after, ready, sessions }, machine, on, after, service }
  })
}

/** What somebody may wish of a world: mostly all of it, sometimes a part. */
export function randomWish(world: World, goal: 'up' | 'down', roll: Roll): Wish {
  const part = roll(4) === 0
  const some = world.members.flatMap(({ component }) => (roll(4) === 0 ? [component.id] : []))
  return {
    goal,
    only: part && some.length > 0 ? some : null,
    dependants: roll(2) === 0 ? 'stop' : 'refuse',
    limits: { all: 1 + roll(5), perLane: 1 + roll(3) },
  }
}

/** Who is meant by a wish: a part brings what carries it up, and takes down what was wished to be taken down with it. */
export function meantBy({ goal, only, dependants }: Wish, world: World): ReadonlySet<string> {
  if (!only) return new Set(world.members.map(({ component }) => component.id))
  const meant = new Set<string>(only)
  if (goal === 'up') {
    // The set grows while it is walked: what carries a carrier is meant as well.
    for (const id of meant) {
      const on = world.byId.get(id)?.on
      if (on) meant.add(on)
    }
  } else if (dependants === 'stop') for (const { member } of neededBy(only, world)) meant.add(member.component.id)
  return meant
}

/** Who is up and stands on a part that goes down, or waits for it. */
export const neededBy = (only: readonly ComponentId[], world: World) => dependantsOf(aboveOf(world.members), only, (id) => world.seen(id))
