import type { ComponentId, MachineId, WorkspaceId } from '../model/id.ts'
import { idOf, needsOf, type Member } from './members.ts'
import { circling } from './order.ts'
import { along, atOnce, type Paced } from './paced.ts'

/** One workspace with all its references followed. */
export interface Holding {
  readonly workspace: { readonly id: WorkspaceId; readonly name: string }
  readonly members: readonly Member[]
}

/** All machines that some workspace starts, each once: drawn by several, it stands as the first of them draws it. */
export interface World {
  /** Those of the first workspace as they are, then those that only others have. */
  readonly members: readonly Member[]
  /** The workspace from which the member is taken; null for none. */
  of(component: ComponentId): Holding['workspace'] | null
  /** The member that stands for a component of any of the workspaces: the same machine. */
  standFor(component: ComponentId): Member | null
}

/**
 * Lays workspaces over one another by their machines: a guest of another one stands on our component of the same carrier. What
 * the first draws is not changed. The others bring no circle in: an order of theirs that would close one is left out.
 */
export const worldOf = (first: Holding, others: readonly Holding[]): World => atOnce(layingOver(first, others))

/** The same as work that can be laid down in between. */
export function* layingOver(first: Holding, others: readonly Holding[]): Paced<World> {
  const members = [...first.members]
  const from = new Map<ComponentId, Holding['workspace']>()
  const byMachine = new Map<MachineId, Member>()
  const machines = new Map<ComponentId, MachineId>()
  yield* along(first.members, (member) => {
    from.set(member.component.id, first.workspace)
    machines.set(member.component.id, member.machine.id)
    if (!byMachine.has(member.machine.id)) byMachine.set(member.machine.id, member)
  })
  const standFor = (component: ComponentId): Member | null => {
    const machine = machines.get(component)
    return (machine && byMachine.get(machine)) ?? null
  }
  for (const { workspace, members: drawn } of others) {
    const fresh: Member[] = []
    yield* along(drawn, (member) => {
      const { component, machine } = member
      if (!machines.has(component.id)) machines.set(component.id, machine.id)
      if (byMachine.has(machine.id) || from.has(component.id)) return
      from.set(component.id, workspace)
      byMachine.set(machine.id, member)
      fresh.push(member)
    })
    const standingHere: Member[] = []
    yield* along(fresh, (member) => standingHere.push(standing(member, standFor)))
    yield* along(yield* withoutCircles(standingHere), (member) => {
      byMachine.set(member.machine.id, member)
      members.push(member)
    })
  }
  return { members, of: (component) => from.get(component) ?? null, standFor }
}

/** The member with its carrier and its orders as the world has them. */
function standing(member: Member, standFor: World['standFor']): Member {
  const { component, on } = member
  const here = (id: ComponentId) => standFor(id)?.component.id ?? id
  const after = member.after.map((each) => ({ ...each, component: here(each.component) })).filter((each) => each.component !== component.id)
  return { ...member, on: on === null || here(on) === component.id ? null : here(on), after }
}

/** Takes away the orders of members that wait for one another, and the members where even carriers do: those could never be up. */
function* withoutCircles(members: readonly Member[]): Paced<Member[]> {
  let list = [...members]
  for (;;) {
    const rings = yield* circling(list, idOf, needsOf)
    if (rings.length === 0) return list
    const stuck = new Set<string>(rings.flat())
    const ordered = list.some(({ component, after }) => stuck.has(component.id) && after.length > 0)
    list = ordered
      ? list.map((member) => (stuck.has(member.component.id) ? { ...member, after: [] } : member))
      : list.filter(({ component }) => !stuck.has(component.id))
  }
}
