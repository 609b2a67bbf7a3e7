import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync, mkdirSync, chmodSync, symlinkSync } from 'node:fs'
import { createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { localShell, type LocalShell } from './local.ts'
import { localScratch } from './scratch.ts'

let folder: string
let shell: LocalShell
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'sc-local-'))
  shell = localShell({ SERVICECOMPOSER_SCRATCH: folder })
})
afterAll(async () => {
  await shell[Symbol.asyncDispose]()
  rmSync(folder, { recursive: true })
})

const code = (code: string) => expect.objectContaining({ problem: expect.objectContaining({ code }) })
const alive = (pid: number) => {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}
const listen = (server: Server, where: { path: string } | { host: string; port: number }) =>
  new Promise<void>((resolve) => server.listen(where, resolve))

test('a command must get its words as they are, its input, and give back code, output and messages', async () => {
  expect(await shell.run('printf', ['%s|', '', '$HOME', "it's", '*'])).toEqual({ code: 0, stdout: "|$HOME|it's|*|", stderr: '' })
  expect(await shell.run('cat', [], { stdin: 'grüße\n' })).toEqual({ code: 0, stdout: 'grüße\n', stderr: '' })
  expect(await shell.run('sh', ['-c', 'echo no >&2; exit 3'], { okCodes: [3] })).toEqual({ code: 3, stdout: '', stderr: 'no\n' })
})

test('a command that fails, is missing or was killed must say which', async () => {
  await expect(shell.run('sh', ['-c', 'echo the disk is full >&2; exit 3'])).rejects.toMatchObject({
    problem: { code: 'command.failed', message: 'sh ended with code 3 and said: the disk is full' },
  })
  await expect(shell.run('no-such-program', [])).rejects.toEqual(code('command.missing'))
  await expect(shell.run(folder, [])).rejects.toEqual(code('command.failed'))
  await expect(shell.run('printf', ['a\0b'])).rejects.toEqual(code('command.unsayable'))
  expect((await shell.run('sh', ['-c', 'kill -KILL $$'], { okCodes: [137] })).code).toBe(137)
})

test('a cancelled command must end at once for the caller, and leave no process of its group, even one that ignores the polite signal', async () => {
  const pids = join(folder, 'pids')
  const stop = new AbortController()
  const script = 'trap "" TERM; sleep 300 & echo $$ $! > "$1"; while :; do sleep 0.1; done'
  const running = shell.run('sh', ['-c', script, 'sh', pids], { signal: stop.signal })
  const told = await vi.waitFor(() => readFileSync(pids, 'utf8').trim().split(' ').map(Number).filter(Boolean))
  stop.abort(new Error('cancelled by the test'))
  await expect(running).rejects.toThrow('cancelled by the test')
  await vi.waitFor(() => expect(told.map(alive)).toEqual([false, false]), { timeout: 10_000 })
})

test('a program left running in the background must not hold back the answer', async () => {
  const { stdout } = await shell.run('sh', ['-c', 'sleep 300 & echo $!'])
  const pid = Number(stdout)
  expect(alive(pid)).toBe(true)
  process.kill(pid)
})

test('a flood must be stopped, not kept', async () => {
  await expect(shell.run('yes', ['x'.repeat(1000)])).rejects.toEqual(code('command.flood'))
})

test('a file must be read whole, and its absence must be told', async () => {
  writeFileSync(join(folder, 'text'), 'ä\n')
  expect(await shell.read(join(folder, 'text'))).toBe('ä\n')
  await expect(shell.read(join(folder, 'nothing'))).rejects.toEqual(code('file.missing'))
})

test('ports and Unix sockets must be reached, directly and through a forwarded port', async () => {
  const path = join(folder, 'echo')
  const server = createServer((socket) => socket.pipe(socket))
  await listen(server, { path })
  for (const connect of [
    () => shell.connect({ path }),
    async () => {
      const tunnel = await shell.forward({ path })
      return shell.connect({ host: tunnel.host, port: tunnel.port })
    },
  ]) {
    const stream = await connect()
    const heard: string[] = []
    const closed = new Promise((resolve) => stream.onClose(resolve))
    stream.onData((data) => heard.push(Buffer.from(data).toString()))
    stream.write(Buffer.from('hello'))
    await vi.waitFor(() => expect(heard.join('')).toBe('hello'))
    stream.end()
    expect(await closed).toBe(null)
  }
  server.close()
})

