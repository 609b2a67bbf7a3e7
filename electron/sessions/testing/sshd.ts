import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import { descendants, endTree, freePort, makeKey, sshGreets } from './process.ts'

/** A real OpenSSH server of a test, on a free port of the loopback, that lets this very user in. */
export interface Sshd extends AsyncDisposable {
  readonly host: '127.0.0.1'
  readonly port: number
  /** The user to log in as: whoever runs the test. */
  readonly user: string
  /** The public half of its host key: `ssh-ed25519 AAAA…`. */
  readonly hostKey: string
  /** A known_hosts file that knows it, as `[127.0.0.1]:port`. */
  readonly knownHosts: string
  /** The private key that is let in. */
  readonly keyFile: string
  /** A folder of its own, removed when it stops. */
  readonly folder: string
  readonly pid: number
  /** What it has written so far. */
  log(): string
  /** How many TCP connections came in for a login; the probe whether it is ready is not counted. */
  connections(): number
  /** The process ids of its logins and what runs in them. */
  sessions(): number[]
  stop(): Promise<void>
}

export interface SshdWish {
  /** Further lines for sshd_config; they come first, and the first one wins. */
  readonly config?: readonly string[]
  /** Public keys (one line each) that are let in besides its own. */
  readonly authorized?: readonly string[]
  /** A private host key to use instead of a new one. */
  readonly hostKeyFile?: string
  /** A certain port, for a server that comes back. */
  readonly port?: number
}

/** Starts sshd, as root or as an ordinary user; resolves when it greets. */
export async function startSshd(wish: SshdWish = {}): Promise<Sshd> {
  const folder = mkdtempSync(join(tmpdir(), 'sc-sshd-'))
  const port = wish.port ?? (await freePort())
  const hostKeyFile = wish.hostKeyFile ?? makeKey(join(folder, 'host_key'))
  const keyFile = makeKey(join(folder, 'key'))
  const hostKey = readFileSync(`${hostKeyFile}.pub`, 'utf8').split(' ').slice(0, 2).join(' ')
  const knownHosts = join(folder, 'known_hosts')
  writeFileSync(knownHosts, `[127.0.0.1]:${port} ${hostKey}\n`, { mode: 0o600 })
  writeFileSync(join(folder, 'authorized_keys'), [readFileSync(`${keyFile}.pub`, 'utf8').trim(), ...(wish.authorized ?? []), ''].join('\n'))
  writeFileSync(join(folder, 'sshd_config'), [...(wish.config ?? []), ...configOf(folder, port, hostKeyFile), ''].join('\n'))
  // The folder that sshd locks itself into; a system without running services has not made it.
  if (process.getuid?.() === 0) mkdirSync('/run/sshd', { recursive: true, mode: 0o755 })
  const child = spawn('/usr/sbin/sshd', ['-D', '-e', '-f', join(folder, 'sshd_config')], { stdio: ['ignore', 'ignore', 'pipe'] })
  let text = ''
  child.stderr.setEncoding('utf8').on('data', (data: string) => {
    text += data
  })
  const stop = async () => {
    await endTree(child)
    rmSync(folder, { recursive: true, force: true })
  }
  try {
    await sshGreets(port, child, () => text)
  } catch (error) {
    await stop()
    throw error
  }
  const pid = child.pid ?? 0
  return {
    host: '127.0.0.1',
    port,
    user: userInfo().username,
    hostKey,
    knownHosts,
    keyFile,
    folder,
    pid,
    log: () => text,
    connections: () => text.split('\n').filter((line) => /^Accepted \S+ for /.test(line)).length,
    sessions: () => descendants(pid),
    stop,
    [Symbol.asyncDispose]: stop,
  }
}

const configOf = (folder: string, port: number, hostKeyFile: string) => [
  `Port ${port}`,
  'ListenAddress 127.0.0.1',
  `HostKey ${hostKeyFile}`,
  `AuthorizedKeysFile ${join(folder, 'authorized_keys')}`,
  `PidFile ${join(folder, 'pid')}`,
  'StrictModes no',
  'UsePAM no',
  'PermitRootLogin yes',
  'PasswordAuthentication no',
  'KbdInteractiveAuthentication no',
  'LogLevel VERBOSE',
  'Subsystem sftp internal-sftp',
]
