import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import type { Shell } from '../../shared/plugin/shell.ts'
import { entranceTo, never, type TestSessions, testSessions } from './testing/enter.ts'
import { isAlive } from './testing/process.ts'
import { type Sshd, startSshd } from './testing/sshd.ts'

let sshd: Sshd
let sessions: TestSessions
let web: Shell
beforeAll(async () => {
  sshd = await startSshd()
  sessions = testSessions()
  web = await sessions.enter(entranceTo(sshd, sessions.ground), never)
})
afterAll(async () => {
  await sessions[Symbol.asyncDispose]()
  await sshd.stop()
})

const code = (code: string) => expect.objectContaining({ problem: expect.objectContaining({ code }) })

test('a machine must be entered with its key, and say where and what it is', () => {
  expect(web.place).toEqual({ levels: [...sessions.ground.place.levels, { label: 'web', id: 'machine:web' }], user: sshd.user })
  expect(web.os).toBe('linux')
  expect(web.scratch).toMatch(/\/servicecomposer(-\d+)?$/)
  expect(sessions.asked).toEqual([])
})

test('a command must get its words as they are, its input, and give back code, output and messages', async () => {
  const words = ['', '$HOME', "it's", '*', 'a\nb', '-n', '`id`', 'ü🖥']
  expect(await web.run('printf', ['%s|', ...words])).toEqual({ code: 0, stdout: `${words.join('|')}|`, stderr: '' })
  expect(await web.run('cat', [], { stdin: 'grüße\n' })).toEqual({ code: 0, stdout: 'grüße\n', stderr: '' })
  expect(await web.run('sh', ['-c', 'echo no >&2; exit 3'], { okCodes: [3] })).toEqual({ code: 3, stdout: '', stderr: 'no\n' })
  expect((await web.run('sh', ['-c', 'kill -KILL $$'], { okCodes: [137] })).code).toBe(137)
})

test('a command that fails or is missing must say which', async () => {
  await expect(web.run('sh', ['-c', 'echo the disk is full >&2; exit 3'])).rejects.toMatchObject({
    problem: { code: 'command.failed', message: 'sh ended with code 3 and said: the disk is full' },
  })
  await expect(web.run('no-such-program', [])).rejects.toEqual(code('command.missing'))
  await expect(web.run('yes', ['x'.repeat(1000)])).rejects.toEqual(code('command.flood'))
})

test('an output of many megabytes must arrive whole', async () => {
  const { stdout } = await web.run('sh', ['-c', 'head -c 8000000 /dev/zero | tr "\\0" x'])
  expect(stdout.length).toBe(8_000_000)
})

test('a file must be read whole, and its absence must be told', async () => {
  expect(await web.read(join(sshd.folder, 'sshd_config'))).toBe(readFileSync(join(sshd.folder, 'sshd_config'), 'utf8'))
  await expect(web.read('/no/such/file')).rejects.toEqual(code('file.missing'))
  await expect(web.read('/')).rejects.toEqual(code('file.unreadable'))
})

test('twenty commands at once must share one connection', async () => {
  const runs = Array.from({ length: 20 }, (_, index) => web.run('sh', ['-c', 'sleep 0.2; echo "$1"', 'sh', String(index)]))
  expect((await Promise.all(runs)).map(({ stdout }) => stdout.trim())).toEqual(Array.from({ length: 20 }, (_, index) => String(index)))
  expect(sshd.connections()).toBe(1)
})

test('a program left running in the background must not hold back the answer', async () => {
  const { stdout } = await web.run('sh', ['-c', 'sleep 300 & echo $!'])
  const pid = Number(stdout)
  expect(isAlive(pid)).toBe(true)
  process.kill(pid)
})

test('a cancelled command must end at once for the caller, and leave no process inside, even one that ignores the polite signal', async () => {
  const pids = join(sshd.folder, 'pids')
  const stop = new AbortController()
  const script = 'trap "" TERM; sleep 300 & echo $$ $! > "$1"; while :; do sleep 0.1; done'
  const running = web.run('sh', ['-c', script, 'sh', pids], { signal: stop.signal })
  const told = await vi.waitFor(() => {
    const found = readFileSync(pids, 'utf8').trim().split(' ').map(Number)
    expect(found).toHaveLength(2)
    return found
  })
  stop.abort(new Error('cancelled by the test'))
  await expect(running).rejects.toThrow('cancelled by the test')
  await vi.waitFor(() => expect(told.map(isAlive)).toEqual([false, false]), { timeout: 20_000 })
})

test('many cancelled commands must leave room for the next', async () => {
  const stop = new AbortController()
  const runs = Array.from({ length: 20 }, () => web.run('sleep', ['300'], { signal: stop.signal }))
  const ends = Promise.allSettled(runs)
  await vi.waitFor(() => expect(sshd.sessions().length).toBeGreaterThan(6), { timeout: 10_000 })
  stop.abort(new Error('enough'))
  expect((await ends).map(({ status }) => status)).toEqual(runs.map(() => 'rejected'))
  expect((await web.run('echo', ['still there'])).stdout).toBe('still there\n')
})
