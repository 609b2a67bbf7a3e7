import type { Override } from '../model/override.ts'
import type { Problem } from '../model/problem.ts'
import { circle, circleCut } from './check-problems.ts'
import { idOf, needsOf, type Member } from './members.ts'
import { circling } from './order.ts'
import { atOnce, keyed, type Paced } from './paced.ts'

/**
 * Finds members that wait for one another. Where the circle is overridden for one of them and an `after` is in it, that order is
 * left out of the members that are given back, and the problem is a warning that says which. Carriers alone cannot be cut.
 */
export const untangle = (members: readonly Member[], overrides: readonly Override[]): Untangled => atOnce(untangling(members, overrides))

export interface Untangled {
  readonly members: readonly Member[]
  readonly problems: readonly Problem[]
}

/** The same as work that can be laid down in between. */
export function* untangling(members: readonly Member[], overrides: readonly Override[]): Paced<Untangled> {
  const allowed = new Set<string>(overrides.flatMap(({ check, component }) => (check === 'circle' ? [component] : [])))
  const warnings: Problem[] = []
  let list = members
  for (;;) {
    const rings = yield* circling(list, idOf, needsOf)
    if (rings.length === 0) return { members: list, problems: warnings }
    const byId = yield* keyed<string, Member>(list, idOf)
    const circles = rings.map((ids) => ids.flatMap((id) => byId.get(id) ?? []))
    const cuts = circles.flatMap((ring) => (ring.some(({ component }) => allowed.has(component.id)) ? cutOf(ring) : []))
    if (cuts.length === 0) return { members: list, problems: [...warnings, ...circles.map(circle)] }
    const cut = new Map<string, string>(cuts.map(({ member, below }) => [member.component.id, below.component.id]))
    warnings.push(...cuts.map(({ ring, member, below }) => circleCut(ring, member, below)))
    list = list.map((member) => {
      const gone = cut.get(member.component.id)
      return gone === undefined ? member : { ...member, after: member.after.filter(({ component }) => component !== gone) }
    })
  }
}

interface Cut {
  readonly ring: readonly Member[]
  readonly member: Member
  readonly below: Member
}

/** The first `after` of a circle; none where all of it are carriers. */
function cutOf(ring: readonly Member[]): Cut[] {
  for (const [index, member] of ring.entries()) {
    const below = ring[index + 1] ?? ring[0]
    if (below && member.on !== below.component.id) return [{ ring, member, below }]
  }
  return []
}
