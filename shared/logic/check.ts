import type { PluginCard } from '../contract/card.ts'
import { ProblemError, type Problem } from '../model/problem.ts'
import * as words from './check-problems.ts'
import type { Member } from './members.ts'

export interface CheckInput {
  readonly members: readonly Member[]
  readonly plugins: readonly Pick<PluginCard, 'id' | 'role' | 'title' | 'localities'>[]
  /** Reads the settings of a member's machine. A ProblemError it throws, such as `options.invalid`, becomes a problem of that member. */
  facts(member: Member): unknown
}

/**
 * What is wrong with the members themselves, whatever is to be done with them; none of it can be overridden. Never throws for
 * what a document says. What speaks against a start is found by `checkStart`, circles by `untangle`.
 */
export function check({ members, plugins, facts }: CheckInput): Problem[] {
  const cards = new Map(plugins.map((card) => [card.id, card]))
  return [
    ...members.flatMap((member) => [...machineKind(member, cards), ...sessionKinds(member, cards)]),
    ...sharedMachines(members),
    ...sharedSessions(members),
    ...members.flatMap((member) => settings(member, facts)),
  ]
}

type Cards = ReadonlyMap<string, CheckInput['plugins'][number]>

const kinds = (cards: Cards, role: PluginCard['role']) => [...cards.values()].filter((card) => card.role === role).map((card) => card.id)

function machineKind(member: Member, cards: Cards): Problem[] {
  const card = cards.get(member.machine.plugin)
  if (!card) return [words.unknownMachineKind(member, kinds(cards, 'machine'))]
  return card.role === 'machine' ? [] : [words.notAMachine(member, card.title, kinds(cards, 'machine'))]
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

function settings(member: Member, facts: CheckInput['facts']): Problem[] {
  try {
    facts(member)
    return []
  } catch (cause) {
    if (!(cause instanceof ProblemError)) throw cause
    return [{ ...cause.problem, about: member.component.id }]
  }
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
