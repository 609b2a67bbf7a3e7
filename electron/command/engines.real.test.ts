import { spawn } from '@lydell/node-pty'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { findOwner } from '../app/owner.ts'
import { startSshd } from '../sessions/testing/sshd.ts'
import { cliProgram, desk, lab } from './testing/cli.ts'

test('a daemon that serves must be spoken to by every verb, and see its machines through', async () => {
  const { data, start, run, write } = await desk()
  const served = start('serve', '--json')
  await served.until(/\n/)
  const link = expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/#token=[\w-]{43}$/)
  const second = await run('serve', '--json')
  expect([second.code, second.json()]).toEqual([0, [{ link }]])

  const launched = await run('launch', await write('lab.yaml', lab({ host: '', web: '' })))
  expect([launched.code, launched.errors]).toEqual([0, ''])
  expect((await run('launch', 'lab')).out).toBe('Lab is already up.\n')
  expect((await run('status', 'Lab')).out).toMatch(/^Lab: ready\n {2}host +ready\n {2}web +ready\n$/)
  const stopped = await run('stop', 'Lab')
  expect(stopped.out).toMatch(/done {6}stop web\n[\s\S]*done {6}stop host\nLab is down\.\n$/)

  served.kill('SIGINT')
  const { code, errors, json } = await served.ended
  expect([code, errors, json()]).toEqual([0, '', [{ link }]])
  expect((await readdir(data)).sort()).toEqual(['engine.log', 'inventory.sqlite'])
})

test('a second command must join the engine of the first, which lasts until both are through', async () => {
  const { data, start, run, write } = await desk()
  const file = await write('lab.yaml', lab({ host: 'bootMs: 6000' }).replace('bootMs: 20, ', ''))
  const other = await write(
    'other.yaml',
    lab({ slow: 'bootMs: 60000' })
      .replace('bootMs: 20, ', '')
      .replaceAll('lab:', 'other:')
      .replaceAll('[lab]', '[other]')
      .replace('Lab', 'Other'),
  )
  const first = start('launch', file)
  await first.until(/… {9}start host/)
  const busy = await run('launch', 'Lab', '--json')
  expect([busy.code, busy.json().at(-1)]).toMatchObject([1, { problem: { code: 'run.busy' } }])
  const second = start('launch', other)
  await second.until(/… {9}start slow/)
  expect(await first.until(/Another command still uses this engine/)).toContain('Lab is up.')
  // Nobody waits a minute here: a Ctrl-C ends the engine, and the second is told.
  first.kill('SIGINT')
  expect((await first.ended).code).toBe(0)
  const { code, out, errors } = await second.ended
  expect([code, errors]).toEqual([1, ''])
  expect(out).toContain('Other: the engine ended before this run did.')
  expect(out).not.toContain('Other is up')
  expect(await readdir(data)).toEqual(['inventory.sqlite'])
})

test('two commands that begin at the same moment must both be served', async () => {
  const { run, write } = await desk()
  const file = await write('lab.yaml', lab({ host: '' }))
  const ran = await Promise.all([run('import', file), run('list'), run('list', '--json')])
  expect(ran.map(({ code, errors }) => [code, errors.replace(/^Another command.*\n/, '')])).toEqual([0, 1, 2].map(() => [0, '']))
})

test('an engine that is killed under a command must be told as gone, and its bell must mislead nobody after it', async () => {
  const { data, start, run, write } = await desk()
  await run('import', await write('lab.yaml', lab({ host: 'bootMs: 30000' }).replace('bootMs: 20, ', '')))
  const served = start('serve')
  await served.until(/\n/)
  const launched = start('launch', 'Lab')
  await launched.until(/… {9}start host/)
  served.kill('SIGKILL')
  const { code, errors } = await launched.ended
  expect([code, errors.match(/^error:/gm)?.length]).toEqual([1, 1])
  expect(errors).toContain('(engine.gone)')
  expect(JSON.parse(await readFile(join(data, 'engine.json'), 'utf8'))).toMatchObject({ pid: served.pid })
  expect(findOwner(data)).toBe(null)
  expect((await run('status')).out).toMatch(/^Lab: off\n/)
})

const computer = ({ port, keyFile }: { port: number; keyFile: string }, user: string) => `format: servicecomposer
version: 1
machines:
  box: {plugin: pm, login: {user: ${user}, keys: [${keyFile}]}, options: {host: 127.0.0.1, port: ${port}}}
services:
  lab:
    components:
      box: {ready: [{kind: ssh-login}]}
workspaces:
  lab: {name: Lab, services: [lab]}
`

test('a host key that nobody can be asked about must be refused, with its fingerprint and what to do', async () => {
  await using sshd = await startSshd()
  const { home, run, write } = await desk()
  const { code, out, errors } = await run('launch', await write('lab.yaml', computer(sshd, sshd.user)))
  expect(code).toBe(1)
  expect(errors).toMatch(/Trust box\?[\s\S]*Nobody can be asked here, so the answer is no\. Run it in a terminal to decide\./)
  expect(out.match(/\(ssh\.hostkey-refused\)/g)).toHaveLength(1)
  expect(out).toContain('Compare the fingerprint and trust it when asked')
  expect(await readdir(home)).not.toContain('.ssh')
})

test('a host key that a person at the terminal trusts must be remembered, and not be asked for again', async () => {
  await using sshd = await startSshd()
  const { home, data, run, write } = await desk()
  const file = await write('lab.yaml', computer(sshd, sshd.user))
  const terminal = spawn(process.execPath, [cliProgram, '--data', data, 'launch', file], {
    env: { ...process.env, HOME: home, SERVICECOMPOSER_SCRATCH: home, SSH_AUTH_SOCK: '' },
    cols: 200,
  })
  onTestFinished(() => terminal.kill('SIGKILL'))
  const code = Promise.withResolvers<number>()
  terminal.onExit(({ exitCode }) => code.resolve(exitCode))
  let text = ''
  let asked = false
  terminal.onData((data) => {
    text += data
    if (asked || !/2 {2}Refuse[\s\S]*\? /.test(text)) return
    asked = true
    terminal.write('1\r')
  })
  expect([await code.promise, text]).toEqual([0, expect.stringContaining('Lab is already up.')])
  expect(await readFile(join(home, '.ssh', 'known_hosts'), 'utf8')).toContain(sshd.hostKey)
  const again = await run('launch', 'Lab')
  expect([again.code, again.errors]).toEqual([0, ''])
})
