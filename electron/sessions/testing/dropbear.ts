import { execFileSync, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import { endTree, freePort, makeKey, sshGreets } from './process.ts'

/** dropbear only reads the keys of the real home folder: it gets one of its own, which nobody else can see. */
const inOwnHome =
  'mount -t tmpfs -o mode=700 tmpfs "$1" && mkdir -m 700 "$1/.ssh" && cp "$2" "$1/.ssh/authorized_keys" && shift 2 && exec "$@"'

/** A real dropbear of a test, as small guests have it: it forwards ports, but no Unix sockets. */
export interface Dropbear extends AsyncDisposable {
  readonly host: '127.0.0.1'
  readonly port: number
  readonly user: string
  /** The private key that is let in. */
  readonly keyFile: string
  /** A folder of its own, removed when it stops. */
  readonly folder: string
}

/** Starts dropbear, as root or as an ordinary user; resolves when it greets. */
export async function startDropbear(): Promise<Dropbear> {
  const folder = mkdtempSync(join(tmpdir(), 'sc-dropbear-'))
  const keyFile = makeKey(join(folder, 'key'))
  const hostKey = join(folder, 'host_key')
  execFileSync('dropbearkey', ['-t', 'ed25519', '-f', hostKey], { stdio: 'ignore' })
  const port = await freePort()
  const dropbear = ['dropbear', '-F', '-E', '-m', '-p', `127.0.0.1:${port}`, '-r', hostKey, '-P', join(folder, 'pid')]
  const asRoot = process.getuid?.() === 0 ? [] : ['-r']
  const { homedir, username } = userInfo()
  const child = spawn('unshare', [...asRoot, '-m', 'sh', '-c', inOwnHome, 'sh', homedir, `${keyFile}.pub`, ...dropbear], {
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let log = ''
  child.stderr.on('data', (data: Buffer) => {
    log += data.toString()
  })
  const stop = async () => {
    await endTree(child)
    rmSync(folder, { recursive: true })
  }
  try {
    await sshGreets(port, child, () => log)
  } catch (error) {
    await stop()
    throw error
  }
  return { host: '127.0.0.1', port, user: username, keyFile, folder, [Symbol.asyncDispose]: stop }
}
