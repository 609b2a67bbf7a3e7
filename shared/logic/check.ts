import type { PluginCard } from '../contract/card.ts'
import { ProblemError, type Problem } from '../model/problem.ts'
import * as words from './check-problems.ts'
import type { Member } from './members.ts'
import { order } from './order.ts'

export interface CheckInput {
  readonly members: readonly Member[]
  readonly plugins: readonly Pick<PluginCard, 'id' | 'role' | 'title' | 'carries' | 'localities'>[]
  /**
   * The local resources that a member's machine would take on its carrier. A ProblemError it throws, such as
   * `options.invalid`, becomes a problem of that member.
   */
  claims(member: Member): readonly string[]
}

/** Everything that forbids to run these members, known before anything is touched. Never throws for what a document says. */
export function check({ members, plugins, claims }: CheckInput): Problem[] {
  const cards = new Map(plugins.map((card) => [card.id, card]))
  const byId = new Map<string, Member>(members.map((member) => [member.component.id, member]))
  return [
    ...circles(members, byId),
    ...members.flatMap((member) => [...machineKind(member, cards), ...carrier(member, byId, cards), ...sessionKinds(member, cards)]),
    ...sharedMachines(members),
    ...sharedSessions(members),
    ...sharedClaims(members, claims),
  ]
}

type Cards = ReadonlyMap<string, CheckInput['plugins'][number]>
type ById = ReadonlyMap<string, Member>

function circles(members: readonly Member[], byId: ById): Problem[] {
  const needs = ({ on, after }: Member) => [...(on ? [on] : []), ...after.map(({ component }) => component)]
  const sorted = order(
    members.map((member) => ({ id: member.component.id, member })),
    ({ member }) => needs(member),
  )
  if (sorted.ok) return []
  return sorted.circles.map((ids) => words.circle(ids.flatMap((id) => byId.get(id) ?? [])))
}

const kinds = (cards: Cards, role: PluginCard['role']) => [...cards.values()].filter((card) => card.role === role).map((card) => card.id)

function machineKind(member: Member, cards: Cards): Problem[] {
  const card = cards.get(member.machine.plugin)
  if (!card) return [words.unknownMachineKind(member, kinds(cards, 'machine'))]
  return card.role === 'machine' ? [] : [words.notAMachine(member, card.title, kinds(cards, 'machine'))]
}

function carrier(member: Member, byId: ById, cards: Cards): Problem[] {
  const below = member.on === null ? undefined : byId.get(member.on)
  const card = below && cards.get(below.machine.plugin)
  return !below || !card || card.carries ? [] : [words.cannotCarry(member, below, card.title)]
}

function sessionKinds(member: Member, cards: Cards): Problem[] {
  return member.component.sessions.flatMap((session) => {
    const card = cards.get(session.plugin)
    if (card?.role !== 'session') return [words.unknownSessionKind(member, session, kinds(cards, 'session'))]
    return card.localities.includes(session.locality) ? [] : [words.wrongLocality(member, session, card)]
  })
}

function sharedMachines(members: readonly Member[]): Problem[] {
  return twice(members, ({ machine }) => [machine.id]).map(({ first, second }) => words.machineTwice(second, first))
}

function sharedSessions(members: readonly Member[]): Problem[] {
  return twice(members, ({ component }) => component.sessions.map(({ id }) => id)).map(({ first, second, key }) =>
    words.sessionTwice(second, first, key),
  )
}

function sharedClaims(members: readonly Member[], claims: CheckInput['claims']): Problem[] {
  const problems: Problem[] = []
  const claimed = new Map<Member, readonly string[]>()
  for (const member of members) {
    try {
      claimed.set(member, [...new Set(claims(member))])
    } catch (cause) {
      if (!(cause instanceof ProblemError)) throw cause
      problems.push({ ...cause.problem, about: member.component.id })
    }
  }
  // One machine drawn twice claims everything twice; that it is drawn twice has been said already.
  const found = twice([...claimed.keys()], (member) => (claimed.get(member) ?? []).map((claim) => `${member.on ?? 'ground'} ${claim}`))
  for (const { first, second, key } of found) {
    if (first.machine.id !== second.machine.id) problems.push(words.claimTwice(second, first, key.slice(key.indexOf(' ') + 1)))
  }
  return problems
}

/** Every member that holds a key which an earlier one holds. */
function twice<K extends string>(
  members: readonly Member[],
  keys: (member: Member) => readonly K[],
): { first: Member; second: Member; key: K }[] {
  const holders = new Map<K, Member>()
  return members.flatMap((second) =>
    keys(second).flatMap((key) => {
      const first = holders.get(key)
      if (first) return [{ first, second, key }]
      holders.set(key, second)
      return []
    }),
  )
}
