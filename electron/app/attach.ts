import { randomInt } from 'node:crypto'
import type { SessionId } from '../../shared/model/id.ts'
import { ProblemError } from '../../shared/model/problem.ts'
import type { Context, Target, View } from '../../shared/plugin/plugin.ts'
import type { ByteStream, Socket, Terminal, TerminalSize } from '../../shared/plugin/shell.ts'
import { within } from '../engine/clock.ts'
import type { RdpCertificates } from '../sessions/rdp/certificates.ts'
import { rdpGateway } from '../sessions/rdp/gateway.ts'
import { rdpHostOf, trustedCertificate } from './windows/session-certificate.ts'
import { enterSession, findSession, type Placed, type SessionPlaceParts } from './windows/session-place.ts'

/** The bytes behind session windows. */
export interface Attachments {
  attach(session: SessionId, size: TerminalSize): Promise<{ stream: number; view: View; title: string }>
  /** Throws `stream.unknown`. */
  resize(stream: number, size: TerminalSize): void
  /** Hands out a stream once, to the wire that asked for it. */
  take(stream: number): ByteStream | null
  /** Ends every stream; machines and servers stay. */
  end(): void
}

/** Opening a session may take this long: a login through several levels, or a console that is just coming up. */
const ATTACH_MS = 30_000

export interface AttachParts extends SessionPlaceParts {
  readonly certificates: RdpCertificates
}

export function attachments(parts: AttachParts): Attachments {
  const open = new Map<number, { terminal: Terminal; taken: boolean }>()
  const ending = new AbortController()

  return {
    async attach(id, size) {
      const placed = findSession(id, parts)
      const { plugin, session, member, title } = placed
      const signal = within(ATTACH_MS, ending.signal)
      try {
        const { context, target } = await enterSession(placed, parts, signal)
        const server = plugin.view === 'rdp' ? plugin.server?.(target) : undefined
        if (server) return await attachRdp(placed, context, target, server)
        const terminal = await plugin.attach(context, target, { ...size, command: null })
        if (signal.aborted) {
          terminal.end()
          throw signal.reason
        }
        return { stream: keep(terminal), view: plugin.view ?? 'terminal', title }
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

  /**
   * The certificate is looked at first, on a connection of its own: a person may have to answer, and no server waits that long. The
   * one that then carries the session must show the same.
   */
  async function attachRdp(placed: Placed, context: Context, target: Target<unknown>, to: Socket) {
    const { certificates } = parts
    await trustedCertificate(certificates, placed, context.shell, to, ending.signal)
    const server = (signal: AbortSignal) => placed.plugin.attach({ ...context, signal }, target, { columns: 80, rows: 24, command: null })
    const check = (certificate: Buffer) => certificates.check(rdpHostOf(placed, to), certificate)
    return { stream: keep(rdpGateway({ server, whom: placed.title, check })), view: 'rdp' as const, title: placed.title }
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

const noStream = {
  code: 'stream.unknown',
  severity: 'error' as const,
  title: 'This session is over',
  message: 'Its bytes have ended, or belonged to another connection.',
  hint: 'Open the session again.',
}
const tooLate = (session: string, component: string) => ({
  code: 'session.late',
  severity: 'error' as const,
  title: `${session} of ${component} did not open`,
  message: `${component} did not answer within ${ATTACH_MS / 1000} s.`,
  hint: 'Look whether it runs and is ready, then try again.',
})
