import { execFileSync, spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { MachineId } from '../../shared/model/id.ts'
import { never, testSessions } from './testing/enter.ts'
import { endTree, freePort, isAlive, makeKey, sshGreets } from './testing/process.ts'

/** dropbear only reads the keys of the real home folder: it gets one of its own, which nobody else can see. */
const inOwnHome =
  'mount -t tmpfs -o mode=700 tmpfs "$1" && mkdir -m 700 "$1/.ssh" && cp "$2" "$1/.ssh/authorized_keys" && shift 2 && exec "$@"'

test('a guest with dropbear must be entered with an ed25519 key, and be cancelled, connected to and typed into like any other', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'sc-dropbear-'))
  const key = makeKey(join(folder, 'key'))
  const hostKey = join(folder, 'host_key')
  execFileSync('dropbearkey', ['-t', 'ed25519', '-f', hostKey], { stdio: 'ignore' })
  const port = await freePort()
  const dropbear = ['dropbear', '-F', '-E', '-m', '-p', `127.0.0.1:${port}`, '-r', hostKey, '-P', join(folder, 'pid')]
  const asRoot = process.getuid?.() === 0 ? [] : ['-r']
  const { homedir, username } = userInfo()
  const child = spawn('unshare', [...asRoot, '-m', 'sh', '-c', inOwnHome, 'sh', homedir, `${key}.pub`, ...dropbear], {
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let log = ''
  child.stderr.on('data', (data: Buffer) => {
    log += data.toString()
  })
  try {
    await sshGreets(port, child, () => log)
    await using sessions = testSessions({ answer: 'trust' })
    const shell = await sessions.enter(
      {
        machine: MachineId.parse('machine:guest'),
        name: 'guest',
        login: { user: username, keys: [key], knownHosts: null, secret: null },
        endpoint: { service: 'ssh', port: 22, at: { host: '127.0.0.1', port } },
        through: sessions.ground,
      },
      never,
    )
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
    await expect(shell.connect({ path: join(folder, 'none') })).rejects.toMatchObject({ problem: { code: 'connect.refused' } })

    const terminal = await shell.terminal({ columns: 91, rows: 27, command: ['stty', 'size'] })
    const size = await new Promise<string>((resolve) => terminal.onData((data) => resolve(Buffer.from(data).toString())))
    expect(size).toBe('27 91\r\n')
  } finally {
    await endTree(child)
    rmSync(folder, { recursive: true })
  }
})
