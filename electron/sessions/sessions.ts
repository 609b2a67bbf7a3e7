import type { MachineId } from '../../shared/model/id.ts'
import type { Login } from '../../shared/model/machine.ts'
import type { Endpoint } from '../../shared/plugin/plugin.ts'
import type { Shell } from '../../shared/plugin/shell.ts'
import type { Question } from '../../shared/model/question.ts'

/** One machine to be entered over SSH, through the shell of what carries it. */
export interface Entrance {
  readonly machine: MachineId
  readonly name: string
  readonly login: Login
  /** Its `ssh` endpoint, as seen from `through`. */
  readonly endpoint: Endpoint
  readonly through: Shell
}

/** The shells that are open. One connection per machine, shared by all that use it; a broken one is forgotten. */
export interface Sessions extends AsyncDisposable {
  /** This computer. */
  readonly ground: Shell
  /**
   * A shell inside the machine. Rejects with `ssh.refused`, `ssh.login`, `ssh.hostkey-changed`, `ssh.hostkey-refused`,
   * `ssh.silent` … after closing what it opened.
   */
  enter(entrance: Entrance, signal: AbortSignal): Promise<Shell>
  /** Ends the connection to a machine that is going away, and what stands on it. */
  leave(machine: MachineId): Promise<void>
}

/** What the sessions need from their host. */
export interface SessionParts {
  /** The user's known_hosts, where accepted keys are added. */
  readonly knownHosts: string
  /** Asks a person; null when nobody answers: then the answer is no. */
  ask(question: Omit<Question, 'id'>): Promise<string | null>
  secret(ref: NonNullable<Login['secret']>): Promise<string | null>
}
