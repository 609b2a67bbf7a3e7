import type { AnyAuthMethod } from 'ssh2'
import type { KeyRing } from './key-files.ts'
import type { Entrance, SessionParts } from './sessions.ts'

/** One way to prove who we are, and what people call it. */
export interface Way {
  readonly label: string
  /** The method as the server lists it. */
  readonly method: 'publickey' | 'password' | 'keyboard-interactive'
  readonly auth: AnyAuthMethod
}

/** Where this user's keys are. */
export interface OwnKeys {
  readonly home: string
  /** The socket of the SSH agent, or null when there is none. */
  readonly agent: string | null
}

/**
 * What is tried, in order: the key files, the agent, the password. A secret that opens a key file is never sent as a password.
 * Rejects with `ssh.keyfile` for a named key file that is missing, too open, unreadable, or closed.
 */
export async function credentials(entrance: Entrance, parts: SessionParts, own: OwnKeys, ring: KeyRing): Promise<Way[]> {
  const { login, name } = entrance
  const username = login.user
  const secret = login.secret ? await parts.secret(login.secret) : null
  // The agent may hold a key that is closed here.
  const open = { secret, closedIsFine: secret === null && own.agent !== null }
  const keys = login.keys.length > 0 ? await ring.named(login.keys, open, entrance) : await ring.usual()
  const ways: Way[] = keys.map(({ path, key }) => ({
    label: `key ${path}`,
    method: 'publickey',
    auth: { type: 'publickey', username, key },
  }))
  if (own.agent) ways.push({ label: 'SSH agent', method: 'publickey', auth: { type: 'agent', username, agent: own.agent } })
  if (secret === null || keys.some(({ closed }) => closed)) return ways
  ways.push({ label: 'password', method: 'password', auth: { type: 'password', username, password: secret } })
  ways.push({
    label: `password, as ${name} asks for it`,
    method: 'keyboard-interactive',
    auth: {
      type: 'keyboard-interactive',
      username,
      prompt: (_name, _instructions, _language, prompts, finish) => finish(prompts.map(({ echo }) => (echo ? username : secret))),
    },
  })
  return ways
}
