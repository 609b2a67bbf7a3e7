import { execFileSync, spawnSync } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync, symlinkSync } from 'node:fs'
import { createServer, type Socket as NetSocket } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from 'vitest'
import { MachineId } from '../../shared/model/id.ts'
import type { ByteStream, Shell } from '../../shared/plugin/shell.ts'
import { startDropbear, type Dropbear } from './testing/dropbear.ts'
import { entranceTo, never, type TestSessions, testSessions } from './testing/enter.ts'
import { startSshd, type Sshd } from './testing/sshd.ts'

let guest: Dropbear
let sessions: TestSessions
let shell: Shell
beforeAll(async () => {
  guest = await startDropbear()
  sessions = testSessions({ answer: 'trust' })
  const { host, port, user, keyFile } = guest
  const login = { user, keys: [keyFile], knownHosts: null, secret: null }
  const endpoint = { service: 'ssh', port: 22, at: { host, port } } as const
  shell = await sessions.enter(
    { machine: MachineId.parse('machine:guest'), name: 'guest', login, endpoint, through: sessions.ground },
    never,
  )
})
afterAll(async () => {
  await sessions?.[Symbol.asyncDispose]()
  await guest?.[Symbol.asyncDispose]()
})

const code = (code: string) => expect.objectContaining({ problem: expect.objectContaining({ code }) })

/** A server on a Unix socket that does what the test says, until the test ends. */
async function listen(path: string, serve: (socket: NetSocket) => void) {
  const server = createServer({ allowHalfOpen: true }, (socket) => serve(socket.on('error', () => undefined)))
  await new Promise<void>((resolve) => server.listen(path, resolve))
  onTestFinished(() => void server.close())
}

function hear(stream: ByteStream) {
  const parts: Uint8Array[] = []
  const closed = new Promise<string | null>((resolve) => stream.onClose(resolve))
  stream.onData((data) => void parts.push(data))
  return { text: () => Buffer.concat(parts).toString(), size: () => Buffer.concat(parts).length, closed }
}

/** The processes of this computer whose command line names the path: the relays of this test. */
const relays = (path: string) =>
  readdirSync('/proc').filter((pid) => {
    if (!/^\d+$/.test(pid) || Number(pid) === process.pid) return false
    try {
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(path)
    } catch {
      return false
    }
  })

test('a Unix socket behind a server that forwards none must be reached, whatever its name holds', async () => {
  for (const name of ['plain', 'with, comma', 'a:colon', 'back\\slash', "it's", '[1](2){3}!', 'grüße']) {
    const path = join(guest.folder, name)
    await listen(path, (socket) => socket.pipe(socket))
    const stream = await shell.connect({ path })
    const heard = hear(stream)
    stream.write(Buffer.from(`hello ${name}`))
    await vi.waitFor(() => expect(heard.text()).toBe(`hello ${name}`))
    stream.end()
    expect(await heard.closed).toBe(null)
    await vi.waitFor(() => expect(relays(path)).toEqual([]))
  }
})

test('megabytes must come through whole, and an answer after the end of what was asked', async () => {
  const path = join(guest.folder, 'count')
  await listen(path, (socket) => {
    let size = 0
    socket.on('data', (data) => {
      size += data.length
    })
    socket.on('end', () => socket.end(`${size} bytes${'.'.repeat(2_000_000)}`))
  })
  const stream = await shell.connect({ path })
  const heard = hear(stream)
  for (let part = 0; part < 5; part++) stream.write(new Uint8Array(1_000_000).fill(part))
  stream.end()
  expect(await heard.closed).toBe(null)
  expect(heard.text()).toMatch(/^5000000 bytes\.{2000000}$/)
})

test('a far end that closes must end the stream long before socat would give up on us', { timeout: 4_000 }, async () => {
  const path = join(guest.folder, 'brief')
  await listen(path, (socket) => socket.end('goodbye'))
  const heard = hear(await shell.connect({ path }))
  expect(await heard.closed).toBe(null)
  expect(heard.text()).toBe('goodbye')
})

