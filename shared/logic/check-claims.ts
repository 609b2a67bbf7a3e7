import { claimTwice } from './check-start-problems.ts'
import type { Finding } from './finding.ts'
import type { Member } from './members.ts'
import type { Facts, Room, StartInput } from './start-input.ts'

/** Ports, disks and the like that two on one carrier want for themselves; told once for each pair, of one that is to be started. */
export function claimsMet({ guests }: Room, { starts, of }: StartInput, facts: (member: Member) => Facts | null): Finding[] {
  const holders = new Map<string, Member>()
  const told = new Set<string>()
  const found: Finding[] = []
  for (const second of guests) {
    for (const claim of new Set(facts(second)?.claims ?? [])) {
      const first = holders.get(claim)
      if (!first) {
        holders.set(claim, second)
        continue
      }
      const pair = `${first.component.id} ${second.component.id}`
      const [later, sooner] = starts(second.component.id) ? [second, first] : [first, second]
      // One machine that is drawn twice claims everything twice; that it is drawn twice has been said already.
      if (first.machine.id === second.machine.id || told.has(pair) || !starts(later.component.id)) continue
      told.add(pair)
      found.push(claimTwice(later, sooner, of(sooner.component.id), claim))
    }
  }
  return found
}
