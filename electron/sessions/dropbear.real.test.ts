import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { MachineId } from '../../shared/model/id.ts'
import { startDropbear, type Dropbear } from './testing/dropbear.ts'
import { never, testSessions, type TestSessions } from './testing/enter.ts'
import { isAlive } from './testing/process.ts'

async function entered(guest: Dropbear, sessions: TestSessions) {
  const { host, port, user, keyFile } = guest
  const login = { user, keys: [keyFile], knownHosts: null, secret: null }
  const endpoint = { service: 'ssh', port: 22, at: { host, port } } as const
  return sessions.enter({ machine: MachineId.parse('machine:guest'), name: 'guest', login, endpoint, through: sessions.ground }, never)
}

test('commands that overlap must each run exactly once and tell how they ended, though dropbear takes offence at it', async () => {
  await using guest = await startDropbear()
  await using sessions = testSessions({ answer: 'trust' })
  const shell = await entered(guest, sessions)
  const list = join(guest.folder, 'list')
  const numbers = Array.from({ length: 40 }, (_, index) => String(index))
  const left = [...numbers]
  const work = async () => {
    for (let number = left.pop(); number !== undefined; number = left.pop()) {
      const ran = await shell.run('sh', ['-c', 'echo "$1" >>"$2"; exit 3', 'sh', number, list], { okCodes: [3] })
      expect(ran).toEqual({ code: 3, stdout: '', stderr: '' })
    }
  }
  await Promise.all([work(), work()])
  const done = readFileSync(list, 'utf8').trim().split('\n')
  expect(done.toSorted((one, other) => Number(one) - Number(other))).toEqual(numbers)
})

test('a guest with dropbear must be entered with an ed25519 key, and be cancelled, connected to and typed into like any other', async () => {
  await using guest = await startDropbear()
  const { port, folder } = guest
  await using sessions = testSessions({ answer: 'trust' })
  const shell = await entered(guest, sessions)
  expect((await shell.run('printf', ['%s|', '', "it's"])).stdout).toBe("|it's|")
  expect(readFileSync(sessions.knownHosts, 'utf8')).toMatch(/^guest ssh-ed25519 /)

  const stop = new AbortController()
  const told = join(folder, 'told')
  const running = shell.run('sh', ['-c', 'echo $$ > "$1"; exec sleep 300', 'sh', told], { signal: stop.signal })
  const pid = await vi.waitFor(() => {
    const found = Number(readFileSync(told, 'utf8'))
    expect(found).toBeGreaterThan(0)
    return found
  })
  stop.abort(new Error('enough'))
  await expect(running).rejects.toThrow('enough')
  await vi.waitFor(() => expect(isAlive(pid)).toBe(false), { timeout: 10_000 })

  const stream = await shell.connect({ host: '127.0.0.1', port })
  const greeting = await new Promise<string>((resolve) => stream.onData((data) => resolve(Buffer.from(data).toString())))
  expect(greeting).toMatch(/^SSH-2\.0-dropbear/)
  stream.end()
  await expect(shell.connect({ host: '127.0.0.1', port: 1 })).rejects.toMatchObject({ problem: { code: 'connect.refused' } })

  const terminal = await shell.terminal({ columns: 91, rows: 27, command: ['stty', 'size'] })
  const size = await new Promise<string>((resolve) => terminal.onData((data) => resolve(Buffer.from(data).toString())))
  expect(size).toBe('27 91\r\n')
})
