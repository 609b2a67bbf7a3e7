import { readFile } from 'node:fs/promises'
import type { Login } from '../../shared/model/machine.ts'
import type { Endpoint } from '../../shared/plugin/plugin.ts'
import { hostOf } from './host-name.ts'
import type { Host } from './hostkeys.ts'
import { readKnownHosts, speaksOf } from './known-hosts.ts'
import { quote } from './quote.ts'
import type { Entrance } from './sessions.ts'

export interface OpenSshWish {
  readonly entrance: Pick<Entrance, 'machine' | 'name'> & {
    readonly login: Login
    readonly endpoint: Endpoint
    readonly through: Entrance['through']
  }
  /** Whether its carrier is this computer. */
  readonly fromGround: boolean
  /** Where the SSH server is found from here: itself, or the near end of a tunnel. */
  readonly at: { readonly host: string; readonly port: number }
  /** What runs in it; null is the login shell. */
  readonly command: readonly string[] | null
}

/**
 * How OpenSSH's own client (ssh(1)) opens a terminal inside a machine: with the keys of its login, and the host key known under the
 * name that we keep it under. A password is asked for in the terminal: it is not handed over.
 */
export async function openSshTerminal({ entrance, fromGround, at, command }: OpenSshWish): Promise<readonly [string, ...string[]]> {
  const { login } = entrance
  const alias = await knownAs(hostOf(entrance, fromGround))
  const known = login.knownHosts === null ? [] : ['-o', `GlobalKnownHostsFile=${quoteOption(login.knownHosts)}`]
  const keys = login.keys.flatMap((key) => ['-i', key])
  const options = ['-o', `HostKeyAlias=${alias}`, ...known, '-p', String(at.port), '-l', login.user, ...keys]
  return ['ssh', '-t', ...options, '--', at.host, ...(command ? [`exec ${quote(command)}`] : [])]
}

/** The name under which the machine's own file knows it, where there is such a file; else ours. */
async function knownAs({ alias, otherName, ownFile }: Host): Promise<string> {
  if (ownFile === null || otherName === null) return alias
  const known = readKnownHosts(await readFile(ownFile, 'utf8'), ownFile)
  const knows = (name: string) => known.some((key) => speaksOf(key, name))
  return !knows(alias) && knows(otherName) ? otherName : alias
}

/** ssh_config(5) takes quotes around what holds blanks; its `%` begins a token. */
const quoteOption = (path: string) => `"${path.replaceAll('%', '%%')}"`
