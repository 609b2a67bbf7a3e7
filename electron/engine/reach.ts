import { idOf, type Member } from '../../shared/logic/members.ts'
import { atOnce, keyed } from '../../shared/logic/paced.ts'
import type { ComponentId, MachineId, PluginId } from '../../shared/model/id.ts'
import { isGone, type Login, type SecretRef } from '../../shared/model/machine.ts'
import { ProblemError } from '../../shared/model/problem.ts'
import type { Context, Endpoint, MachinePlugin, Plugin, Seen, Target } from '../../shared/plugin/plugin.ts'
import type { Shell } from '../../shared/plugin/shell.ts'
import type { Sessions } from '../sessions/sessions.ts'
import { unlessAborted } from '../sessions/abort.ts'
import { deadline, type Clock } from './clock.ts'
import { circularCarrier, isOff, isSilent, missingCarrierNow, noLogin, noPlugin, noWayIn } from './reach-problems.ts'
import type { Subject } from './subject.ts'
import { machineTarget } from './target.ts'

export interface ReachParts {
  readonly plugins: ReadonlyMap<PluginId, Plugin>
  readonly sessions: Sessions
  /** A secret in clear text; null when it is not known. */
  secret(ref: SecretRef): Promise<string | null>
  readonly clock: Clock
}

/** Ways into the machines of one workspace: a component's commands run in the shell of the one that carries it. */
export interface Reach {
  readonly members: ReadonlyMap<ComponentId, Member>
  plugin(member: Member): MachinePlugin<unknown>
  /** The shell in which commands about the member run: inside its carrier, or this computer. */
  carrierShell(member: Member, signal: AbortSignal): Promise<Shell>
  /** The shell inside the member, by the endpoints that were seen last, or that are looked up now. */
  innerShell(member: Member, signal: AbortSignal, endpoints?: readonly Endpoint[]): Promise<Shell>
  endpoints(member: Member, signal: AbortSignal): Promise<readonly Endpoint[]>
  subject(member: Member, signal: AbortSignal, say: (line: string) => void): Promise<Subject>
}

/** Endpoints that were seen this recently are taken as they are: many guests on one carrier look it up once. */
const FRESH_MS = 2_000
const LOOKUP_MS = 10_000
/** A machine of nothing lets anybody in. */
const nobody: Login = { user: 'sim', keys: [], knownHosts: null, secret: null }

/** What is being looked up, or was lately. */
interface Lately {
  /** Since when, in ms since 1970. */
  readonly at: number
  readonly seen: Promise<Seen>
  /** Ends the lookup. */
  readonly over: AbortController
  waiting: number
}

