import { execFileSync, spawn } from 'node:child_process'
import { X509Certificate } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { connect as connectTcp } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Stream } from 'node:stream'
import { setTimeout } from 'node:timers/promises'
import { endTree, freePort } from './process.ts'

/** A real xrdp of a test, in front of a real Xvnc, on a free port of the loopback. Anybody is let in. */
export interface Xrdp extends AsyncDisposable {
  readonly host: '127.0.0.1'
  readonly port: number
  /** Its certificate in DER. */
  certificate(): Buffer
  /** Takes another certificate from now on. */
  renew(): void
  /** What its desktop shows: the display behind it, without a cookie. */
  readonly display: string
  log(): string
}

/** Starts it with a desktop of one colour; resolves when it accepts. */
export async function startXrdp(colour = '#2a7ab0'): Promise<Xrdp> {
  const folder = mkdtempSync(join(tmpdir(), 'sc-xrdp-'))
  const [port, vnc] = [await freePort(), await freePort()]
  const [certificate, key] = [join(folder, 'cert.pem'), join(folder, 'key.pem')]
  const server = spawn(
    'Xtigervnc',
    ['-displayfd', '3', '-rfbport', String(vnc), '-localhost', '-SecurityTypes', 'None', '-geometry', '1024x700', '-depth', '24', '-ac'],
    { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] },
  )
  const display = `:${await lineOf(server.stdio[3])}`
  execFileSync('xsetroot', ['-solid', colour], { env: { ...process.env, DISPLAY: display } })
  const renew = () =>
    execFileSync(
      'openssl',
      ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-subj', '/CN=test', '-days', '2', '-keyout', key, '-out', certificate],
      { stdio: 'ignore' },
    )
  renew()
  const ini = join(folder, 'xrdp.ini')
  writeFileSync(ini, settings({ port, vnc, certificate, key, log: join(folder, 'log') }))
  const xrdp = spawn('xrdp', ['-n', '-c', ini], { stdio: ['ignore', 'pipe', 'pipe'] })
  let text = ''
  for (const pipe of [xrdp.stdout, xrdp.stderr]) pipe.on('data', (data: Buffer) => (text += data.toString()))
  const stop = async () => {
    await endTree(xrdp)
    await endTree(server)
    rmSync(folder, { recursive: true, force: true })
  }
  try {
    while (!(await accepts(port))) {
      if (xrdp.exitCode !== null) throw new Error(`xrdp ended:\n${text}`)
      await setTimeout(30)
    }
  } catch (cause) {
    await stop()
    throw cause
  }
  return {
    host: '127.0.0.1',
    port,
    certificate: () => new X509Certificate(readFileSync(certificate)).raw,
    renew,
    display,
    log: () => text,
    [Symbol.asyncDispose]: stop,
  }
}

const settings = (at: { port: number; vnc: number; certificate: string; key: string; log: string }) => `[Globals]
ini_version=1
fork=true
port=tcp://127.0.0.1:${at.port}
tcp_nodelay=true
security_layer=tls
crypt_level=high
certificate=${at.certificate}
key_file=${at.key}
ssl_protocols=TLSv1.2, TLSv1.3
autorun=desk
allow_channels=true
bitmap_cache=true
bitmap_compression=true
bulk_compression=true
max_bpp=32
new_cursors=true
[Logging]
LogFile=${at.log}
LogLevel=DEBUG
EnableSyslog=false
EnableConsole=true
ConsoleLevel=DEBUG
[Channels]
rdpdr=false
rdpsnd=false
drdynvc=true
cliprdr=false
rail=false
[desk]
name=desk
lib=libvnc.so
username=na
password=na
ip=127.0.0.1
port=${at.vnc}
`

async function lineOf(pipe: Stream | null | undefined): Promise<string> {
  if (!pipe) throw new Error('no pipe')
  return new Promise((resolve) => pipe.on('data', (data: Buffer) => resolve(data.toString().trim())))
}

const accepts = (port: number) =>
  new Promise<boolean>((resolve) => {
    const socket = connectTcp(port, '127.0.0.1', () => {
      socket.destroy()
      resolve(true)
    })
    socket.once('error', () => resolve(false))
  })
