import { randomInt } from 'node:crypto'
import type { Member } from '../../shared/logic/members.ts'
import type { SessionId } from '../../shared/model/id.ts'
import { ProblemError } from '../../shared/model/problem.ts'
import type { Plugin, SessionPlugin } from '../../shared/plugin/plugin.ts'
import type { ByteStream, Terminal, TerminalSize } from '../../shared/plugin/shell.ts'
import { within, type Clock } from '../engine/clock.ts'
import type { Reach } from '../engine/reach.ts'
import { sessionTarget } from '../engine/target.ts'
import type { Situation, Situations } from './situation.ts'

/** The bytes behind session windows. */
export interface Attachments {
  attach(session: SessionId, size: TerminalSize): Promise<{ stream: number; view: 'terminal' | 'screen'; title: string }>
  /** Throws `stream.unknown`. */
  resize(stream: number, size: TerminalSize): void
  /** Hands out a stream once, to the wire that asked for it. */
  take(stream: number): ByteStream | null
  /** Ends every stream; machines and servers stay. */
  end(): void
}

export interface AttachParts {
  readonly situations: Situations
  readonly plugins: ReadonlyMap<string, Plugin>
  readonly clock: Clock
  situationOf(component: Parameters<Situations['holding']>[0]): Situation
  reach(situation: Situation): Reach
  secret(member: Member): Promise<string | null>
}

/** Opening a session may take this long: a login through several levels, or a console that is just coming up. */
const ATTACH_MS = 30_000

export function attachments({ situations, plugins, clock, situationOf, reach, secret }: AttachParts): Attachments {
  const open = new Map<number, { terminal: Terminal; taken: boolean }>()
  const ending = new AbortController()

  return {
    async attach(id, size) {
      const { component, session } = situations.session(id)
      const situation = situationOf(component)
      const member = situation.members.find((each) => each.component.id === component)
      const plugin = plugins.get(session.plugin)
      if (!member) throw new ProblemError(noMachine(session.name))
      if (plugin?.role !== 'session') throw new ProblemError(noKind(session.plugin, session.name))
      const ways = reach(situation)
      const signal = within(ATTACH_MS, ending.signal)
      try {
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
        const terminal = await plugin.attach(context, sessionTarget(session, member, null, endpoints), { ...size, command: null })
        if (signal.aborted) {
          terminal.end()
          throw signal.reason
        }
        const stream = keep(terminal)
        return { stream, view: plugin.view, title: titleOf(plugin, session.name, member.component.name) }
      } catch (cause) {
        if (signal.aborted) throw new ProblemError(tooLate(session.name, member.component.name), { cause })
        throw cause
      }
    },
    resize(stream, size) {
      const there = open.get(stream)
      if (!there) throw new ProblemError(noStream)
      there.terminal.resize(size)
    },
    take(stream) {
      const there = open.get(stream)
      if (!there || there.taken) return null
      there.taken = true
      return there.terminal
    },
    end() {
      ending.abort()
      for (const { terminal } of open.values()) terminal.end()
      open.clear()
    },
  }

  /** The number cannot be guessed, so that one client cannot name another's stream. */
  function keep(terminal: Terminal): number {
    let stream = randomInt(1, 2 ** 32)
    while (open.has(stream)) stream = randomInt(1, 2 ** 32)
    const number = stream
    open.set(number, { terminal, taken: false })
    terminal.onClose(() => open.delete(number))
    return number
  }
}

const titleOf = (plugin: SessionPlugin<unknown>, session: string, component: string): string => `${component} — ${session || plugin.title}`

const noStream = {
  code: 'stream.unknown',
  severity: 'error' as const,
  title: 'This session is over',
  message: 'Its bytes have ended, or belonged to another connection.',
  hint: 'Open the session again.',
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
const tooLate = (session: string, component: string) => ({
  code: 'session.late',
  severity: 'error' as const,
  title: `${session} of ${component} did not open`,
  message: `${component} did not answer within ${ATTACH_MS / 1000} s.`,
  hint: 'Look whether it runs and is ready, then try again.',
})
