import { execFileSync, spawn } from 'node:child_process'
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { entranceTo, never, testSessions, theSecret } from './testing/enter.ts'
import { freePort, makeKey } from './testing/process.ts'
import { type Sshd, startSshd } from './testing/sshd.ts'

let folder: string
let sshd: Sshd
let locked: string
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sc-login-'))
  locked = makeKey(join(folder, 'locked'), 'open sesame')
  makeKey(join(folder, 'in-agent'))
  makeKey(join(folder, 'rsa'), '', 'rsa')
  const authorized = ['locked', 'in-agent', 'rsa'].map((name) => readFileSync(join(folder, `${name}.pub`), 'utf8').trim())
  sshd = await startSshd({ authorized })
})
afterAll(async () => {
  await sshd.stop()
  rmSync(folder, { recursive: true })
})

const code = (code: string) => expect.objectContaining({ problem: expect.objectContaining({ code }) })

test('a wrong key must be told with what was tried and what the server accepts', async () => {
  await using sessions = testSessions()
  const stranger = makeKey(join(sessions.folder, 'stranger'))
  await expect(sessions.enter(entranceTo(sshd, sessions.ground, 'web', { keys: [stranger] }), never)).rejects.toMatchObject({
    problem: { code: 'ssh.login', message: `Tried: key ${stranger}. The server accepts: publickey.`, about: 'machine:web' },
  })
  await expect(sessions.enter(entranceTo(sshd, sessions.ground, 'web', { keys: [] }), never)).rejects.toMatchObject({
    problem: { code: 'ssh.login', message: 'There was nothing to try: no key, no agent, no password. The server accepts: publickey.' },
  })
})

test('of several keys the right one must be found, and RSA keys must work', async () => {
  await using sessions = testSessions()
  const stranger = makeKey(join(sessions.folder, 'stranger'))
  const shell = await sessions.enter(entranceTo(sshd, sessions.ground, 'web', { keys: [stranger, join(folder, 'rsa')] }), never)
  expect((await shell.run('echo', ['in'])).stdout).toBe('in\n')
})

test('a key below ~ must be found in the home folder', async () => {
  await using sessions = testSessions()
  writeFileSync(join(sessions.folder, 'mine'), readFileSync(sshd.keyFile), { mode: 0o600 })
  await sessions.enter(entranceTo(sshd, sessions.ground, 'web', { keys: ['~/mine'] }), never)
})

test('a locked key must open with the secret, and say so when there is none or a wrong one', async () => {
  await using sessions = testSessions({ secret: 'open sesame' })
  await sessions.enter(entranceTo(sshd, sessions.ground, 'web', { keys: [locked], secret: theSecret }), never)
  await using without = testSessions()
  await expect(without.enter(entranceTo(sshd, without.ground, 'web', { keys: [locked] }), never)).rejects.toMatchObject({
    problem: { code: 'ssh.keyfile', message: expect.stringContaining('is closed with a passphrase') },
  })
  await using wrong = testSessions({ secret: 'close sesame' })
  await expect(wrong.enter(entranceTo(sshd, wrong.ground, 'web', { keys: [locked], secret: theSecret }), never)).rejects.toMatchObject({
    problem: { code: 'ssh.keyfile', message: expect.stringContaining('is closed with another passphrase') },
  })
})

test('a key file that is missing, open to others, public or no key at all must be told before anything is connected', async () => {
  await using sessions = testSessions()
  const before = sshd.log()
  const loose = makeKey(join(sessions.folder, 'loose'))
  chmodSync(loose, 0o644)
  writeFileSync(join(sessions.folder, 'text'), 'no key\n', { mode: 0o600 })
  writeFileSync(join(sessions.folder, 'public'), readFileSync(`${loose}.pub`), { mode: 0o600 })
  const faults = { nothing: 'does not exist', loose: 'can be read by others', text: 'is no private key', public: 'is a public key' }
  for (const [name, fault] of Object.entries(faults)) {
    const entrance = entranceTo(sshd, sessions.ground, 'web', { keys: [join(sessions.folder, name)] })
    await expect(sessions.enter(entrance, never)).rejects.toMatchObject({
      problem: { code: 'ssh.keyfile', message: expect.stringContaining(fault) },
    })
  }
  expect(sshd.log()).toBe(before)
})

test('a key in the SSH agent must let us in, and an agent that is gone must be told', async () => {
  const socket = join(folder, 'agent')
  const agent = spawn('ssh-agent', ['-D', '-a', socket], { stdio: 'ignore' })
  const add = () =>
    execFileSync('ssh-add', ['-q', join(folder, 'in-agent')], { env: { ...process.env, SSH_AUTH_SOCK: socket }, stdio: 'ignore' })
  await vi.waitFor(add)
  await using sessions = testSessions({ agent: socket })
  await sessions.enter(entranceTo(sshd, sessions.ground, 'web', { keys: [] }), never)
  await sessions.enter(entranceTo(sshd, sessions.ground, 'also', { keys: [locked] }), never)
  const ended = new Promise((resolve) => agent.once('exit', resolve))
  agent.kill()
  await ended
  await using late = testSessions({ agent: socket })
  await expect(late.enter(entranceTo(sshd, late.ground, 'web', { keys: [] }), never)).rejects.toMatchObject({
    problem: { code: 'ssh.login', message: expect.stringMatching(/^Tried: SSH agent; the agent said: /) },
  })
})

