import * as words from './check-start-problems.ts'
import type { Finding } from './finding.ts'
import type { Member } from './members.ts'
import type { Facts, Room, StartInput } from './start-input.ts'

/** What stays for the carrier's own system: a tenth of its memory, and at least this much. */
const REST_MIB = 64
export const restMib = (memoryMib: number): number => Math.max(REST_MIB, Math.ceil(memoryMib / 10))

type Wants = readonly (readonly [guest: Member, much: number])[]

/** What all guests together want of their carrier: too much memory forbids the start, too many processors only make it slow. */
export function roomOf(room: Room, { starts }: StartInput, facts: (member: Member) => Facts | null): Finding[] {
  const { carrier, nature, guests } = room
  if (!nature || !guests.some(({ component }) => starts(component.id))) return []
  // Who is up already has its room; those that start come after it, in their order.
  const sorted = [...guests.filter(({ component }) => !starts(component.id)), ...guests.filter(({ component }) => starts(component.id))]
  const wants = (what: 'memoryMib' | 'cpus'): Wants =>
    sorted.flatMap((guest) => {
      const much = facts(guest)?.nature[what] ?? null
      return much === null ? [] : [[guest, much] as const]
    })
  const found: Finding[] = []
  if (nature.memoryMib !== null) {
    const { memoryMib } = nature
    const memory = wants('memoryMib')
    const tips = tipsOver(memory, memoryMib - restMib(memoryMib), starts)
    if (tips) found.push(words.notEnoughMemory(tips, carrier, memoryMib, restMib(memoryMib), memory))
  }
  if (nature.cpus !== null) {
    const { cpus } = nature
    // One that wants more than there are is told by itself.
    const shared = wants('cpus').filter(([, much]) => much <= cpus)
    const tips = tipsOver(shared, cpus, starts)
    if (tips && shared.length > 1) found.push(words.sharedCpus(tips, carrier, cpus, shared))
  }
  return found
}

/** The first one to be started for whom there is no room any more; null when all fit. */
function tipsOver(wants: Wants, room: number, starts: StartInput['starts']): Member | null {
  let taken = 0
  for (const [guest, much] of wants) {
    taken += much
    if (taken > room && starts(guest.component.id)) return guest
  }
  return null
}
