import { createHash } from 'node:crypto'
import { appendFile, mkdir, readFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { ServerHostKeyAlgorithm } from 'ssh2'
import type { MachineId } from '../../shared/model/id.ts'
import { ProblemError } from '../../shared/model/problem.ts'
import { type KnownKey, keyType, knownHostsLine, readKnownHosts, speaksOf } from './known-hosts.ts'
import type { SessionParts } from './sessions.ts'
import { unreadable } from './unreadable.ts'

/** Whose key is looked at, and what it is called in which file. */
export interface Host {
  readonly machine: MachineId
  readonly name: string
  /** The name under which the key is known and remembered. */
  readonly alias: string
  /** The file that belongs to this machine, and a further name that may stand in it; besides it the user's own is read. */
  readonly ownFile: string | null
  readonly otherName: string | null
}

export interface HostKeys {
  /** The algorithms to ask for: first those whose keys are known, so that a host cannot hide behind a key of another kind. */
  preferred(host: Host): Promise<ServerHostKeyAlgorithm[]>
  /** Resolves when the key is known, or a person trusts it. Rejects with `ssh.hostkey-changed` or `ssh.hostkey-refused`. */
  check(host: Host, key: Buffer): Promise<void>
}

/** Host keys are known, or asked for once, never assumed. Two who ask for the same at once share one question. */
export function hostKeys(parts: Pick<SessionParts, 'knownHosts' | 'ask'>): HostKeys {
  const asking = new Map<string, Promise<void>>()
  const linesOf = async (host: Host) => {
    const own = host.ownFile ? await keysOf(host.ownFile) : []
    const users = await keysOf(parts.knownHosts)
    const byAlias = [...own, ...users].filter((known) => speaksOf(known, host.alias))
    const other = host.otherName
    return { byAlias, byOther: other ? own.filter((known) => speaksOf(known, other)) : [] }
  }
  return {
    async preferred(host) {
      const { byAlias, byOther } = await linesOf(host)
      const known = new Set(
        [...byAlias, ...byOther].filter(({ marker }) => marker === null).flatMap(({ type }) => algorithmsOf[type] ?? []),
      )
      return [...known, ...allAlgorithms.filter((algorithm) => !known.has(algorithm))]
    },
    async check(host, key) {
      const { byAlias, byOther } = await linesOf(host)
      const all = [...byAlias, ...byOther]
      const revoked = all.find((known) => known.marker === 'revoked' && known.key.equals(key))
      if (revoked) throw changed(host, key, revoked, 'is marked as revoked in')
      if (all.some((known) => known.marker === null && known.key.equals(key))) return
      const other = all.find((known) => known.marker === null && known.type === keyType(key))
      if (other) throw changed(host, key, other, 'is not the one that is known from')
      const question = `${host.alias} ${fingerprint(key)}`
      const asked = asking.get(question) ?? askAndRemember(parts, host, key, byAlias).finally(() => asking.delete(question))
      asking.set(question, asked)
      await asked
    },
  }
}

async function askAndRemember(
  parts: Pick<SessionParts, 'knownHosts' | 'ask'>,
  host: Host,
  key: Buffer,
  lines: readonly KnownKey[],
): Promise<void> {
  const answer = await parts.ask({
    title: `Trust ${host.name}?`,
    message: `${host.name} shows a host key that was never seen here. Trust it only if its fingerprint is ${fingerprint(key)} (${keyType(key)}).`,
    detail: [`It will be remembered as ${host.alias} in ${parts.knownHosts}.`, ...lines.map(aside)].join('\n'),
    choices: [
      { id: 'trust', label: 'Trust and remember' },
      { id: 'refuse', label: 'Refuse' },
    ],
  })
  if (answer !== 'trust') throw refused(host, key, answer === null)
  await remember(parts.knownHosts, host.alias, key)
}

const aside = (known: KnownKey) =>
  known.marker === 'authority'
    ? `${known.file}:${known.line} names an authority for host certificates; certificates are not read.`
    : `${known.file}:${known.line} knows a key of another kind (${known.type}) for it.`

/** One write at the end of the file, so that two who remember at once do not mix their lines. */
async function remember(file: string, alias: string, key: Buffer): Promise<void> {
  await mkdir(dirname(file), { recursive: true, mode: 0o700 })
  const before = await textOf(file)
  const gap = before === '' || before.endsWith('\n') ? '' : '\n'
  await appendFile(file, gap + knownHostsLine(alias, key), { mode: 0o600 })
}

const keysOf = async (file: string) => readKnownHosts(await textOf(file), file)

async function textOf(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return ''
    throw unreadable(file, 'this computer', false, String(error))
  }
}

/** As `ssh-keygen -l` prints it. */
export function fingerprint(key: Buffer): string {
  return `SHA256:${createHash('sha256').update(key).digest('base64').replaceAll('=', '')}`
}

const algorithmsOf: Record<string, ServerHostKeyAlgorithm[]> = {
  'ssh-ed25519': ['ssh-ed25519'],
  'ecdsa-sha2-nistp256': ['ecdsa-sha2-nistp256'],
  'ecdsa-sha2-nistp384': ['ecdsa-sha2-nistp384'],
  'ecdsa-sha2-nistp521': ['ecdsa-sha2-nistp521'],
  'ssh-rsa': ['rsa-sha2-512', 'rsa-sha2-256', 'ssh-rsa'],
}
const allAlgorithms = Object.values(algorithmsOf).flat()

function changed(host: Host, key: Buffer, known: KnownKey, how: string): ProblemError {
  return new ProblemError({
    code: 'ssh.hostkey-changed',
    severity: 'error',
    title: `${host.name} shows another host key`,
    message: `The ${keyType(key)} key of ${host.name}, ${fingerprint(key)}, ${how} ${known.file}, line ${known.line}. Somebody may be listening in between, or the machine was installed anew.`,
    hint: `Ask who installed ${host.name}. If the new key is right, remove line ${known.line} of ${known.file}.`,
    about: host.machine,
  })
}

function refused(host: Host, key: Buffer, unanswered: boolean): ProblemError {
  const why = unanswered ? 'and nobody was there to trust it' : 'and it was refused'
  return new ProblemError({
    code: 'ssh.hostkey-refused',
    severity: 'error',
    title: `The host key of ${host.name} is not trusted`,
    message: `${host.name} shows a host key that was never seen here, ${fingerprint(key)} (${keyType(key)}), ${why}.`,
    hint: `Compare the fingerprint and trust it when asked, or add it as ${host.alias} to a known_hosts file.`,
    about: host.machine,
  })
}
