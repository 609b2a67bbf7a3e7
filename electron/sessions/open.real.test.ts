import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { MachineId } from '../../shared/model/id.ts'
import { entranceTo, never, testSessions } from './testing/enter.ts'
import { endOne, isAlive } from './testing/process.ts'
import { type Sshd, startSshd } from './testing/sshd.ts'

const servers: Sshd[] = []
beforeAll(async () => {
  servers.push(...(await Promise.all([startSshd(), startSshd(), startSshd()])))
})
afterAll(() => Promise.all(servers.map((sshd) => sshd.stop())))

const code = (code: string) => expect.objectContaining({ problem: expect.objectContaining({ code }) })
const names = ['host', 'guest', 'inner']

/** Three machines, each entered through the one before. */
async function stack(sessions: ReturnType<typeof testSessions>) {
  let through = sessions.ground
  const shells = [through]
  for (const [level, sshd] of servers.entries()) {
    through = await sessions.enter(entranceTo(sshd, through, names[level]), never)
    shells.push(through)
  }
  return shells.slice(1)
}

test('three machines, each inside the one before, must be entered one through the other, and the address must say so', async () => {
  await using sessions = testSessions()
  const before = servers.map((sshd) => sshd.connections())
  const [, , inner] = await stack(sessions)
  expect(inner!.place.levels.slice(1).map(({ label }) => label)).toEqual(names)
  expect((await inner!.run('sh', ['-c', 'echo "${SSH_CONNECTION##* }"'])).stdout).toBe(`${servers[2]!.port}\n`)
  expect(servers.map((sshd, index) => sshd.connections() - before[index]!)).toEqual([1, 1, 1])
})

test('two who enter the same machine at once must share one connection and one shell', async () => {
  await using sessions = testSessions()
  const before = servers[0]!.connections()
  const enter = () => sessions.enter(entranceTo(servers[0]!, sessions.ground, 'host'), never)
  const shells = await Promise.all([enter(), enter(), enter()])
  expect(new Set(shells).size).toBe(1)
  expect(servers[0]!.connections() - before).toBe(1)
})

test('one of two who gives up must not take the connection from the other', async () => {
  await using sessions = testSessions()
  const stop = new AbortController()
  const first = sessions.enter(entranceTo(servers[0]!, sessions.ground, 'host'), stop.signal)
  const second = sessions.enter(entranceTo(servers[0]!, sessions.ground, 'host'), never)
  stop.abort(new Error('not me'))
  await expect(first).rejects.toThrow('not me')
  expect((await (await second).run('echo', ['me'])).stdout).toBe('me\n')
})

test('a broken connection must be told to who was using it, and the next who enters must get a new one', async () => {
  await using sessions = testSessions()
  const entrance = entranceTo(servers[0]!, sessions.ground, 'host')
  const shell = await sessions.enter(entrance, never)
  const running = shell.run('sleep', ['300'])
  const terminal = await shell.terminal({ columns: 80, rows: 24, command: null })
  terminal.onData(() => {})
  const closed = new Promise<string | null>((resolve) => terminal.onClose(resolve))
  const tunnel = await shell.forward({ host: '127.0.0.1', port: 1 })
  for (const pid of servers[0]!.sessions()) endOne(pid)
  await expect(running).rejects.toEqual(code('ssh.lost'))
  expect(await closed).toContain('The connection to host ended')
  await expect(shell.run('true', [])).rejects.toEqual(code('ssh.lost'))
  await expect(sessions.ground.connect(tunnel)).rejects.toEqual(code('connect.refused'))
  const again = await sessions.enter(entrance, never)
  expect(again).not.toBe(shell)
  expect((await again.run('echo', ['back'])).stdout).toBe('back\n')
})

test('a machine that breaks must take with it what is entered through it, and the whole way must come back', async () => {
  await using sessions = testSessions()
  const [, , inner] = await stack(sessions)
  const running = inner!.run('sleep', ['300'])
  for (const pid of servers[0]!.sessions()) endOne(pid)
  await expect(running).rejects.toEqual(code('ssh.lost'))
  const again = await stack(sessions)
  expect((await again[2]!.run('echo', ['back'])).stdout).toBe('back\n')
})

test('leaving a machine must end it and what stands on it, but not what is below', async () => {
  await using sessions = testSessions()
  const [host, guest, inner] = await stack(sessions)
  const running = inner!.run('sleep', ['300'])
  const lost = expect(running).rejects.toEqual(code('ssh.lost'))
  await sessions.leave(MachineId.parse('machine:guest'))
  await lost
  await expect(guest!.run('true', [])).rejects.toEqual(code('ssh.lost'))
  expect((await host!.run('echo', ['stays'])).stdout).toBe('stays\n')
  expect(await Promise.all([sessions.leave(MachineId.parse('machine:guest')), sessions.leave(MachineId.parse('machine:unheard'))])).toEqual(
    [undefined, undefined],
  )
})

test('a machine that comes back at another port must be entered anew', async () => {
  await using sessions = testSessions()
  const one = await sessions.enter(entranceTo(servers[0]!, sessions.ground, 'host'), never)
  const other = await sessions.enter(entranceTo(servers[1]!, sessions.ground, 'host'), never)
  expect(other).not.toBe(one)
  await expect(one.run('true', [])).rejects.toEqual(code('ssh.lost'))
  expect((await other.run('echo', ['new'])).stdout).toBe('new\n')
})

test('closing all must leave no login behind, nor a command that was just cancelled', async () => {
  const sessions = testSessions()
  const [host] = await stack(sessions)
  const stop = new AbortController()
  const running = host!.run('sh', ['-c', 'trap "" TERM; while :; do sleep 0.1; done'], { signal: stop.signal })
  await vi.waitFor(() => expect(servers[0]!.sessions().length).toBeGreaterThan(2))
  const pids = servers.flatMap((sshd) => sshd.sessions())
  stop.abort(new Error('enough'))
  await expect(running).rejects.toThrow('enough')
  await sessions[Symbol.asyncDispose]()
  await vi.waitFor(() => expect(pids.filter(isAlive)).toEqual([]), { timeout: 10_000 })
})
