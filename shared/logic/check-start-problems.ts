import type { Nature } from '../plugin/plugin.ts'
import { finding, type Finding } from './finding.ts'
import type { Member } from './members.ts'

/** What the checks before a start may find, in words: why it cannot go well, and what to do. Each can be overridden. */

const nameOf = (carrier: Member | null) => carrier?.component.name ?? 'this computer'
const withCarrier = (guest: Member, carrier: Member | null): [Member, ...Member[]] => (carrier ? [guest, carrier] : [guest])

export const cannotCarry = (guest: Member, below: Member, title: string): Finding =>
  finding('kind', [guest, below], {
    code: 'carrier.cannot',
    title: `${below.component.name} cannot carry ${guest.component.name}`,
    message: `${guest.component.name} is on ${below.component.name}, but a ${title} does not carry other machines.`,
    hint: `Put ${guest.component.name} on a machine that does, or on this computer, and say with "after" if it must wait for ${below.component.name}.`,
    detail: `${guest.component.id} on`,
  })

export const otherKinds = (guest: Member, below: Member, hosts: readonly string[]): Finding =>
  finding('kind', [guest, below], {
    code: 'carrier.kind',
    title: `${below.component.name} does not carry machines of the kind ${guest.machine.plugin}`,
    message: `${guest.component.name} is a ${guest.machine.plugin} machine, and what ${below.machine.label} can carry is ${hosts.length > 0 ? hosts.join(', ') : 'nothing'}.`,
    hint: `Add ${guest.machine.plugin} to what ${below.machine.label} can carry if its system has it, or put ${guest.component.name} on another machine.`,
    detail: `${below.machine.id} hosts`,
  })

export const otherArchitecture = (guest: Member, carrier: Member | null, wanted: string, there: string): Finding =>
  finding('architecture', withCarrier(guest, carrier), {
    code: 'carrier.architecture',
    title: `${guest.component.name} needs another processor than ${nameOf(carrier)} has`,
    message: `${guest.component.name} is made for ${wanted} and wants the processor's own virtualisation, but ${nameOf(carrier)} is ${there}.`,
    hint: `Let ${guest.component.name} be emulated in its settings, or put it on a machine that is ${wanted}.`,
    detail: `${guest.machine.id} options`,
  })

export const notNested = (guest: Member, carrier: Member, how: Nature['virtualisation']): Finding =>
  finding('nested', [guest, carrier], {
    code: 'carrier.nested',
    title: `${carrier.component.name} offers no virtualisation to its guests`,
    message:
      how === 'needed'
        ? `${guest.component.name} does not start without the processor's virtualisation, and the settings of ${carrier.component.name} do not hand it on.`
        : `${guest.component.name} wants the processor's virtualisation, and the settings of ${carrier.component.name} do not hand it on: it would be emulated, which is many times slower.`,
    hint: `Turn on "Offers virtualisation" in the settings of ${carrier.component.name}, or accept emulation in those of ${guest.component.name}.`,
    detail: `${carrier.machine.id} options.nested`,
  })

export const tooManyCpus = (guest: Member, carrier: Member | null, wanted: number, there: number): Finding =>
  finding('cpus', withCarrier(guest, carrier), {
    code: 'carrier.cpus',
    title: `${guest.component.name} wants more processors than ${nameOf(carrier)} has`,
    message: `${guest.component.name} is given ${wanted}, and ${nameOf(carrier)} has ${there}.`,
    hint: `Give ${guest.component.name} at most ${there}${carrier ? `, or ${carrier.component.name} more` : ''}.`,
    detail: `${guest.machine.id} options.cpus`,
  })

type Wants = readonly (readonly [guest: Member, much: number])[]

const MOST_LISTED = 8
const listed = (wants: Wants) => {
  const named = wants.slice(0, MOST_LISTED).map(([{ component }, much]) => `${component.name} ${much}`)
  return [...named, ...(wants.length > MOST_LISTED ? [`${wants.length - MOST_LISTED} more`] : [])].join(', ')
}
const others = (guest: Member, wants: Wants) => wants.flatMap(([each]) => (each === guest ? [] : [each]))
const sum = (wants: Wants) => wants.reduce((all, [, much]) => all + much, 0)

/** Overridden by naming the carrier, or anybody who is on it. */
export const notEnoughMemory = (guest: Member, carrier: Member | null, memoryMib: number, restMib: number, wants: Wants): Finding => {
  return finding('memory', [...withCarrier(guest, carrier), ...others(guest, wants)], {
    code: 'carrier.memory',
    title: `${nameOf(carrier)} has not enough memory for ${guest.component.name}`,
    message: `It has ${memoryMib} MiB, of which ${restMib} are left to its own system; its guests want ${sum(wants)}: ${listed(wants)}.`,
    hint: `Give ${carrier ? `${carrier.component.name} more, or ` : ''}one of its guests less, or stop one that is not needed.`,
    detail: `${memoryMib} MiB - ${restMib} < ${sum(wants)} MiB`,
  })
}

/** Slow, but nothing that forbids a start. */
export const sharedCpus = (guest: Member, carrier: Member | null, cpus: number, wants: Wants): Finding => {
  const { problem, involved } = finding('cpus', [...withCarrier(guest, carrier), ...others(guest, wants)], {
    code: 'carrier.cpus-shared',
    title: `The guests of ${nameOf(carrier)} share its processors`,
    message: `It has ${cpus}, and they are given ${sum(wants)}: ${listed(wants)}. All of them run, but not all at full speed at the same time.`,
    hint: 'Nothing needs to be done where they are not busy at the same time.',
  })
  return { problem: { ...problem, severity: 'warning' }, involved }
}

export function notHere(guest: Member, below: readonly Member[], labelOf: (machine: string) => string): Finding {
  const allowed = (guest.machine.mayRunOn ?? []).map((id) => (id === 'ground' ? 'this computer' : labelOf(id)))
  const places = [...below.map(({ component }) => component.name), 'this computer'].join(', on ')
  return finding('location', [guest], {
    code: 'machine.location',
    title: `${guest.component.name} may not run there`,
    message: `${guest.machine.label} may run on ${allowed.length > 0 ? allowed.join(' or ') : 'nothing at all'}, and it stands on ${places}.`,
    hint: `Put ${guest.component.name} where it may run, or add the place to where ${guest.machine.label} may run.`,
    detail: `${guest.machine.id} mayRunOn`,
  })
}

/** `other` is the workspace of the first, where it is another one. */
export const claimTwice = (member: Member, first: Member, other: string | null, claim: string): Finding =>
  finding('claim', [member, first], {
    code: 'claim.twice',
    title: `${first.component.name} and ${member.component.name} want the same ${claim.split(' ')[0] ?? 'thing'}`,
    message: `Both use ${claim}, and only one of them can have it: the second could not start.${other === null ? '' : ` ${first.component.name} belongs to ${other} and is up.`}`,
    hint: `Change it in the settings of ${member.component.name} or of ${first.component.name}${other === null ? '' : `, or stop ${first.component.name} first`}.`,
    detail: `${member.machine.id} options`,
  })
