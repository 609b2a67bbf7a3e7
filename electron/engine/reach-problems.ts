import type { Member } from '../../shared/logic/members.ts'
import type { Problem } from '../../shared/model/problem.ts'

const problem = ({ component }: Member, code: string, title: string, message: string, hint: string): Problem => ({
  code,
  severity: 'error',
  title,
  message,
  hint,
  about: component.id,
})

export const noPlugin = (member: Member): Problem =>
  problem(
    member,
    'plugin.unknown',
    `There is no kind of machine "${member.machine.plugin}"`,
    `${member.component.name} is of the kind ${member.machine.plugin}, which this engine does not have.`,
    'Choose another kind, or use the version of ServiceComposer that has it.',
  )
export const missingCarrierNow = (member: Member): Problem =>
  problem(
    member,
    'member.carrier',
    `${member.component.name} stands on nothing`,
    `What carries ${member.component.name} is not part of this workspace.`,
    'Put it on another machine, or on this computer.',
  )
export const circularCarrier = (member: Member): Problem =>
  problem(
    member,
    'order.circle',
    `${member.component.name} carries itself`,
    `Following what carries ${member.component.name} leads back to itself.`,
    'Take one of them out of the other.',
  )
export const noLogin = (member: Member): Problem =>
  problem(
    member,
    'machine.no-login',
    `No login for ${member.component.name}`,
    `${member.component.name} answers on SSH, but nothing says as whom to log in.`,
    'Fill in its login in the inspector.',
  )
export const noWayIn = (member: Member): Problem =>
  problem(
    member,
    'machine.no-way-in',
    `No way into ${member.component.name}`,
    `${member.component.name} offers no SSH endpoint, so nothing can be run inside it.`,
    'Give it an SSH forward or address in its settings, or remove what needs to run inside it.',
  )
export const isOff = (member: Member): Problem =>
  problem(
    member,
    'machine.off',
    `${member.component.name} is off`,
    `Nothing can be run inside ${member.component.name} while it is off.`,
    'Start it first.',
  )
export const isSilent = (member: Member, ms: number): Problem =>
  problem(
    member,
    'machine.silent',
    `${member.component.name} does not tell how it is reached`,
    `What carries ${member.component.name} did not say within ${ms / 1000} s in which condition it is.`,
    'The carrier may be very busy. Look at its load, and try again.',
  )
