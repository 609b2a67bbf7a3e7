import { aboveOf } from '../../shared/logic/above.ts'
import type { Member } from '../../shared/logic/members.ts'
import { closure } from '../../shared/logic/order.ts'
import type { World } from '../../shared/logic/world.ts'
import type { ComponentId, WorkspaceId } from '../../shared/model/id.ts'

/**
 * Members of other workspaces that stand on ours, or on those named, through however many others; for a part that is named also
 * those that wait for it.
 */
export function othersAbove({ members, of }: World, own: WorkspaceId, only: readonly ComponentId[] | null): Member[] {
  const isOther = ({ component }: Member) => of(component.id)?.id !== own
  if (!members.some(isOther)) return []
  const from = only ?? members.flatMap((member) => (isOther(member) ? [] : [member.component.id]))
  const above = aboveOf(members)[only ? 'waiting' : 'guests']
  const reached = closure(from, (id) => (above.get(id) ?? []).map(({ component }) => component.id))
  return members.filter((member) => reached.has(member.component.id) && isOther(member))
}

/** Of our machines, those that carry something of another workspace that is up, with that workspace's name. */
export function carryingOthers(
  { members, of }: World,
  own: WorkspaceId,
  isUp: (component: ComponentId) => boolean,
): Map<ComponentId, string> {
  const byId = new Map(members.map((member) => [member.component.id, member]))
  const carrying = new Map<ComponentId, string>()
  for (const { component, on } of members) {
    const other = of(component.id)
    if (!other || other.id === own || !isUp(component.id)) continue
    const walked = new Set<ComponentId>()
    for (let at = on; at !== null && !walked.has(at); at = byId.get(at)?.on ?? null) {
      walked.add(at)
      if (of(at)?.id !== own) continue
      if (!carrying.has(at)) carrying.set(at, other.name)
      break
    }
  }
  return carrying
}