/** Leaves its socket behind. */
const dies = 'require("net").createServer().listen(process.argv[1], () => process.kill(process.pid, "SIGKILL"))'

test('a socket that nobody listens to, one that is not there and a file that is no socket must be refused', async () => {
  const left = join(guest.folder, 'left')
  spawnSync(process.execPath, ['-e', dies, left])
  for (const path of [left, join(guest.folder, 'none'), guest.keyFile])
    await expect(shell.connect({ path })).rejects.toEqual(code('connect.refused'))
})

test('a tunnel to a socket must serve each connection with a relay of its own', async () => {
  const path = join(guest.folder, 'many')
  await listen(path, (socket) => socket.pipe(socket))
  await using tunnel = await shell.forward({ path })
  const all = await Promise.all(Array.from({ length: 5 }, () => sessions.ground.connect(tunnel)))
  const heard = all.map(hear)
  all.forEach((stream, index) => stream.write(Buffer.from(`${index}`)))
  await vi.waitFor(() => expect(heard.map(({ text }) => text())).toEqual(['0', '1', '2', '3', '4']))
  for (const stream of all) stream.end()
  await Promise.all(heard.map(({ closed }) => closed))
  await vi.waitFor(() => expect(relays(path)).toEqual([]))
})

test('a connection that is cancelled must leave no relay behind', async () => {
  const path = join(guest.folder, 'slow')
  await listen(path, () => undefined)
  const stop = new AbortController()
  const connecting = shell.connect({ path }, stop.signal)
  stop.abort(new Error('enough'))
  await expect(connecting).rejects.toThrow('enough')
  await vi.waitFor(() => expect(relays(path)).toEqual([]), { timeout: 10_000 })
})

/** An sshd that forwards nothing, where only these programs can be found. */
async function placeWith(...programs: string[]): Promise<{ sshd: Sshd; inside: Shell }> {
  const bin = join(guest.folder, `bin-${programs.join('-')}`)
  mkdirSync(bin)
  const where = (program: string) => execFileSync('sh', ['-c', 'command -v "$1"', 'sh', program], { encoding: 'utf8' }).trim()
  for (const program of ['sh', 'id', 'mkdir', 'chmod', 'uname', ...programs]) symlinkSync(where(program), join(bin, program))
  const sshd = await startSshd({ config: [`SetEnv PATH=${bin}`, 'AllowTcpForwarding no', 'AllowStreamLocalForwarding no'] })
  onTestFinished(() => sshd.stop())
  const name = `with-${programs.join('-') || 'nothing'}`
  const inside = await sessions.enter(entranceTo(sshd, sessions.ground, name), never)
  onTestFinished(() => sessions.leave(MachineId.parse(`machine:${name}`)))
  return { sshd, inside }
}

test('nc must do where socat is not', async () => {
  const { sshd, inside } = await placeWith('nc')
  const path = join(sshd.folder, 'asked')
  await listen(path, (socket) => {
    let asked = ''
    socket.on('data', (data) => {
      asked += data.toString()
    })
    socket.on('end', () => socket.end(`you asked ${asked}`))
  })
  const stream = await inside.connect({ path })
  const heard = hear(stream)
  stream.write(Buffer.from('what'))
  stream.end()
  expect(await heard.closed).toBe(null)
  expect(heard.text()).toBe('you asked what')
  await expect(inside.connect({ path: join(sshd.folder, 'none') })).rejects.toEqual(code('connect.refused'))
})

test('where there is neither socat nor nc, that must be said; but a socket that is not there is what it is', async () => {
  const { sshd, inside } = await placeWith()
  const path = join(sshd.folder, 'there')
  await listen(path, (socket) => socket.end())
  await expect(inside.connect({ path })).rejects.toMatchObject({
    problem: { code: 'connect.no-unix', hint: expect.stringContaining('install socat on with-nothing') },
  })
  await expect(inside.connect({ host: '127.0.0.1', port: sshd.port })).rejects.toEqual(code('connect.forbidden'))
  await expect(inside.connect({ path: join(sshd.folder, 'none') })).rejects.toEqual(code('connect.refused'))
})
