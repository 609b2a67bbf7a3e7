import type { SeenNow } from '../../shared/contract/contract.ts'
import type { Member } from '../../shared/logic/members.ts'
import type { ComponentId } from '../../shared/model/id.ts'
import type { Condition } from '../../shared/model/machine.ts'
import type { ReadinessProbe } from '../../shared/model/probe.ts'
import { ProblemError } from '../../shared/model/problem.ts'
import { deadline, type Clock } from './clock.ts'
import { breather } from './turns.ts'
import { tryProbe, type Probing, type Tried } from './probe.ts'
import { probingOf } from './prove.ts'
import type { Reach } from './reach.ts'

export interface LookWish {
  readonly signal: AbortSignal
  readonly clock: Clock
  /** Whom to look at, with all that carries them; null is everybody. */
  readonly only?: ReadonlySet<ComponentId> | null
  /** Who was ready a moment ago: powered is then enough, its probes are not tried again. */
  readonly trusted?: ReadonlySet<ComponentId>
}

/** So many machines are asked at the same time. */
const AT_ONCE = 24
/** So many stand in line for that, among them mostly guests of many carriers. */
const WAITING = 1_000
/** A start tries again soon; a look tries once, and a busy machine is not yet a broken one. */
const PATIENCE_MS = 3_000
const patient = (probe: ReadinessProbe): ReadinessProbe =>
  probe.kind === 'delay' ? probe : { ...probe, tryMs: Math.max(probe.tryMs, PATIENCE_MS) }
/** One machine with its probes; who takes longer is `unknown`. */
const LOOK_MS = 15_000

/**
 * What every machine is now. Carriers are asked before what they carry; a machine whose carrier is not up is not asked at all:
 * its condition follows. `ready` is powered and every readiness probe passes, tried once; a delay counts as passed. Rejects only
 * with the signal's reason.
 */
export async function look(reach: Reach, { signal, clock, only, trusted }: LookWish): Promise<Map<ComponentId, SeenNow>> {
  const known = new Map<ComponentId, Promise<SeenNow>>()
  const breath = breather()
  const turn = turns(AT_ONCE, breath)
  const seen = (member: Member, above: ReadonlySet<ComponentId>): Promise<SeenNow> => {
    const id = member.component.id
    if (above.has(id)) return Promise.resolve(seenAs(member, 'unknown', 'what carries it leads back to itself'))
    const there = known.get(id) ?? lookAt(member, new Set([...above, id]))
    known.set(id, there)
    return there
  }
  const lookAt = async (member: Member, above: ReadonlySet<ComponentId>): Promise<SeenNow> => {
    const carrier = member.on === null ? null : reach.members.get(member.on)
    if (carrier === undefined) return seenAs(member, 'unknown', 'what carries it is not part of this workspace')
    if (carrier) {
      const below = await seen(carrier, above)
      const follows = onCarrier(below.condition, carrier.component.name)
      if (follows) return seenAs(member, ...follows)
    }
    return turn(() => ask(member, reach, signal, clock, trusted?.has(member.component.id) ?? false))
  }
  const members = reach.members.values()
  const lookOn = async () => {
    for (const member of members) {
      if (only && !only.has(member.component.id)) continue
      await seen(member, nobody)
      // What follows from a carrier that is off is known without asking anybody.
      await breath()
    }
  }
  await Promise.all(Array.from({ length: Math.min(WAITING, reach.members.size) }, lookOn))
  const found = new Map<ComponentId, SeenNow>()
  for (const [id, there] of known) {
    found.set(id, await there)
    await breath()
  }
  return found
}

const nobody: ReadonlySet<ComponentId> = new Set()

/** What a carrier's condition says about the machine on it, without asking; null where it must be asked. */
function onCarrier(condition: Condition, name: string): [Condition, string] | null {
  switch (condition) {
    case 'off':
    case 'absent':
      return ['off', `its carrier ${name} is off`]
    case 'starting':
    case 'stopping':
      return ['off', `its carrier ${name} is ${condition}`]
    case 'paused':
      return ['unknown', `its carrier ${name} is paused`]
    case 'unknown':
      return ['unknown', `its carrier ${name} could not be asked`]
    case 'on':
    case 'ready':
      return null
  }
}

async function ask(member: Member, reach: Reach, signal: AbortSignal, clock: Clock, trusted: boolean): Promise<SeenNow> {
  using late = deadline(LOOK_MS, signal)
  try {
    const subject = await reach.subject(member, late.signal, () => undefined)
    const { condition, note, endpoints } = await subject.plugin.observe(subject.context, subject.target)
    if (condition !== 'on' && condition !== 'ready') return seenAs(member, condition, note)
    const probing = probingOf(endpoints, subject, clock)
    const probes = trusted ? [] : subject.probes.filter(({ kind }) => kind !== 'delay').map(patient)
    const tried = await Promise.all(probes.map((probe) => tryOnce(probe, probing, late.signal, signal)))
    const missing = tried.find(({ passed }) => !passed)
    const ways = endpoints.map(({ service, port, at }) => ({ service, port, at: 'path' in at ? at.path : `${at.host}:${at.port}` }))
    return { ...(missing ? seenAs(member, 'on', missing.answer) : seenAs(member, 'ready', note)), ways }
  } catch (cause) {
    signal.throwIfAborted()
    if (late.signal.aborted) return seenAs(member, 'unknown', `no answer within ${LOOK_MS / 1000} s`)
    return seenAs(member, 'unknown', cause instanceof ProblemError ? cause.problem.title : messageOf(cause))
  }
}

/** A probe that takes longer than the look says nothing of whether the machine is powered. */
async function tryOnce(probe: ReadinessProbe, probing: Probing, deadline: AbortSignal, signal: AbortSignal): Promise<Tried> {
  try {
    return await tryProbe(probe, probing, deadline)
  } catch (cause) {
    signal.throwIfAborted()
    if (!deadline.aborted) throw cause
    return { passed: false, answer: `no answer within ${LOOK_MS / 1000} s` }
  }
}

const messageOf = (cause: unknown): string => (cause instanceof Error ? cause.message : String(cause))

const seenAs = ({ component, machine }: Member, condition: Condition, note: string | undefined): SeenNow => ({
  component: component.id,
  machine: machine.id,
  condition,
  ...(note !== undefined && { note }),
})

/** At most `room` at a time, the others in the order in which they came; each takes a `breath` first. */
function turns(room: number, breath: () => Promise<void>): <T>(act: () => Promise<T>) => Promise<T> {
  const waiting: (() => void)[] = []
  let free = room
  return async (act) => {
    if (free > 0) free--
    else await new Promise<void>((resolve) => waiting.push(resolve))
    try {
      await breath()
      return await act()
    } finally {
      const next = waiting.shift()
      if (next) next()
      else free++
    }
  }
}