test('a changed host key must be refused, naming file and line', async () => {
  await using sessions = testSessions({ answer: 'trust' })
  const known = join(sessions.folder, 'known')
  const other = readFileSync(`${makeKey(join(sessions.folder, 'other'))}.pub`, 'utf8')
  writeFileSync(known, `# machines\nweb ${other}`)
  await expect(sessions.enter(entranceTo(sshd, sessions.ground, 'web', { knownHosts: known }), never)).rejects.toMatchObject({
    problem: { code: 'ssh.hostkey-changed', message: expect.stringContaining(`${known}, line 2`) },
  })
  expect(sessions.asked).toEqual([])
})

test('an unknown host key must be asked for once, with the fingerprint that ssh-keygen prints', async () => {
  await using sessions = testSessions({ answer: 'trust' })
  const entrance = entranceTo(sshd, sessions.ground, 'web', { knownHosts: null })
  await sessions.enter(entrance, never)
  await sessions.leave(entrance.machine)
  await sessions.enter(entrance, never)
  const printed = execFileSync('ssh-keygen', ['-l', '-f', join(sshd.folder, 'host_key.pub')], { encoding: 'utf8' }).split(' ')[1] ?? ''
  expect(printed).toMatch(/^SHA256:/)
  expect(sessions.asked.map(({ message }) => message.includes(printed))).toEqual([true])
  expect(readFileSync(sessions.knownHosts, 'utf8')).toBe(`web ${sshd.hostKey}\n`)
  await using nobody = testSessions()
  await expect(nobody.enter(entranceTo(sshd, nobody.ground, 'web', { knownHosts: null }), never)).rejects.toEqual(
    code('ssh.hostkey-refused'),
  )
})

test('a known_hosts file hashed by ssh-keygen must be understood', async () => {
  await using sessions = testSessions()
  const known = join(sessions.folder, 'known')
  writeFileSync(known, `web ${sshd.hostKey}\n`)
  execFileSync('ssh-keygen', ['-H', '-f', known], { stdio: 'ignore' })
  await sessions.enter(entranceTo(sshd, sessions.ground, 'web', { knownHosts: known }), never)
  expect(sessions.asked).toEqual([])
})

test('a port where nothing listens must be told apart from one that accepts and is silent, and from one that speaks something else', async () => {
  await using sessions = testSessions()
  const port = await freePort()
  const at = (port: number) => ({
    ...entranceTo(sshd, sessions.ground),
    endpoint: { service: 'ssh' as const, port: 22, at: { host: '127.0.0.1', port } },
  })
  await expect(sessions.enter(at(port), never)).rejects.toEqual(code('ssh.refused'))
  const answers = { closing: 'ssh.silent', web: 'ssh.protocol' }
  for (const [kind, expected] of Object.entries(answers)) {
    const server = createServer((socket) =>
      socket
        .on('error', () => {})
        .resume()
        .end(kind === 'closing' ? '' : 'HTTP/1.1 400 Bad Request\r\n\r\n'),
    )
    await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
    await expect(sessions.enter(at(port), never)).rejects.toEqual(code(expected))
    await new Promise((resolve) => server.close(resolve))
  }
})

test('a port that accepts and says nothing must be given up', async () => {
  await using sessions = testSessions()
  const port = await freePort()
  const server = createServer((socket) => socket.on('error', () => {}).resume())
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  const entrance = {
    ...entranceTo(sshd, sessions.ground),
    endpoint: { service: 'ssh' as const, port: 22, at: { host: '127.0.0.1', port } },
  }
  await expect(sessions.enter(entrance, never)).rejects.toMatchObject({
    problem: {
      code: 'ssh.silent',
      message: `127.0.0.1:${port}, seen from ${sessions.ground.place.levels[0]?.label}, accepts connections but sends no SSH greeting.`,
    },
  })
  await new Promise((resolve) => server.close(resolve))
})

test('a cancelled entry must end at once, close its socket, and leave the way free for the next', async () => {
  await using sessions = testSessions()
  const port = await freePort()
  const closed = Promise.withResolvers<void>()
  const accepted = Promise.withResolvers<void>()
  const server = createServer((socket) => {
    accepted.resolve()
    socket
      .resume()
      .on('error', () => {})
      .on('close', () => closed.resolve())
  })
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  const entrance = entranceTo(sshd, sessions.ground)
  const stop = new AbortController()
  const entering = sessions.enter({ ...entrance, endpoint: { service: 'ssh', port: 22, at: { host: '127.0.0.1', port } } }, stop.signal)
  await accepted.promise
  stop.abort(new Error('changed my mind'))
  await expect(entering).rejects.toThrow('changed my mind')
  await closed.promise
  server.close()
  await sessions.enter(entrance, never)
})
