import { readFile, writeFile } from 'node:fs/promises'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { appliance, type Appliance } from '../../plugins/qemu/real/lab.ts'
import { freePort, makeKey } from '../sessions/testing/process.ts'
import { startSshd } from '../sessions/testing/sshd.ts'
import { guest, whole } from './testing/whole.ts'

/** Only firmware: powered in a moment, and listening to nothing. */
const firmware = 'acceleration: emulated'
const forward = (hostPort: number, guestPort = 22) =>
  `network: {kind: user, restrict: true, forwards: [{hostPort: ${hostPort}, guestPort: ${guestPort}}]}`
const told = (code: string) => expect.objectContaining({ code, severity: 'error', hint: expect.stringMatching(/\w/) })

let linux: Appliance
beforeAll(async () => {
  linux = await appliance()
})
const boots = (port: number) => `kernel: ${linux.kernel}, initrd: ${linux.initrd}, append: "console=ttyS0 quiet panic=-1", ${forward(port)}`
const loginWith = (key: string, knownHosts: string) => `{user: root, keys: [${key}], knownHosts: ${knownHosts}}`

test.each([
  ['a kernel', 'kernel: /nowhere/vmlinuz', '/nowhere/vmlinuz'],
  ['a disk image', 'disks: [{file: /nowhere/disk.qcow2}]', '/nowhere/disk.qcow2'],
])('%s that is not there must be named with its setting, and nothing be started', async (_, setting, path) => {
  const { take, run, leavesNothing } = await whole()
  const { verdict, problems } = await run(await take(guest(`${firmware}, ${setting}`)), 'up')
  expect([verdict, problems]).toEqual(['failed', [told('qemu.file-missing')]])
  expect(problems[0]?.message).toContain(path)
  await leavesNothing()
})

test('a port that somebody else listens on must be named, and be left to them', async () => {
  const { take, run, leavesNothing } = await whole()
  const port = await freePort()
  await using listener = createServer().listen(port, '127.0.0.1')
  await once(listener, 'listening')
  const { verdict, problems } = await run(await take(guest(`${firmware}, ${forward(port)}`)), 'up')
  expect([verdict, problems]).toEqual(['failed', [told('qemu.port-used')]])
  expect(problems[0]?.title).toBe(`guest cannot start: port 127.0.0.1:${port} is in use`)
  expect(listener.listening).toBe(true)
  await leavesNothing()
})

test('a guest that never answers must be given up with what was awaited, and can be taken down', async () => {
  const { take, run, guests, leavesNothing } = await whole({ startMs: 2_000 })
  const text = guest(`${firmware}, ${forward(await freePort())}`, { ready: '[{kind: ssh-banner, intervalMs: 100, tryMs: 500}]' })
  const workspace = await take(text)
  const { verdict, problems } = await run(workspace, 'up')
  expect([verdict, problems]).toEqual(['failed', [told('step.late')]])
  expect(problems[0]?.message).toMatch(/^After 2 s guest was still not ready\. the SSH banner on port 22 last said: /)
  expect(await guests()).toHaveLength(1)
  expect((await run(workspace, 'down')).verdict).toBe('done')
  await leavesNothing()
})

test('a host key that is not the known one must end the start at once, naming file and line', async () => {
  const { home, take, run, leavesNothing } = await whole()
  const knownHosts = join(home, 'altered')
  const other = makeKey(join(home, 'other'))
  const theirs = (await readFile(linux.knownHosts, 'utf8')).split(' ')[0]
  await writeFile(knownHosts, `${theirs} ${(await readFile(`${other}.pub`, 'utf8')).split(' ').slice(0, 2).join(' ')}\n`)
  const workspace = await take(guest(boots(await freePort()), { login: loginWith(linux.key, knownHosts), ready: '[{kind: ssh-login}]' }))
  const { verdict, problems } = await run(workspace, 'up')
  expect([verdict, problems]).toEqual(['failed', [told('ssh.hostkey-changed')]])
  expect(problems[0]?.hint).toContain(`remove line 1 of ${knownHosts}`)
  expect((await run(workspace, 'down')).verdict).toBe('done')
  await leavesNothing()
})

test('a login that is refused must say what was tried', async () => {
  await using sshd = await startSshd()
  const { home, take, run, leavesNothing } = await whole({ startMs: 3_000 })
  const wrong = makeKey(join(home, 'wrong'))
  const login = loginWith(wrong, sshd.knownHosts).replace('root', sshd.user)
  const text = guest('', { login, ready: '[{kind: ssh-login, intervalMs: 200}]' })
  const options = `{host: 127.0.0.1, port: ${sshd.port}}`
  const { verdict, problems } = await run(
    await take(text.replace('plugin: qemu', 'plugin: pm').replace(/options: .*/, `options: ${options}`)),
    'up',
  )
  expect([verdict, problems]).toEqual(['failed', [told('step.late')]])
  expect(problems[0]?.message).toMatch(/the SSH login last said: /)
  expect(problems[0]?.message).toContain(wrong)
  await leavesNothing()
})

test('a guest that is killed while it starts must fail its step soon, after it was tried once more', async () => {
  const { take, begin, ended, events, guests, leavesNothing } = await whole()
  const text = guest(`${firmware}, ${forward(await freePort())}`, { ready: '[{kind: ssh-banner, intervalMs: 100, tryMs: 500}]' })
  const over = ended(await begin(await take(text), 'up'))
  const seen = () => events.findLast((event) => event.type === 'machine.seen')
  for (const _ of ['first', 'second']) {
    await expect.poll(seen, { timeout: 30_000, interval: 10 }).toMatchObject({ condition: 'on' })
    for (const pid of await guests()) process.kill(pid, 'SIGKILL')
    await expect.poll(seen, { timeout: 30_000, interval: 10 }).toMatchObject({ condition: 'off' })
  }
  const { verdict, problems } = await over
  expect([verdict, problems]).toEqual(['failed', [told('step.died')]])
  await leavesNothing()
})

test('a guest that is killed when all is ready must be seen off soon, and brought back by the next start', async () => {
  const { composer, take, run, events, guests, leavesNothing } = await whole()
  const workspace = await take(guest(`${firmware}, network: {kind: none}`))
  expect(await run(workspace, 'up')).toEqual({ verdict: 'done', problems: [] })
  for (const pid of await guests()) process.kill(pid, 'SIGKILL')
  const off = () => events.findLast((event) => event.type === 'machine.seen')
  await expect.poll(off, { timeout: 30_000 }).toMatchObject({ condition: 'off' })
  const { plan } = await composer['plan.make']({ workspace, goal: 'up' })
  expect(plan.steps.map(({ verb, name }) => `${verb} ${name}`)).toEqual(['start guest'])
  expect((await run(workspace, 'up')).verdict).toBe('done')
  expect((await run(workspace, 'down')).verdict).toBe('done')
  await leavesNothing()
})
