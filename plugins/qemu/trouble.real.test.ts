import { execFileSync } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, type AddressInfo } from 'node:net'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { freePort } from '../../electron/sessions/testing/process.ts'
import { ProblemError, type Problem } from '../../shared/model/problem.ts'
import type { MachinePlugin } from '../../shared/plugin/plugin.ts'
import { targetOf } from '../real/context.ts'
import { bootsWith } from './accelerate.ts'
import { qemu as plugin } from './index.ts'
import { down } from './real/down.ts'
import { bare, openLab, powered, until, type Lab } from './real/lab.ts'

const qemu = plugin as MachinePlugin<unknown>
let lab: Lab
beforeEach(async () => {
  lab = await openLab()
})
afterEach(() => lab[Symbol.asyncDispose]())

async function problemOf(doing: Promise<unknown>): Promise<Problem> {
  const cause = await doing.then(
    () => null,
    (error: unknown) => error,
  )
  if (!(cause instanceof ProblemError)) throw new Error('no problem came', { cause })
  return cause.problem
}

test('a guest that does not heed its power button must be told to quit when its time is over, and that must be said', async () => {
  const { target, context } = await powered(lab, 'deaf')
  expect(await down(context, target, { askMs: 300, againMs: 100 })).toEqual({ outcome: { how: 'done' }, rungs: ['ask', 'off'] })
  expect(context.said.slice(-2)).toEqual(['the request to shut down: not off after 0.3 s', 'QEMU is told to quit'])
  expect(await lab.pids()).toEqual([])
})

test('a guest that may not be forced must go on running, with a problem that says what to do', async () => {
  const { target, context } = await powered(lab, 'mild')
  const { outcome } = await down(context, target, { askMs: 300, againMs: 100, offMs: null, killMs: null })
  expect(outcome).toMatchObject({ how: 'failed', problem: { code: 'stop.ignored', hint: expect.stringContaining('allow a harder rung') } })
  expect((await qemu.observe(context, target)).condition).toBe('on')
})

test('a QEMU that does not answer must be seen unknown, and be killed by a stop', async () => {
  const { target, context } = await powered(lab, 'hung')
  const [pid] = await lab.pids()
  process.kill(pid!, 'SIGSTOP')
  const seen = await qemu.observe(context, target)
  expect(seen.condition).toBe('unknown')
  expect(await down(context, target, { askMs: 500, offMs: 500 })).toEqual({ outcome: { how: 'done' }, rungs: ['ask', 'off', 'kill'] })
  expect(context.said.at(-1)).toBe('its process is killed')
  await until(context, target, 'off')
})

test('two starts at once must make one machine', async () => {
  const target = targetOf('machine:twin', bare)
  const [one, two] = [lab.context(), lab.context()]
  await Promise.all([qemu.acts.start!(one, target), qemu.acts.start!(two, target)])
  expect(await lab.pids()).toHaveLength(1)
  await until(one, target, 'on')
})

test('a killed guest must be seen off, and its stale sockets must not keep it from starting again', async () => {
  const { target, context } = await powered(lab, 'killed')
  const [pid] = await lab.pids()
  process.kill(pid!, 'SIGKILL')
  await until(context, target, 'off')
  await qemu.acts.start!(context, target)
  await until(context, target, 'on')
})

test('somebody who holds the first control socket must not make the machine unknown', async () => {
  const { target, context } = await powered(lab, 'held')
  const args = execFileSync('tr', ['\\0', '\\n'], { input: execFileSync('cat', [`/proc/${(await lab.pids())[0]}/cmdline`]) }).toString()
  const path = /^unix:(\S+\/qmp),/m.exec(args)?.[1] ?? ''
  const holder = await lab.shell.connect({ path })
  expect((await qemu.observe(context, target)).condition).toBe('on')
  holder.end()
})

test('a missing kernel must be named with its setting, before anything is started', async () => {
  const problem = await problemOf(qemu.acts.start!(lab.context(), targetOf('machine:lost', { ...bare, kernel: '/nowhere/vmlinuz' })))
  expect(problem).toMatchObject({ code: 'qemu.file-missing', detail: 'Kernel', about: 'machine:lost' })
  expect(problem.message).toContain('There is no file /nowhere/vmlinuz')
})

test('a port in use must be named', async () => {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const network = { kind: 'user', forwards: [{ hostPort: port, guestPort: 22 }] }
  const problem = await problemOf(qemu.acts.start!(lab.context(), targetOf('machine:busy', { ...bare, network })))
  await new Promise((resolve) => server.close(resolve))
  expect([problem.code, problem.title]).toEqual(['qemu.port-used', `busy cannot start: port 127.0.0.1:${port} is in use`])
  expect(await lab.pids()).toEqual([])
})

test('a disk that another machine writes must not be written by a second one', async () => {
  const folder = await mkdtemp('/tmp/sc-disk-')
  const disks = [{ file: `${folder}/d.qcow2` }]
  execFileSync('qemu-img', ['create', '-q', '-f', 'qcow2', `${folder}/d.qcow2`, '1M'])
  await qemu.acts.start!(lab.context(), targetOf('machine:first', { ...bare, disks }))
  const problem = await problemOf(qemu.acts.start!(lab.context(), targetOf('machine:second', { ...bare, disks })))
  expect([problem.code, problem.message]).toEqual([
    'qemu.disk-locked',
    `Another process holds ${folder}/d.qcow2; two writers would destroy it.`,
  ])
  await rm(folder, { recursive: true })
})

test('an absent QEMU must be named, with the package that brings it', async () => {
  const context = lab.context()
  const problem = await problemOf(qemu.acts.start!(context, targetOf('machine:none', { ...bare, program: 'qemu-system-absent' })))
  expect([problem.code, problem.hint]).toEqual(['qemu.absent', 'Install QEMU there.'])
})

test('an argument that QEMU does not know must come back in its own words', async () => {
  const problem = await problemOf(qemu.acts.start!(lab.context(), targetOf('machine:odd', { ...bare, extraArgs: ['-bogus'] })))
  expect([problem.code, problem.message]).toEqual(['qemu.refused', 'qemu-system-x86_64: -bogus: invalid option'])
})

test('a trial boot must tell an accelerator that works', async () => {
  expect(await bootsWith(lab.context(), 'qemu-system-x86_64', 'tcg')).toEqual({ works: true, why: '' })
})

test('a start that is cancelled must end at once', async () => {
  const port = await freePort()
  const cancelled = AbortSignal.abort(new Error('cancelled'))
  const network = { kind: 'user', forwards: [{ hostPort: port, guestPort: 22 }] }
  await expect(qemu.acts.start!(lab.context(cancelled), targetOf('machine:no', { ...bare, network }))).rejects.toThrow('cancelled')
  expect(await lab.pids()).toEqual([])
})