/** Keeps what was seen of the ways in, over all workspaces. */
export function reaching(parts: ReachParts): (members: readonly Member[], byId?: ReadonlyMap<ComponentId, Member>) => Reach {
  const last = new Map<MachineId, Lately>()
  const { clock, sessions } = parts

  /** Notes the newest, and forgets what has grown too old to be taken as it is: of a large workspace it is much. */
  const keep = (machine: MachineId, newest: Lately) => {
    last.delete(machine)
    last.set(machine, newest)
    for (const [other, { at }] of last) {
      if (newest.at - at < FRESH_MS) return
      last.delete(other)
    }
  }
  const ways = new WeakMap<readonly Member[], Reach>()

  return (list, byId) => {
    const there = ways.get(list)
    if (there) return there
    const members = byId ?? atOnce(keyed(list, idOf))
    /** Those whose carriers lead down to this computer. */
    const grounded = new Set<ComponentId>()
    const plugin = (member: Member): MachinePlugin<unknown> => {
      const found = parts.plugins.get(member.machine.plugin)
      if (found?.role !== 'machine') throw new ProblemError(noPlugin(member))
      return found
    }
    const carrierOf = (member: Member): Member | null => {
      if (member.on === null) return null
      const carrier = members.get(member.on)
      if (!carrier) throw new ProblemError(missingCarrierNow(member))
      const passed = new Set<ComponentId>([member.component.id])
      for (
        let at: Member | undefined = carrier;
        at && !grounded.has(at.component.id);
        at = at.on === null ? undefined : members.get(at.on)
      ) {
        if (passed.has(at.component.id)) throw new ProblemError(circularCarrier(member))
        passed.add(at.component.id)
      }
      for (const id of passed) grounded.add(id)
      return carrier
    }
    const carrierShell = async (member: Member, signal: AbortSignal): Promise<Shell> => {
      const carrier = carrierOf(member)
      return carrier ? innerShell(carrier, signal) : sessions.ground
    }
    const contextOf = (member: Member, shell: Shell, signal: AbortSignal, say: (line: string) => void): Context => ({
      shell,
      signal,
      say,
      secret: async () => (member.machine.login?.secret ? parts.secret(member.machine.login.secret) : null),
      sleep: (ms) => clock.sleep(ms, signal),
      now: () => clock.now(),
    })
    const forget = (member: Member, there: Lately) => {
      if (last.get(member.machine.id) === there) last.delete(member.machine.id)
    }
    /** One looks it up for all that ask meanwhile; whoever is cancelled leaves the others waiting, and the last one ends it. */
    const lately = async (member: Member, signal: AbortSignal): Promise<Seen> => {
      const known = last.get(member.machine.id)
      const there = known && clock.now() - known.at < FRESH_MS ? known : lookUp(member)
      there.waiting++
      try {
        return await unlessAborted(
          signal,
          () => there.seen,
          () => {},
        )
      } finally {
        there.waiting--
        if (there.waiting === 0 && signal.aborted) {
          forget(member, there)
          there.over.abort(signal.reason)
        }
      }
    }
    const lookUp = (member: Member): Lately => {
      const over = new AbortController()
      const there: Lately = { at: clock.now(), over, waiting: 0, seen: observeNow(member, over.signal) }
      keep(member.machine.id, there)
      there.seen.catch(() => forget(member, there))
      return there
    }
    const observeNow = async (member: Member, signal: AbortSignal): Promise<Seen> => {
      using limit = deadline(LOOKUP_MS, signal)
      try {
        const { plugin: kind, target, context } = await subject(member, limit.signal, () => undefined)
        return await kind.observe(context, target)
      } catch (cause) {
        throw limit.signal.aborted && !signal.aborted ? new ProblemError(isSilent(member, LOOKUP_MS), { cause }) : cause
      }
    }
    const endpoints = async (member: Member, signal: AbortSignal) => (await lately(member, signal)).endpoints
    const innerShell = async (member: Member, signal: AbortSignal, known?: readonly Endpoint[]): Promise<Shell> => {
      const kind = plugin(member)
      const through = await carrierShell(member, signal)
      const ends = known ?? (await endpoints(member, signal))
      const { machine } = member
      const endpoint = ends.find(({ service }) => service === 'ssh' || service === 'sim')
      const login = machine.login ?? (endpoint?.service === 'sim' ? nobody : null)
      if (endpoint && !login) throw new ProblemError(noLogin(member))
      if (endpoint && login) {
        try {
          return await sessions.enter({ machine: machine.id, name: member.component.name, login, endpoint, through }, signal)
        } catch (cause) {
          // What was seen a moment ago may not be so any more.
          last.delete(machine.id)
          throw cause
        }
      }
      // A machine with no power switch and no way in is the place itself: this computer.
      if (kind.carries && Object.keys(kind.acts).length === 0 && ends.length === 0 && !machine.login) return through
      const { condition } = await lately(member, signal)
      throw new ProblemError(isGone(condition) ? isOff(member) : noWayIn(member))
    }
    const subject = async (member: Member, signal: AbortSignal, say: (line: string) => void): Promise<Subject> => {
      const kind = plugin(member)
      const target: Target<unknown> = machineTarget(kind, member)
      const context = contextOf(member, await carrierShell(member, signal), signal, say)
      const remembering: MachinePlugin<unknown> = {
        ...kind,
        async observe(inContext, about) {
          const seen = await kind.observe(inContext, about)
          keep(member.machine.id, { at: clock.now(), seen: Promise.resolve(seen), over: new AbortController(), waiting: 0 })
          return seen
        },
      }
      return {
        plugin: remembering,
        target,
        context,
        probes: member.component.ready,
        stop: member.component.stop,
        inner: (ends, inSignal) => innerShell(member, inSignal, ends),
      }
    }
    const made = { members, plugin, carrierShell, innerShell, endpoints, subject }
    ways.set(list, made)
    return made
  }
}
