import type { Member } from '../../../shared/logic/members.ts'
import type { SessionId } from '../../../shared/model/id.ts'
import { ProblemError } from '../../../shared/model/problem.ts'
import type { Session } from '../../../shared/model/service.ts'
import type { Context, Plugin, SessionPlugin, Target } from '../../../shared/plugin/plugin.ts'
import type { Clock } from '../../engine/clock.ts'
import type { Reach } from '../../engine/reach.ts'
import { sessionTarget } from '../../engine/target.ts'
import type { Situation, Situations } from '../situation.ts'

/** What it takes to find the machine that a session belongs to. */
export interface SessionPlaceParts {
  readonly situations: Situations
  readonly plugins: ReadonlyMap<string, Plugin>
  readonly clock: Clock
  situationOf(component: Parameters<Situations['holding']>[0]): Situation
  reach(situation: Situation): Reach
  secret(member: Member): Promise<string | null>
}

/** A session with its kind and its machine. */
export interface Placed {
  readonly session: Session
  readonly plugin: SessionPlugin<unknown>
  readonly member: Member
  readonly situation: Situation
  /** `inner — shell`. */
  readonly title: string
}

/** Throws `session.unknown`, `session.no-machine` and `plugin.unknown`. */
export function findSession(id: SessionId, { situations, plugins, situationOf }: SessionPlaceParts): Placed {
  const { component, session } = situations.session(id)
  const situation = situationOf(component)
  const member = situation.members.find((each) => each.component.id === component)
  const plugin = plugins.get(session.plugin)
  if (!member) throw new ProblemError(noMachine(session.name))
  if (plugin?.role !== 'session') throw new ProblemError(noKind(session.plugin, session.name))
  return { session, plugin, member, situation, title: `${member.component.name} — ${session.name || plugin.title}` }
}

/** The shell that the session's plugin works in, and what it works on. */
export async function enterSession(
  { session, plugin, member, situation }: Placed,
  { clock, reach, secret }: SessionPlaceParts,
  signal: AbortSignal,
): Promise<{ context: Context; target: Target<unknown> }> {
  const ways = reach(situation)
  const endpoints = await ways.endpoints(member, signal)
  const shell = plugin.inside ? await ways.innerShell(member, signal, endpoints) : await ways.carrierShell(member, signal)
  const context = {
    shell,
    signal,
    say: () => undefined,
    secret: () => secret(member),
    sleep: (ms: number) => clock.sleep(ms, signal),
    now: () => clock.now(),
  }
  return { context, target: sessionTarget(session, member, null, endpoints) }
}

const noMachine = (session: string) => ({
  code: 'session.no-machine',
  severity: 'error' as const,
  title: `${session} belongs to no machine`,
  message: 'Its component stands for a service, or its machine is missing.',
  hint: 'Move the session to a component that is a machine.',
})
const noKind = (plugin: string, session: string) => ({
  code: 'plugin.unknown',
  severity: 'error' as const,
  title: `There is no kind of session "${plugin}"`,
  message: `${session} is of the kind ${plugin}, which this engine does not have.`,
  hint: 'Choose another kind of session.',
})
