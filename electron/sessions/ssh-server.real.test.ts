import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type AuthContext, Server } from 'ssh2'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Login } from '../../shared/model/machine.ts'
import { MachineId } from '../../shared/model/id.ts'
import { never, type TestSessions, testSessions, theSecret } from './testing/enter.ts'
import { makeKey } from './testing/process.ts'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'sc-server-'))
  makeKey(join(folder, 'host_key'))
  makeKey(join(folder, 'locked'), 'open sesame')
})
afterAll(() => rmSync(folder, { recursive: true }))

/** Another SSH server than OpenSSH, which lets in whom `judge` accepts, and runs no commands at all. */
async function server(judge: (attempt: AuthContext) => boolean, methods: ('publickey' | 'password' | 'keyboard-interactive')[]) {
  const attempts: string[] = []
  const listening = new Server({ hostKeys: [readFileSync(join(folder, 'host_key'))] }, (client) => {
    client.on('error', () => {})
    client.on('authentication', (attempt) => {
      attempts.push(attempt.method)
      if (judge(attempt)) attempt.accept()
      else if (attempt.method === 'keyboard-interactive')
        attempt.prompt([{ prompt: 'Password: ', echo: false }], ([answer]) =>
          answer === 'sesame' ? attempt.accept() : attempt.reject(methods),
        )
      else attempt.reject(methods)
    })
  })
  await new Promise<void>((resolve) => listening.listen(0, '127.0.0.1', resolve))
  const address = listening.address()
  const port = typeof address === 'object' && address ? address.port : 0
  return { attempts, port, [Symbol.dispose]: () => void listening.close() }
}

const enter = (sessions: TestSessions, port: number, login: Partial<Login>) =>
  sessions.enter(
    {
      machine: MachineId.parse('machine:box'),
      name: 'box',
      login: { user: 'me', keys: [], knownHosts: null, secret: theSecret, ...login },
      endpoint: { service: 'ssh', port: 22, at: { host: '127.0.0.1', port } },
      through: sessions.ground,
    },
    never,
  )

test('a password must be given where passwords are taken, and where they are asked for', async () => {
  using plain = await server((attempt) => attempt.method === 'password' && attempt.password === 'sesame', ['password'])
  using asking = await server(() => false, ['keyboard-interactive'])
  for (const { port, attempts } of [plain, asking]) {
    await using sessions = testSessions({ answer: 'trust', secret: 'sesame' })
    const shell = await enter(sessions, port, {})
    expect(shell.place.user).toBe('me')
    expect(attempts).toEqual(['none', attempts.at(-1)])
  }
})

test('a wrong password must be told without telling it', async () => {
  using box = await server(() => false, ['password', 'keyboard-interactive'])
  await using sessions = testSessions({ answer: 'trust', secret: 'not sesame' })
  await expect(enter(sessions, box.port, {})).rejects.toMatchObject({
    problem: {
      code: 'ssh.login',
      message: 'Tried: password; password, as box asks for it. The server accepts: password, keyboard-interactive.',
    },
  })
})

test('the passphrase of a key must never be sent as a password', async () => {
  using box = await server(() => false, ['publickey', 'password', 'keyboard-interactive'])
  await using sessions = testSessions({ answer: 'trust', secret: 'open sesame' })
  await expect(enter(sessions, box.port, { keys: [join(folder, 'locked')] })).rejects.toMatchObject({ problem: { code: 'ssh.login' } })
  expect(box.attempts).toEqual(['none', 'publickey'])
})

test('a server that runs no commands must still be passed through, and say what it does not do', async () => {
  using box = await server((attempt) => attempt.method === 'none', [])
  await using sessions = testSessions({ answer: 'trust' })
  const shell = await enter(sessions, box.port, { secret: null })
  await expect(shell.run('true', [])).rejects.toMatchObject({ problem: { code: 'ssh.no-commands', about: 'machine:box' } })
})