test('what cannot be connected to must be told by its reason', async () => {
  const server = createServer()
  await listen(server, { host: '127.0.0.1', port: 0 })
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  await new Promise((resolve) => server.close(resolve))
  await expect(shell.connect({ host: '127.0.0.1', port })).rejects.toEqual(code('connect.refused'))
  await expect(shell.connect({ path: join(folder, 'no-socket') })).rejects.toEqual(code('connect.refused'))
  await expect(shell.connect({ path: `/tmp/${'x'.repeat(120)}` })).rejects.toEqual(code('connect.path-long'))
  await expect(shell.connect({ host: 'no-such-host.invalid', port: 1 })).rejects.toEqual(code('connect.unknown-host'))
  await expect(shell.connect({ host: '127.0.0.1', port }, AbortSignal.abort(new Error('gone')))).rejects.toThrow('gone')
})

test('a disposed tunnel must close its port and all that runs through it', async () => {
  const path = join(folder, 'hold')
  const server = createServer(() => {})
  await listen(server, { path })
  const tunnel = await shell.forward({ path })
  const stream = await shell.connect({ host: tunnel.host, port: tunnel.port })
  const closed = new Promise((resolve) => stream.onClose(resolve))
  stream.onData(() => {})
  await tunnel[Symbol.asyncDispose]()
  await closed
  await expect(shell.connect({ host: tunnel.host, port: tunnel.port })).rejects.toEqual(code('connect.refused'))
  server.close()
})

test('a terminal must run what was wished in the size that was wished, follow a new size, and end when told', async () => {
  const terminal = await shell.terminal({ columns: 91, rows: 27, command: ['sh', '-c', 'echo $$; stty size; read x; stty size; cat'] })
  let heard = ''
  terminal.onData((data) => {
    heard += Buffer.from(data).toString()
  })
  const closed = new Promise((resolve) => terminal.onClose(resolve))
  await vi.waitFor(() => expect(heard).toMatch(/^\d+\r\n27 91\r\n/))
  terminal.resize({ columns: 100, rows: 40 })
  terminal.write(Buffer.from('\n'))
  await vi.waitFor(() => expect(heard).toContain('40 100\r\n'))
  terminal.write(Buffer.from('grüße\n'))
  await vi.waitFor(() => expect(heard).toContain('grüße\r\ngrüße\r\n'))
  terminal.end()
  expect(await closed).toBe(null)
  const pid = Number(heard.split('\r\n')[0])
  await vi.waitFor(() => expect(alive(pid)).toBe(false), { timeout: 5_000 })
  await expect(shell.terminal({ columns: 80, rows: 24, command: ['no-such-program'] })).rejects.toEqual(code('command.missing'))
})

test('a terminal whose command fails must say so when it closes, also to who listens late', async () => {
  const terminal = await shell.terminal({ columns: 80, rows: 24, command: ['sh', '-c', 'exit 4'] })
  terminal.onData(() => {})
  expect(await new Promise((resolve) => terminal.onClose(resolve))).toBe('sh ended with code 4')
  expect(await new Promise((resolve) => terminal.onClose(resolve))).toBe('sh ended with code 4')
})

test('the work folder must be private, and refused when it is not ours', () => {
  expect(shell.scratch).toBe(join(folder, 'servicecomposer'))
  expect(statSync(shell.scratch).mode & 0o777).toBe(0o700)
  const loose = join(folder, 'loose')
  mkdirSync(join(loose, 'servicecomposer'), { recursive: true })
  chmodSync(join(loose, 'servicecomposer'), 0o777)
  expect(statSync(localScratch({ SERVICECOMPOSER_SCRATCH: loose })).mode & 0o777).toBe(0o700)
  const trap = join(folder, 'trap')
  mkdirSync(trap)
  symlinkSync('/', join(trap, 'servicecomposer'))
  expect(() => localScratch({ SERVICECOMPOSER_SCRATCH: trap })).toThrow(code('scratch.foreign'))
  const long = join(folder, 'x'.repeat(70))
  mkdirSync(long)
  expect(localScratch({ SERVICECOMPOSER_SCRATCH: long }, folder)).toBe(join(folder, `servicecomposer-${process.getuid?.()}`))
  expect(existsSync(join(long, 'servicecomposer'))).toBe(false)
})
