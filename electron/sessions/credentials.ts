import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { type AnyAuthMethod, type ParsedKey, utils } from 'ssh2'
import { ProblemError } from '../../shared/model/problem.ts'
import type { Entrance, SessionParts } from './sessions.ts'

/** One way to prove who we are, and what people call it. */
export interface Way {
  readonly label: string
  /** The method as the server lists it. */
  readonly method: 'publickey' | 'password' | 'keyboard-interactive'
  readonly auth: AnyAuthMethod
}

/** Where keys and the agent of this user are. */
export interface OwnKeys {
  readonly home: string
  /** The socket of the SSH agent, or null when there is none. */
  readonly agent: string | null
}

/** What ssh itself tries when nothing is said. */
const usualKeys = ['~/.ssh/id_ed25519', '~/.ssh/id_ecdsa', '~/.ssh/id_rsa']

/**
 * What is tried, in order: the key files, the agent, the password. A secret that opens a key file is never sent as a password.
 * Rejects with `ssh.keyfile` for a named key file that is missing, too open, unreadable, or closed.
 */
export async function credentials(entrance: Entrance, parts: SessionParts, own: OwnKeys): Promise<Way[]> {
  const { login, name } = entrance
  const username = login.user
  const secret = login.secret ? await parts.secret(login.secret) : null
  const named = await Promise.all(login.keys.map((path) => openKey(path, secret, own, entrance)))
  const usual = login.keys.length > 0 ? [] : await Promise.all(usualKeys.map((path) => openUsualKey(path, own)))
  const keys = [...named, ...usual].filter((key) => key !== null)
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

interface OpenKey {
  readonly path: string
  readonly key: ParsedKey
  /** Whether a passphrase was needed. */
  readonly closed: boolean
}

async function openKey(path: string, secret: string | null, own: OwnKeys, entrance: Entrance): Promise<OpenKey | null> {
  const file = path.startsWith('~/') ? join(own.home, path.slice(2)) : path
  const fault = (why: string, hint: string) => keyProblem(entrance, file, why, hint)
  const found = await stat(file).catch((error: NodeJS.ErrnoException) => {
    throw fault(
      error.code === 'ENOENT' ? 'does not exist' : `cannot be read: ${error.message}`,
      'Correct the path in the login, or make a key with ssh-keygen.',
    )
  })
  if (found.uid === process.getuid?.() && found.mode & 0o077) throw fault('can be read by others', `Run: chmod 600 ${file}`)
  const text = await readFile(file).catch((error: Error) => {
    throw fault(`cannot be read: ${error.message}`, 'Look at its owner and its mode.')
  })
  const open = parse(text)
  if (open instanceof Error) {
    if (!/passphrase/i.test(open.message))
      throw fault(`is no private key that can be used: ${open.message}`, 'Name the private key, not the one that ends in .pub.')
    // The agent may hold this very key, opened.
    if (secret === null && own.agent) return null
    if (secret === null)
      throw fault(
        'is closed with a passphrase, and none is kept for it',
        'Keep the passphrase as the secret of the login, or add the key to the SSH agent.',
      )
    const opened = parse(text, secret)
    if (opened instanceof Error)
      throw fault('is closed with another passphrase than the one that is kept', 'Correct the secret of the login.')
    return { path, key: opened, closed: true }
  }
  if (!open.isPrivateKey()) throw fault('is a public key', 'Name the private key, without .pub.')
  return { path, key: open, closed: false }
}

/** A key that was not asked for is only taken when it offers itself: there, private and open. */
async function openUsualKey(path: string, own: OwnKeys): Promise<OpenKey | null> {
  const file = join(own.home, path.slice(2))
  const text = await readFile(file).catch(() => null)
  const key = text && parse(text)
  return !key || key instanceof Error ? null : { path, key, closed: false }
}

/** ssh2 may answer with a list, though its types do not say so: a file can hold several keys. */
function parse(text: Buffer, passphrase?: string): ParsedKey | Error {
  const read: ParsedKey | Error | ParsedKey[] = utils.parseKey(text, passphrase)
  const one = Array.isArray(read) ? read[0] : read
  return one ?? new Error('the file holds no key')
}

function keyProblem({ name, machine }: Entrance, file: string, why: string, hint: string): ProblemError {
  return new ProblemError({
    code: 'ssh.keyfile',
    severity: 'error',
    title: `A key for ${name} cannot be used`,
    message: `The key file ${file} ${why}.`,
    hint,
    about: machine,
  })
}
