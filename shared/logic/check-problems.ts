import type { PluginCard } from '../contract/card.ts'
import type { Problem } from '../model/problem.ts'
import type { Session } from '../model/service.ts'
import type { Member } from './members.ts'

/** What `check` and `untangle` may find, in words: errors about a component. */
const error = ({ component }: Member, problem: Omit<Problem, 'severity' | 'about'>): Problem => ({
  ...problem,
  severity: 'error',
  about: component.id,
})

const known = (kinds: readonly string[]) => (kinds.length > 0 ? `Known are ${kinds.join(', ')}.` : 'None is known.')

/** Each waits for the next, the last for the first. Only an order can be left out: carriers alone cannot be overridden. */
export function circle(members: readonly Member[]): Problem {
  const [first] = members
  if (!first) throw new RangeError('a circle has members')
  const path = [...members, first].map(({ component }) => component.name)
  const pairs = members.map((member, index) => ({ member, below: members[index + 1] ?? first }))
  const ordered = pairs.some(({ member, below }) => member.on !== below.component.id)
  return error(first, {
    code: 'plan.circle',
    title:
      first.component.name === path[1]
        ? `${first.component.name} waits for itself`
        : `${path.slice(0, -1).join(', ')} wait for one another`,
    message: `${pairs.map(({ member, below }) => link(member, below)).join(', ')}: none of them could ever be the first.`,
    hint: ordered
      ? 'Take one of these orders away, or move one of the machines out of the other.'
      : 'Move one of the machines out of the other.',
    detail: path.join(' → '),
    ...(ordered && { check: 'circle' as const }),
  })
}

/** The circle was overridden: `member` does not wait for `below` this time. */
export function circleCut(members: readonly Member[], member: Member, below: Member): Problem {
  const told = circle(members)
  const message = `${told.message} The check "circle" is overridden: that ${link(member, below)} is left out.`
  return { ...told, severity: 'warning', message }
}

const link = (member: Member, below: Member) =>
  `${member.component.name} is ${member.on === below.component.id ? 'on' : 'after'} ${below.component.name}`

export const unknownMachineKind = (member: Member, kinds: readonly string[]): Problem =>
  error(member, {
    code: 'plugin.unknown',
    title: `${member.component.name} is of a kind that is not known here`,
    message: `${member.machine.label} wants the machine plugin ${member.machine.plugin}, which this ServiceComposer does not have. ${known(kinds)}`,
    hint: 'Choose one of the known kinds, or run it with a ServiceComposer that has this plugin.',
    detail: `${member.machine.id} plugin`,
  })

export const notAMachine = (member: Member, title: string, kinds: readonly string[]): Problem =>
  error(member, {
    code: 'plugin.role',
    title: `${title} is not a kind of machine`,
    message: `${member.machine.label} has the plugin ${member.machine.plugin}, which makes windows and not machines. ${known(kinds)}`,
    hint: 'Choose one of the known kinds of machine.',
    detail: `${member.machine.id} plugin`,
  })

export const unknownSessionKind = (member: Member, session: Session, kinds: readonly string[]): Problem =>
  error(member, {
    code: 'plugin.unknown',
    title: `${session.name} of ${member.component.name} is of a kind that is not known here`,
    message: `It wants the session plugin ${session.plugin}, which this ServiceComposer does not have. ${known(kinds)}`,
    hint: 'Choose one of the known kinds of session, or take the session away.',
    detail: `${session.id} plugin`,
  })

export const wrongLocality = (member: Member, session: Session, card: Pick<PluginCard, 'title' | 'localities'>): Problem =>
  error(member, {
    code: 'session.locality',
    title: `${session.name} of ${member.component.name} cannot end there`,
    message: `${card.title} has no locality ${session.locality}; it has ${card.localities.join(', ')}.`,
    hint: `Choose ${card.localities.join(' or ')}.`,
    detail: `${session.id} locality`,
  })

export const machineTwice = (member: Member, first: Member): Problem =>
  error(member, {
    code: 'machine.twice',
    title: `${member.machine.label} is drawn twice`,
    message: `${first.component.name} and ${member.component.name} are both ${member.machine.label}, which can be started and stopped only as one.`,
    hint: `Take ${member.component.name} away and draw its orders to ${first.component.name}, or give it a machine of its own.`,
    detail: `${member.component.id} is.machine`,
  })

export const sessionTwice = (member: Member, first: Member, session: string): Problem =>
  error(member, {
    code: 'session.twice',
    title: `Two sessions have one id`,
    message: `${first.component.name} and ${member.component.name} both have ${session}; their windows could not be told apart.`,
    hint: 'Give one of them an id of its own.',
    detail: `${session} id`,
  })
