import { createServer } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import type { ByteStream, Shell } from '../../shared/plugin/shell.ts'
import { entranceTo, never, type TestSessions, testSessions } from './testing/enter.ts'
import { type Sshd, startSshd } from './testing/sshd.ts'

let sshd: Sshd
let strict: Sshd
let sessions: TestSessions
let web: Shell
let closedWeb: Shell
beforeAll(async () => {
  ;[sshd, strict] = await Promise.all([startSshd(), startSshd({ config: ['AllowTcpForwarding no', 'AllowStreamLocalForwarding no'] })])
  sessions = testSessions()
  web = await sessions.enter(entranceTo(sshd, sessions.ground, 'web'), never)
  closedWeb = await sessions.enter(entranceTo(strict, sessions.ground, 'strict'), never)
})
afterAll(async () => {
  await sessions[Symbol.asyncDispose]()
  await Promise.all([sshd.stop(), strict.stop()])
})

const code = (code: string) => expect.objectContaining({ problem: expect.objectContaining({ code }) })
const hear = (stream: ByteStream) => {
  const heard = { text: '', closed: undefined as string | null | undefined }
  stream.onData((data) => {
    heard.text += Buffer.from(data).toString()
  })
  stream.onClose((reason) => {
    heard.closed = reason
  })
  return heard
}
/** A server that repeats what it hears, on a port and on a socket. */
const echo = async (where: { path: string } | { host: string; port: number }) => {
  const server = createServer((socket) => socket.on('error', () => {}).pipe(socket))
  await new Promise<void>((resolve) => server.listen(where, resolve))
  const address = server.address()
  return { port: typeof address === 'object' && address ? address.port : 0, [Symbol.dispose]: () => void server.close() }
}

test('a terminal must be the login shell, repeat what is typed, follow a new size, and end on exit', async () => {
  const terminal = await web.terminal({ columns: 91, rows: 27, command: null })
  const heard = hear(terminal)
  terminal.write(Buffer.from('stty size\n'))
  await vi.waitFor(() => expect(heard.text).toContain('27 91'), { timeout: 10_000 })
  terminal.resize({ columns: 100, rows: 40 })
  terminal.write(Buffer.from('stty size; echo $TERM grüße\n'))
  await vi.waitFor(() => expect(heard.text).toMatch(/40 100[\s\S]*xterm-256color grüße/), { timeout: 10_000 })
  terminal.write(Buffer.from('false; exit\n'))
  await vi.waitFor(() => expect(heard.closed).toBe(null), { timeout: 10_000 })
})

test('a terminal with a command must run just that, and tell when it failed', async () => {
  const heard = hear(
    await web.terminal({ columns: 80, rows: 24, command: ['sh', '-c', 'test -t 0 && echo "on a $1"; exit 4', 'sh', 'tty & more'] }),
  )
  await vi.waitFor(() => expect(heard).toEqual({ text: 'on a tty & more\r\n', closed: 'sh ended with code 4' }), { timeout: 10_000 })
})

test('a terminal that is hung up must take its command with it', async () => {
  const terminal = await web.terminal({ columns: 80, rows: 24, command: ['sh', '-c', 'echo $$; exec sleep 300'] })
  const heard = hear(terminal)
  await vi.waitFor(() => expect(heard.text).toMatch(/^\d+\r\n/), { timeout: 10_000 })
  terminal.end()
  await vi.waitFor(() => expect(heard.closed).toBe(null), { timeout: 10_000 })
  const pid = heard.text.trim()
  await vi.waitFor(async () => expect((await web.run('kill', ['-0', pid], { okCodes: [0, 1] })).code).toBe(1), { timeout: 10_000 })
})

test('more terminals than the server opens must be told, and commands must not wait for ever', async () => {
  await using small = await startSshd({ config: ['MaxSessions 2'] })
  await using own = testSessions()
  const shell = await own.enter(entranceTo(small, own.ground, 'small'), never)
  const wish = { columns: 80, rows: 24, command: ['sleep', '300'] as const }
  const terminals = [await shell.terminal(wish), await shell.terminal(wish)]
  await expect(shell.terminal(wish)).rejects.toEqual(code('ssh.sessions-full'))
  await expect(shell.run('true', [])).rejects.toEqual(code('ssh.sessions-full'))
  for (const terminal of terminals) terminal.end()
  await vi.waitFor(async () => expect((await shell.run('echo', ['room'])).stdout).toBe('room\n'), { timeout: 10_000 })
  const runs = await Promise.all(Array.from({ length: 6 }, (_, index) => shell.run('echo', [String(index)])))
  expect(runs.map(({ stdout }) => stdout.trim())).toEqual(['0', '1', '2', '3', '4', '5'])
})

test('a port and a Unix socket inside must be reached, directly and through a port on this computer', async () => {
  const path = join(sshd.folder, 'echo')
  using onPath = await echo({ path })
  using onPort = await echo({ host: '127.0.0.1', port: 0 })
  expect(onPath.port).toBe(0)
  for (const to of [{ path }, { host: '127.0.0.1', port: onPort.port }]) {
    await using tunnel = await web.forward(to)
    for (const stream of [await web.connect(to), await sessions.ground.connect(tunnel)]) {
      const heard = hear(stream)
      stream.write(Buffer.from('hello'))
      await vi.waitFor(() => expect(heard.text).toBe('hello'))
      stream.end()
      await vi.waitFor(() => expect(heard.closed).toBe(null))
    }
  }
})

test('ten megabytes through a forwarded port must come back whole', async () => {
  using server = await echo({ host: '127.0.0.1', port: 0 })
  await using tunnel = await web.forward({ host: '127.0.0.1', port: server.port })
  const stream = await sessions.ground.connect(tunnel)
  let size = 0
  stream.onData((data) => {
    size += data.byteLength
  })
  for (let part = 0; part < 10; part++) stream.write(new Uint8Array(1_000_000).fill(part))
  await vi.waitFor(() => expect(size).toBe(10_000_000), { timeout: 20_000 })
  stream.end()
})

test('what cannot be reached inside must be told by its reason', async () => {
  await expect(web.connect({ host: '127.0.0.1', port: 1 })).rejects.toEqual(code('connect.refused'))
  await expect(web.connect({ path: join(sshd.folder, 'no-socket') })).rejects.toEqual(code('connect.refused'))
  await expect(web.connect({ host: 'no-such-host.invalid', port: 1 })).rejects.toEqual(code('connect.unknown-host'))
  await expect(web.connect({ path: `/tmp/${'x'.repeat(120)}` })).rejects.toEqual(code('connect.path-long'))
})

test('where the server forwards nothing and no program can do it, that must be told', async () => {
  const path = join(strict.folder, 'echo')
  using server = await echo({ path })
  expect(server.port).toBe(0)
  const relay = (await closedWeb.run('sh', ['-c', 'command -v socat nc ncat'], { okCodes: [0, 1, 127] })).stdout
  if (relay === '') await expect(closedWeb.connect({ path })).rejects.toEqual(code('connect.no-unix'))
  else hear(await closedWeb.connect({ path }))
  await expect(closedWeb.connect({ path: join(strict.folder, 'none') })).rejects.toEqual(code('connect.refused'))
})
