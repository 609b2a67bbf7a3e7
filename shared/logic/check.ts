import type { PluginCard } from '../contract/card.ts'
import { ProblemError, type Problem } from '../model/problem.ts'
import * as words from './check-problems.ts'
import type { Member } from './members.ts'
import { along, atOnce, type Paced } from './paced.ts'

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
export const check = (input: CheckInput): Problem[] => atOnce(checking(input))

/** The same as work that can be laid down in between. */
export function* checking({ members, plugins, facts }: CheckInput): Paced<Problem[]> {
  const cards = new Map(plugins.map((card) => [card.id, card]))
  const problems: Problem[] = []
  yield* along(members, (member) => problems.push(...machineKind(member, cards), ...sessionKinds(member, cards)))
  problems.push(...(yield* sharedMachines(members)), ...(yield* sharedSessions(members)))
  yield* along(members, (member) => problems.push(...settings(member, facts)))
  return problems
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

function* sharedMachines(members: readonly Member[]): Paced<Problem[]> {
  const found = yield* twice(members, ({ machine }) => [machine.id])
  return found.map(({ first, second }) => words.machineTwice(second, first))
}

function* sharedSessions(members: readonly Member[]): Paced<Problem[]> {
  const found = yield* twice(members, ({ component }) => component.sessions.map(({ id }) => id))
  return found.map(({ first, second, key }) => words.sessionTwice(second, first, key))
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
function* twice<K extends string>(
  members: readonly Member[],
  keys: (member: Member) => readonly K[],
): Paced<{ first: Member; second: Member; key: K }[]> {
  const holders = new Map<K, Member>()
  const found: { first: Member; second: Member; key: K }[] = []
  yield* along(members, (second) => {
    for (const key of keys(second)) {
      const first = holders.get(key)
      if (first) found.push({ first, second, key })
      else holders.set(key, second)
    }
  })
  return found
}
