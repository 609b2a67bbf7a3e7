import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import ssh2, { type ParsedKey } from 'ssh2'
import { ProblemError } from '../../shared/model/problem.ts'
import type { Entrance } from './sessions.ts'

/** A private key that is ready to sign. */
export interface OpenKey {
  /** As it was named. */
  readonly path: string
  readonly key: ParsedKey
  /** Whether a passphrase was needed. */
  readonly closed: boolean
}

/** The private keys of this user's files. */
export interface KeyRing {
  /**
   * Those that a login names. Rejects with `ssh.keyfile` for one that is missing, too open, unreadable or no key, and for a closed one
   * that the secret does not open; where that is fine, it is left out.
   */
  named(paths: readonly string[], how: { secret: string | null; closedIsFine: boolean }, entrance: Entrance): Promise<OpenKey[]>
  /** What ssh itself tries when nothing is said: those that are there, private and not closed. */
  usual(): Promise<OpenKey[]>
}

const usualKeys = ['~/.ssh/id_ed25519', '~/.ssh/id_ecdsa', '~/.ssh/id_rsa']

/**
 * Opening a closed key costs a third of a second by design, and a machine that boots is asked twice a second: what was opened once
 * stays open as long as the ring, until its file changes.
 */
export function keyRing(home: string): KeyRing {
  const opened = new Map<string, ParsedKey>()
  const fileOf = (path: string) => (path.startsWith('~/') ? join(home, path.slice(2)) : path)

  const openNamed = async (path: string, secret: string | null, closedIsFine: boolean, entrance: Entrance): Promise<OpenKey | null> => {
    const file = fileOf(path)
    const fault = (why: string, hint: string) => keyProblem(entrance, file, why, hint)
    const { text, changed } = await readKey(file, fault)
    const key = parse(text)
    if (!(key instanceof Error)) {
      if (!key.isPrivateKey()) throw fault('is a public key', 'Name the private key, without .pub.')
      return { path, key, closed: false }
    }
    if (!/passphrase/i.test(key.message))
      throw fault(`is no private key that can be used: ${key.message}`, 'Name a private key that ssh-keygen made.')
    if (closedIsFine) return null
    if (secret === null)
      throw fault(
        'is closed with a passphrase, and none is kept for it',
        'Keep the passphrase as the secret of the login, or add the key to the SSH agent.',
      )
    const once = JSON.stringify([file, changed, secret])
    const known = opened.get(once) ?? parse(text, secret)
    if (known instanceof Error)
      throw fault('is closed with another passphrase than the one that is kept', 'Correct the secret of the login.')
    opened.set(once, known)
    return { path, key: known, closed: true }
  }
  const openUsual = async (path: string): Promise<OpenKey | null> => {
    const text = await readFile(fileOf(path)).catch(() => null)
    const key = text && parse(text)
    return !key || key instanceof Error || !key.isPrivateKey() ? null : { path, key, closed: false }
  }
  const present = (keys: (OpenKey | null)[]) => keys.filter((key) => key !== null)
  return {
    named: async (paths, { secret, closedIsFine }, entrance) =>
      present(await Promise.all(paths.map((path) => openNamed(path, secret, closedIsFine, entrance)))),
    usual: async () => present(await Promise.all(usualKeys.map(openUsual))),
  }
}

type Fault = (why: string, hint: string) => ProblemError

/** The file's bytes and when it changed (milliseconds); like ssh, it takes no key of ours that others can read. */
async function readKey(file: string, fault: Fault): Promise<{ text: Buffer; changed: number }> {
  try {
    const found = await stat(file)
    if (found.uid === process.getuid?.() && found.mode & 0o077) throw fault('can be read by others', `Run: chmod 600 ${file}`)
    return { text: await readFile(file), changed: found.mtimeMs }
  } catch (error) {
    if (error instanceof ProblemError || !(error instanceof Error)) throw error
    const missing = 'code' in error && error.code === 'ENOENT'
    if (missing) throw fault('does not exist', 'Correct the path in the login, or make a key with ssh-keygen.')
    throw fault(`cannot be read: ${error.message}`, 'Look at its owner and its mode.')
  }
}

/** ssh2 may answer with a list, though its types do not say so: a file can hold several keys. */
function parse(text: Buffer, passphrase?: string): ParsedKey | Error {
  const read: ParsedKey | Error | ParsedKey[] = ssh2.utils.parseKey(text, passphrase)
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
