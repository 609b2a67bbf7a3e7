import type { Address, Locator } from '../../model/address.ts'
import type { ComponentId } from '../../model/id.ts'
import type { Session } from '../../model/service.ts'
import type { Workspace } from '../../model/workspace.ts'
import type { CtysCall } from './call.ts'
import { CONSOLES, TYPES } from './words.ts'
import type { Member } from '../members.ts'

/** A workspace and its machines. */
export interface Held {
  readonly workspace: Workspace
  readonly members: readonly Member[]
}

/** What a call means: a machine of a workspace, and the session that shows it, where it has one. */
export interface Meant {
  readonly workspace: Workspace
  readonly member: Member
  readonly session: Session | null
  /** The call named the session itself, by its own name or kind. */
  readonly named: boolean
}

/** Exactly one, or why not: `detail` is for people. */
export type Finding = { readonly found: Meant } | { readonly missing: string }

interface Candidate extends Meant {
  /** From the ground up, itself last. */
  readonly chain: readonly Member[]
}

/** What the machine-address, the execution-target and the type of a call mean in the inventory, all together. */
export function findMeant(call: CtysCall, holders: readonly Held[]): Finding {
  const { action, target } = call
  const machine = action.machine
  const type = call.type === null ? null : TYPES.get(call.type)
  const all = candidates(holders)
  const there = all.filter(({ chain }) => !target || stands(target, chain, machine !== null))
  if (there.length === 0) return { missing: target ? `No machine of the inventory is reached by that. ${known(all)}` : known(all) }

  const sessions = machine ? there.flatMap((each) => sessionsNamed(each, machine)) : []
  const machines = machine ? there.filter(({ member }) => fits(machine, member)) : there
  const ofType = machines.filter(({ member }) => type?.of !== 'machine' || type.plugins.includes(member.machine.plugin))
  const own = sessions.filter(({ session }) => type?.of !== 'session' || (session && type.plugins.includes(session.plugin)))
  const shown = ofType.map((each) => withSession(each, call))
  const fitting = type?.of === 'session' ? shown.filter(({ session }) => session !== null) : shown
  const [first, ...more] = own.length > 0 && type?.of !== 'machine' ? own : fitting
  if (first && more.length === 0) {
    const { workspace, member, session, named } = first
    return { found: { workspace, member, session, named } }
  }
  if (first) return { missing: `That are ${more.length + 1}: ${[first, ...more].map(told).join(', ')}. Say more of the one that is meant.` }
  if (shown.length > 0 && call.type !== null)
    return { missing: `${shown.map(told).join(', ')}: no session there is of the type ${call.type}.` }
  if (machines.length > 0 && call.type !== null) return { missing: `${machines.map(told).join(', ')} is not of the type ${call.type}.` }
  return { missing: `Nothing there is called so. ${known(there)}` }
}

/** All machines that are reached by an address, without whom it names last. */
export const above = (target: Address, { members }: Held): ComponentId[] =>
  members.flatMap((member) => {
    const chain = chainOf(member, members)
    return stands(target, chain, true) && !stands(target, chain, false) ? [member.component.id] : []
  })

/** Whether a locator names this machine: every key that is said must fit. */
export function fits(locator: Locator, { machine, component }: Member): boolean {
  const own = machine.locator
  const settings = Object.values(machine.options).filter((value) => typeof value === 'string')
  const is = (wanted: string | undefined, ...having: readonly (string | undefined)[]) =>
    wanted === undefined || having.some((each) => each?.toLowerCase() === wanted.toLowerCase())
  const paths = [own.id, own.file, ...settings].filter((each) => each !== undefined)
  return (
    is(locator.label, machine.label, component.name, tail(machine.id), tail(component.id)) &&
    is(locator.id, tail(machine.id), ...paths) &&
    is(locator.uuid, own.uuid, ...settings) &&
    is(locator.mac, own.mac, ...settings) &&
    is(locator.tcp, own.tcp, ...settings) &&
    (locator.file === undefined || paths.some((path) => path.includes(locator.file ?? ''))) &&
    (locator.base === undefined || locator.base.some((base) => paths.some((path) => path.startsWith(base))))
  )
}

const tail = (id: string) => id.slice(id.indexOf(':') + 1)

/** Each machine once, though several workspaces may hold it. */
function candidates(holders: readonly Held[]): Candidate[] {
  const seen = new Set<ComponentId>()
  return holders.flatMap(({ workspace, members }) =>
    members.flatMap((member): Candidate[] => {
      if (seen.has(member.component.id)) return []
      seen.add(member.component.id)
      return [{ workspace, member, chain: chainOf(member, members), session: null, named: false }]
    }),
  )
}

function chainOf(member: Member, members: readonly Member[]): Member[] {
  const chain = [member]
  for (let on = member.on; on !== null; ) {
    const carrier = members.find(({ component }) => component.id === on)
    if (!carrier || chain.includes(carrier)) break
    chain.unshift(carrier)
    on = carrier.on
  }
  return chain
}

const GROUND = ['localhost', '127.0.0.1', '::1']

/** Whether the levels of an address are on the way up to a machine, one after the other; the last is it itself, or `below` it. */
function stands({ levels }: Address, chain: readonly Member[], below: boolean): boolean {
  const ground = levels[0]?.label !== undefined && GROUND.includes(levels[0].label)
  let at = -1
  for (const level of ground ? levels.slice(1) : levels) {
    const next = chain.findIndex((member, index) => index > at && fits(level, member))
    if (next < 0) return false
    at = next
  }
  return below || at === chain.length - 1
}

/** Sessions are found by their name, or by their id; by nothing else. */
function sessionsNamed(candidate: Candidate, { label, id, ...rest }: Locator): Candidate[] {
  if ((label === undefined && id === undefined) || Object.values(rest).some((value) => value !== undefined)) return []
  return candidate.member.component.sessions.flatMap((session) => {
    const isIt = (label === undefined || session.name === label) && (id === undefined || tail(session.id) === id)
    return isIt ? [{ ...candidate, session, named: true }] : []
  })
}

/** Of a machine's sessions the one of the wished kind or console, else the first that a start opens. */
function withSession(candidate: Candidate, { type, action }: CtysCall): Candidate {
  const { sessions } = candidate.member.component
  const kind = type === null ? undefined : TYPES.get(type)
  const wished =
    kind?.of === 'session' ? kind.plugins : action.verb === 'create' && action.console !== null ? CONSOLES.get(action.console) : null
  const session = wished
    ? wished.flatMap((plugin) => sessions.find((each) => each.plugin === plugin) ?? [])[0]
    : (sessions.find(({ opens }) => opens === 'on-start') ?? sessions[0])
  return { ...candidate, session: session ?? null, named: kind?.of === 'session' }
}

const told = ({ workspace, chain, session }: Candidate): string =>
  `${chain.map(({ component }, index) => (index === 0 ? component.name : `[${component.name}]`)).join('')}${session ? ` (${session.name})` : ''} of ${workspace.name}`

const MOST_NAMED = 12
const known = (all: readonly Candidate[]): string => {
  const names = all.flatMap(({ member }) => [member.component.name, ...member.component.sessions.map(({ name }) => name)])
  const some = [...new Set(names)].slice(0, MOST_NAMED)
  return some.length > 0
    ? `Known there: ${some.join(', ')}${names.length > MOST_NAMED ? ' and more' : ''}.`
    : 'The inventory has no machine in a workspace.'
}
