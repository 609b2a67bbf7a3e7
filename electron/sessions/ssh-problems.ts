import { ProblemError } from '../../shared/model/problem.ts'
import { showSocket } from './dial.ts'
import type { Entrance } from './sessions.ts'

/** Whom a problem is about, and how it was tried. */
type Whom = Pick<Entrance, 'name' | 'machine' | 'endpoint' | 'through' | 'login'>

const carrierOf = ({ through }: Whom) => through.place.levels.at(-1)?.label ?? 'its carrier'

/** Nothing could be connected to. */
export function sshRefused(whom: Whom, cause: ProblemError): ProblemError {
  const { code, message, detail } = cause.problem
  if (code === 'connect.silent') return sshSilent(whom, 'does not answer')
  return problem(whom, 'ssh.refused', `${whom.name} does not answer`, `Seen from ${carrierOf(whom)}: ${message}`, cause, {
    hint: 'It may still be booting. Open its console, or raise its start time.',
    ...(detail && { detail }),
  })
}

/** Something accepts, but nobody speaks SSH there. */
export function sshSilent(whom: Whom, how: string): ProblemError {
  return problem(
    whom,
    'ssh.silent',
    `${whom.name} is silent`,
    `${showSocket(whom.endpoint.at)}, seen from ${carrierOf(whom)}, ${how}.`,
    null,
    {
      hint: 'It may still be booting. See on its console whether its SSH server has started.',
    },
  )
}

/** Nobody let us in. */
export function sshLogin(whom: Whom, tried: readonly string[], accepted: readonly string[] | null, detail: string): ProblemError {
  const ways = tried.length > 0 ? `Tried: ${tried.join('; ')}.` : 'There was nothing to try: no key, no agent, no password.'
  const takes = accepted && accepted.length > 0 ? ` The server accepts: ${accepted.join(', ')}.` : ''
  return problem(whom, 'ssh.login', `${whom.name} lets ${whom.login.user} not in`, `${ways}${takes}`, null, {
    hint: 'Name a key in the login of the machine, keep a password for it, or add your key to its authorized_keys.',
    detail,
  })
}

/** Both sides speak, but not the same. */
export function sshProtocol(whom: Whom, detail: string): ProblemError {
  return problem(
    whom,
    'ssh.protocol',
    `${whom.name} speaks another SSH`,
    `No common language was found with ${showSocket(whom.endpoint.at)}: ${detail}.`,
    null,
    {
      hint: 'See whether an SSH server listens at this port, and whether it is much older or newer.',
    },
  )
}

/** It was there, and is not any more. */
export function sshLost(whom: Pick<Entrance, 'name' | 'machine'>, why: string): ProblemError {
  return problem(whom, 'ssh.lost', `The connection to ${whom.name} was lost`, `The connection to ${whom.name} ended: ${why}.`, null, {
    hint: 'See whether the machine still runs. It is entered again with the next action.',
  })
}

/** The server does not open more at once. */
export function sshFull(whom: Pick<Entrance, 'name' | 'machine'>, detail: string): ProblemError {
  return problem(
    whom,
    'ssh.sessions-full',
    `${whom.name} opens no more sessions`,
    `The SSH server of ${whom.name} refused a further session: ${detail}.`,
    null,
    {
      hint: `Close a terminal of ${whom.name}, or raise MaxSessions in its sshd_config.`,
    },
  )
}

/** It lets us in, but not run anything. */
export function sshNoCommands(whom: Pick<Entrance, 'name' | 'machine'>, detail: string): ProblemError {
  return problem(
    whom,
    'ssh.no-commands',
    `${whom.name} runs no commands`,
    `The SSH server of ${whom.name} refused to run a command or a terminal: ${detail}.`,
    null,
    {
      hint: 'See whether its sshd_config or authorized_keys restrict this login.',
    },
  )
}

function problem(
  { machine }: Pick<Entrance, 'machine'>,
  code: string,
  title: string,
  message: string,
  cause: Error | null,
  more: { hint: string; detail?: string },
): ProblemError {
  return new ProblemError({ code, severity: 'error', title, message, about: machine, ...more }, cause ? { cause } : {})
}
