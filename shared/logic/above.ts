import type { ComponentId } from '../model/id.ts'
import { isGone } from '../model/machine.ts'
import type { PlanInput } from './draft.ts'
import type { Member } from './members.ts'

/** Guests by their carrier; and who waits for whom by any gate, its guests among them, and so goes down before it. */
export interface Above {
  readonly guests: ReadonlyMap<string, readonly Member[]>
  readonly waiting: ReadonlyMap<string, readonly Member[]>
}

export function aboveOf(members: readonly Member[]): Above {
  const guests = new Map<string, Member[]>()
  const waiting = new Map<string, Member[]>()
  const add = (map: Map<string, Member[]>, below: string, above: Member) => {
    const list = map.get(below)
    if (list) list.push(above)
    else map.set(below, [above])
  }
  for (const member of members) {
    if (member.on) for (const map of [guests, waiting]) add(map, member.on, member)
    for (const { component: below } of member.after) add(waiting, below, member)
  }
  return { guests, waiting }
}

/** Somebody who cannot stay as it is when a part goes down. */
export interface Dependant {
  readonly member: Member
  readonly how: 'stands on' | 'waits for'
  /** Whom it needs: a machine that is named, or another dependant. */
  readonly below: ComponentId
  /** Stands on the part, through carriers alone: it lives inside it. */
  readonly inside: boolean
}

/**
 * Everything up that stands on one of those named, or waits for it, or for another dependant; nearest first, each once. Who is
 * named, or off already, is none; who is off needs nobody, so nothing is looked for above it.
 */
export function dependantsOf({ guests, waiting }: Above, named: readonly ComponentId[], seen: PlanInput['seen']): Dependant[] {
  const found: Dependant[] = []
  const known = new Set<string>(named)
  const up = named.filter((id) => !isGone(seen(id)))
  const gather = (from: ComponentId[], above: Above['guests'], inside: boolean) => {
    // The list grows while it is walked: whoever is found has dependants too.
    for (const below of from) {
      for (const member of above.get(below) ?? []) {
        const { id } = member.component
        if (known.has(id) || isGone(seen(id))) continue
        known.add(id)
        found.push({ member, how: member.on === below ? 'stands on' : 'waits for', below, inside })
        from.push(id)
      }
    }
  }
  gather([...up], guests, true)
  gather([...up, ...found.map(({ member }) => member.component.id)], waiting, false)
  return found
}
