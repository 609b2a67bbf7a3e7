import type { Nature } from '../plugin/plugin.ts'
import { claimsMet } from './check-claims.ts'
import { roomOf } from './check-room.ts'
import * as words from './check-start-problems.ts'
import type { Finding } from './finding.ts'
import type { Member } from './members.ts'
import { along, atOnce, keyed, STRETCH, type Paced } from './paced.ts'
import { once } from './once.ts'
import type { Room, StartInput } from './start-input.ts'

/**
 * What speaks against a start, by what carriers and guests say of themselves; what they do not say is not held against them.
 * Each finding can be overridden by the name of its check. Linear in the members and the depth of their stacks.
 */
export const checkStart = (input: StartInput): Finding[] => atOnce(checkingStart(input))

/** The same as work that can be laid down in between. */
export function* checkingStart(input: StartInput): Paced<Finding[]> {
  const byId = yield* keyed<string, Member>(input.members, ({ component }) => component.id)
  const facts = once(input.facts)
  const rooms = yield* roomsOf(input, byId, facts)
  let entered = 0
  const labels = once(() => new Map<string, string>(input.members.map(({ machine }) => [machine.id, machine.label])))
  const found: Finding[] = []
  for (const room of rooms) {
    yield* along(room.guests, (guest) => {
      if (!input.starts(guest.component.id)) return
      found.push(...kind(guest, byId, input), ...fits(guest, room, facts(guest)?.nature ?? null, facts))
      found.push(...location(guest, room, byId, (id) => labels(null).get(id) ?? id))
    })
    found.push(...roomOf(room, input, facts), ...claimsMet(room, input, facts))
    if (++entered % STRETCH === 0) yield
  }
  return found
}

/** Those who are or will be up, beside those with whom they share a carrier. */
function* roomsOf(
  { members, starts, up, isPlace, ground }: StartInput,
  byId: ReadonlyMap<string, Member>,
  facts: StartInput['facts'],
): Paced<Room[]> {
  const guests = new Map<Member | null, Member[]>()
  yield* along(members, (member) => {
    const { id } = member.component
    const carrier = starts(id) || up(id) ? carrierOf(member, byId, isPlace) : undefined
    if (carrier === undefined || isPlace(member)) return
    const room = guests.get(carrier)
    if (room) room.push(member)
    else guests.set(carrier, [member])
  })
  const rooms: Room[] = []
  yield* along(guests, ([carrier, list]) =>
    rooms.push({ carrier, nature: carrier ? (facts(carrier)?.nature ?? null) : ground, guests: list }),
  )
  return rooms
}

/** Who truly carries it; null for this computer, undefined where the drawing does not say. */
function carrierOf(member: Member, byId: ReadonlyMap<string, Member>, isPlace: StartInput['isPlace']): Member | null | undefined {
  const walked = new Set<string>()
  for (let at = member.on; at !== null; ) {
    const below = byId.get(at)
    if (!below || walked.has(at)) return undefined
    if (!isPlace(below)) return below
    walked.add(at)
    at = below.on
  }
  return null
}

function kind(guest: Member, byId: ReadonlyMap<string, Member>, { plugins }: StartInput): Finding[] {
  const below = guest.on === null ? undefined : byId.get(guest.on)
  if (!below) return []
  const card = plugins.find(({ id }) => id === below.machine.plugin)
  if (card && !card.carries) return [words.cannotCarry(guest, below, card.title)]
  const { hosts } = below.machine
  return hosts === null || hosts.includes(guest.machine.plugin) ? [] : [words.otherKinds(guest, below, hosts)]
}

/** A processor of the older kind runs on the newer one without help. */
const RUNS_TOO: Readonly<Record<string, readonly string[]>> = {
  x86_64: ['i386', 'i486', 'i586', 'i686'],
  aarch64: ['arm', 'armv7l', 'armv8l'],
}

function fits(guest: Member, { carrier, nature: below }: Room, nature: Nature | null, facts: StartInput['facts']): Finding[] {
  if (!nature || !below) return []
  const found: Finding[] = []
  const { architecture, virtualisation, cpus } = nature
  const other = architecture !== below.architecture && !RUNS_TOO[below.architecture ?? '']?.includes(architecture ?? '')
  if (virtualisation === 'needed' && architecture !== null && below.architecture !== null && other)
    found.push(words.otherArchitecture(guest, carrier, architecture, below.architecture))
  if (carrier && virtualisation !== 'none' && facts(carrier)?.nature.nested === false)
    found.push(words.notNested(guest, carrier, virtualisation))
  if (cpus !== null && below.cpus !== null && cpus > below.cpus) found.push(words.tooManyCpus(guest, carrier, cpus, below.cpus))
  return found
}

function location(guest: Member, room: Room, byId: ReadonlyMap<string, Member>, labelOf: (machine: string) => string): Finding[] {
  const allowed = guest.machine.mayRunOn
  if (allowed === null) return []
  const below: Member[] = []
  const walked = new Set<string>()
  for (let at = byId.get(guest.on ?? ''); at && !walked.has(at.component.id); at = byId.get(at.on ?? '')) {
    walked.add(at.component.id)
    below.push(at)
  }
  const there = new Set<string>([...below.map(({ machine }) => machine.id), ...(room.carrier === null ? ['ground'] : [])])
  return allowed.some((id) => there.has(id)) ? [] : [words.notHere(guest, below, labelOf)]
}
