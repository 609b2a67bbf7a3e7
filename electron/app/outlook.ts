import type { Asked, SeenNow } from '../../shared/contract/contract.ts'
import { untangling } from '../../shared/logic/check-circles.ts'
import { idOf, type Member } from '../../shared/logic/members.ts'
import { takesAway } from '../../shared/logic/needing.ts'
import { along, keyed } from '../../shared/logic/paced.ts'
import type { World } from '../../shared/logic/world.ts'
import type { ComponentId, MachineId } from '../../shared/model/id.ts'
import { isGone, type Condition } from '../../shared/model/machine.ts'
import type { Override } from '../../shared/model/override.ts'
import type { Problem } from '../../shared/model/problem.ts'
import { inTurns } from '../engine/turns.ts'
import type { Inventory } from '../inventory/inventory.ts'
import { carryingOthers, othersAbove } from './beside.ts'
import type { Situation, Situations } from './situation.ts'
import { usesOf, type User } from './uses.ts'

/** Everything that a plan is made from, besides what plugins offer. */
export interface Outlook {
  readonly situation: Situation
  /** The workspace's own members, without the orders that were overridden. */
  readonly own: readonly Member[]
  /** Those that the plan may act on: its own, and for a part that goes down those of other workspaces too. */
  readonly members: readonly Member[]
  readonly byId: ReadonlyMap<ComponentId, Member>
  /** All machines of all workspaces. */
  readonly world: World
  /** The part that is meant, as members of the world: a reference stands for all that it takes in. */
  readonly only: readonly ComponentId[] | null
  readonly overrides: readonly Override[]
  /** Circles among the members. */
  readonly circles: readonly Problem[]
  seen(component: ComponentId): Condition
  /** The ways into it that were seen. */
  ways(component: ComponentId): SeenNow['ways']
  /** Looks at members of other workspaces as well. */
  look(members: readonly Member[]): Promise<void>
  /** The name of the other workspace that a member is taken from. */
  of(component: ComponentId): string | null
  users(machine: MachineId): readonly User[]
  claimedElsewhere(component: ComponentId): string | null
  sleeps(component: ComponentId): boolean
}

export interface OutlookParts {
  readonly situations: Situations
  readonly inventory: Pick<Inventory, 'runs'>
  /** Looks at these members now. */
  look(situation: Situation, only: ReadonlySet<ComponentId> | null): Promise<ReadonlyMap<ComponentId, SeenNow>>
}

/** So far back it is known who uses what. */
const RUNS = 200

/** Looks at the workspace; and, where something goes down, at whoever of the other workspaces stands on it or waits for it. */
export async function outlookOf({ situations, inventory, look }: OutlookParts, wish: Asked<'plan.make'>): Promise<Outlook> {
  const { workspace, goal, dependants } = wish
  await situations.ready(workspace)
  const situation = situations.of(workspace)
  const world = situations.world(workspace)
  const overrides = [...situation.workspace.overrides, ...wish.overrides]
  const { members: own, problems: circles } = await inTurns(untangling(situation.members, overrides))
  const only = wish.only && [...new Set(situations.machinesOf(wish.only).map((id) => world.standFor(id)?.component.id ?? id))]

  const known = new Map<ComponentId, Pick<SeenNow, 'condition' | 'ways'>>()
  const keep = (found: ReadonlyMap<ComponentId, SeenNow>, members: readonly Member[]) =>
    inTurns(along(members, ({ component: { id } }) => known.set(id, found.get(id) ?? { condition: 'unknown' })))
  await keep(await look(situation, null), situation.members)
  const lookBeside = async (members: readonly Member[]) => {
    const fresh = members.filter(({ component }) => !known.has(component.id))
    const groups = Map.groupBy(fresh, ({ component }) => world.of(component.id)?.id ?? workspace)
    const looks = [...groups].map(async ([other, list]) => {
      const ids = new Set(list.map(({ component }) => component.id))
      await keep(await look(situations.of(other), ids), list)
    })
    await Promise.all(looks)
  }
  const others = goal === 'up' ? [] : othersAbove(world, workspace, only)
  await lookBeside(others)

  const seen = (id: ComponentId) => known.get(id)?.condition ?? 'unknown'
  const members = only !== null && others.length > 0 ? [...own, ...others] : own
  const byId = members === situation.members ? situation.byId : await inTurns(keyed(members, idOf))
  const uses = once(() => {
    const rest = situations.workspaces().filter(({ id }) => id !== workspace)
    return usesOf(
      workspace,
      world,
      rest.map(({ id }) => situations.of(id)),
      inventory.runs(RUNS),
    )
  })
  const users = (machine: MachineId) => uses().users(machine)
  // Putting a machine that is named to sleep takes nobody's away: who stands on it sleeps with it, whosever it is.
  const keeps = goal !== 'up' && (only === null || (dependants === 'refuse' && takesAway(goal)))
  const carrying = keeps ? carryingOthers(world, workspace, (id) => isUp(seen(id))) : new Map<ComponentId, string>()
  return {
    situation,
    own,
    members,
    byId,
    world,
    only,
    overrides,
    circles,
    seen,
    ways: (id) => known.get(id)?.ways,
    look: lookBeside,
    of(id) {
      const from = world.of(id)
      return from && from.id !== workspace ? from.name : null
    },
    users,
    claimedElsewhere(id) {
      const member = keeps ? byId.get(id) : undefined
      return (member && (users(member.machine.id)[0]?.workspace.name ?? carrying.get(id))) ?? null
    },
    sleeps(id) {
      const member = byId.get(id)
      return member !== undefined && uses().sleeps(member.machine.id)
    },
  }
}

export const isUp = (condition: Condition): boolean => !isGone(condition) && condition !== 'unknown'

function once<T>(work: () => T): () => T {
  let done: { readonly value: T } | null = null
  return () => {
    done ??= { value: work() }
    return done.value
  }
}
