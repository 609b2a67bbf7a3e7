import { execFile } from 'node:child_process'
import { chmod, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import type { Goal } from '../../shared/model/plan.ts'
import { outcome } from '../app/testing/client.ts'
import { freePort } from '../sessions/testing/process.ts'
import { killableHome } from './testing/killable.ts'
import { guest, whole, type Whole } from './testing/whole.ts'

/** Only firmware: powered in a moment, hears no power button, and answers nobody on its port. */
const firmware = 'acceleration: emulated'
const awaited = async () =>
  guest(`${firmware}, network: {kind: user, restrict: true, forwards: [{hostPort: ${await freePort()}, guestPort: 22}]}`, {
    ready: '[{kind: ssh-banner, intervalMs: 100, tryMs: 500}]',
  })
const quick = guest(`${firmware}, network: {kind: none}`)
const down = { verdict: 'done', problems: [] }
const told = (code: string) => expect.objectContaining({ code, severity: 'error', message: expect.stringMatching(/\w/) })

const signalGuests = async ({ guests }: Whole, signal: NodeJS.Signals) => {
  const pids = await guests()
  expect(pids).toHaveLength(1)
  for (const pid of pids) process.kill(pid, signal)
}
const lastSeen = ({ events }: Whole) => events.findLast((event) => event.type === 'machine.seen')
const rungs = ({ events }: Whole, run: string) =>
  events.flatMap((event) => {
    if (event.type !== 'step.rung' || event.run !== run) return []
    const began = events.find((other) => other.type === 'run.began' && other.run === run)
    return began?.type === 'run.began' ? (began.plan.steps.find(({ id }) => id === event.step)?.rungs[event.rung]?.how ?? []) : []
  })
/** Resolves when the run's step stands on this rung, or has ended. */
const stands = (engine: Whole, run: string, how: string) =>
  expect.poll(() => rungs(engine, run).includes(how as never), { timeout: 60_000, interval: 20 }).toBe(true)
const reaches = async (engine: Whole, workspace: Parameters<Whole['run']>[0], goal: Goal) =>
  expect(await engine.run(workspace, goal)).toEqual({ verdict: 'done', problems: [] })

test('a guest that is frozen while it starts must end in one problem, and be started once it goes on, or stopped as it is', async () => {
  const engine = await whole({ startMs: 4_000 })
  const workspace = await engine.take(await awaited())
  const over = engine.ended(await engine.begin(workspace, 'up'))
  await expect.poll(() => lastSeen(engine), { timeout: 30_000, interval: 10 }).toMatchObject({ condition: 'on' })
  await signalGuests(engine, 'SIGSTOP')
  expect(await over).toEqual({ verdict: 'failed', problems: [told('step.late')] })
  await reaches(engine, workspace, 'down')
  await engine.leavesNothing()
})

test('a guest that is frozen while it is up must be seen unknown, and a stop must end it by its process', async () => {
  const engine = await whole({ startMs: 4_000 })
  const workspace = await engine.take(quick)
  await reaches(engine, workspace, 'up')
  await signalGuests(engine, 'SIGSTOP')
  const { seen } = await engine.composer['workspace.look']({ workspace })
  expect(seen).toMatchObject([{ condition: 'unknown', note: expect.stringMatching(/does not answer|did not answer|no answer/) }])
  const again = await engine.run(workspace, 'up')
  expect([again.verdict, again.problems.length]).toEqual(['failed', 1])
  const run = await engine.begin(workspace, 'down')
  expect(await engine.ended(run)).toEqual(down)
  expect(rungs(engine, run)).toEqual(['ask', 'off', 'kill'])
  await reaches(engine, workspace, 'up')
  await reaches(engine, workspace, 'down')
  await engine.leavesNothing()
})

test('a guest that goes on after it was frozen must be up again by the next start, without another process', async () => {
  const engine = await whole({ startMs: 10_000 })
  const workspace = await engine.take(quick)
  await reaches(engine, workspace, 'up')
  const pids = await engine.guests()
  await signalGuests(engine, 'SIGSTOP')
  await engine.composer['workspace.look']({ workspace })
  await signalGuests(engine, 'SIGCONT')
  await reaches(engine, workspace, 'up')
  expect(await engine.guests()).toEqual(pids)
  await reaches(engine, workspace, 'down')
  await engine.leavesNothing()
})

test('a guest that is frozen while it stops must be ended by its process, and the stop be done', async () => {
  const engine = await whole()
  const workspace = await engine.take(guest(`${firmware}, network: {kind: none}`, { stop: '{askMs: 3000, againMs: 100, offMs: 3000}' }))
  await reaches(engine, workspace, 'up')
  const run = await engine.begin(workspace, 'down')
  await stands(engine, run, 'ask')
  await signalGuests(engine, 'SIGSTOP')
  expect(await engine.ended(run)).toEqual(down)
  expect(rungs(engine, run)).toEqual(['ask', 'off', 'kill'])
  await engine.leavesNothing()
})

test('a guest that is killed while it stops must count as stopped', async () => {
  const engine = await whole()
  const workspace = await engine.take(guest(`${firmware}, network: {kind: none}`, { stop: '{askMs: 8000, againMs: 100}' }))
  await reaches(engine, workspace, 'up')
  const run = await engine.begin(workspace, 'down')
  await stands(engine, run, 'ask')
  await signalGuests(engine, 'SIGKILL')
  expect(await engine.ended(run)).toEqual(down)
  expect(rungs(engine, run)).toEqual(['ask'])
  await reaches(engine, workspace, 'up')
  await reaches(engine, workspace, 'down')
  await engine.leavesNothing()
})

test('a guest that is killed once while it starts must come up all the same, by the second try of its step', async () => {
  const engine = await whole()
  const workspace = await engine.take(guest(`${firmware}, network: {kind: none}`, { ready: '[{kind: delay, ms: 2000}]' }))
  const over = engine.ended(await engine.begin(workspace, 'up'))
  await expect.poll(() => lastSeen(engine), { timeout: 30_000, interval: 10 }).toMatchObject({ condition: 'on' })
  await signalGuests(engine, 'SIGKILL')
  expect(await over).toEqual({ verdict: 'done', problems: [] })
  expect(await engine.guests()).toHaveLength(1)
  await reaches(engine, workspace, 'down')
  await engine.leavesNothing()
})

test('a stop that is ignored must climb to power off, and where that is not allowed end in one problem', async () => {
  const engine = await whole()
  const workspace = await engine.take(
    guest(`${firmware}, network: {kind: none}`, { stop: '{askMs: 500, againMs: 100, offMs: null, killMs: null}' }),
  )
  await reaches(engine, workspace, 'up')
  const first = await engine.run(workspace, 'down')
  expect(first).toEqual({ verdict: 'failed', problems: [told('stop.ignored')] })
  expect(first.problems[0]?.message).toBe('the request to shut down: not off after 0.5 s.')
  expect(await engine.guests()).toHaveLength(1)
  const { entries } = await engine.composer['document.read']({})
  const service = entries.find((entry) => entry.type === 'service') ?? expect.fail('no service')
  const gentler = service.components.map((component) => ({ ...component, stop: { ...component.stop, offMs: 5_000 } }))
  await engine.composer['document.edit']({ edit: { [service.id]: [service, { ...service, components: gentler }] } })
  const run = await engine.begin(workspace, 'down')
  expect(await engine.ended(run)).toEqual(down)
  expect(rungs(engine, run)).toEqual(['ask', 'off'])
  await engine.leavesNothing()
})

test('a disk that is full while a guest starts must end in one problem, and the next start reach its goal once there is room', async () => {
  const engine = await whole({ startMs: 20_000 })
  const program = join(engine.home, 'qemu-limited')
  // No file may grow at all: what a full disk or a quota does, without needing either.
  await writeFile(program, '#!/bin/sh\nulimit -f 0\nexec qemu-system-x86_64 "$@"\n')
  await chmod(program, 0o700)
  const workspace = await engine.take(guest(`${firmware}, network: {kind: none}, program: ${program}`))
  const { verdict, problems } = await engine.run(workspace, 'up')
  expect([verdict, problems]).toEqual(['failed', [told(expect.stringMatching(/^qemu\./))]])
  expect(await engine.guests()).toEqual([])
  await writeFile(program, '#!/bin/sh\nexec qemu-system-x86_64 "$@"\n')
  await reaches(engine, workspace, 'up')
  await reaches(engine, workspace, 'down')
  await engine.leavesNothing()
})

/** From now on the process can write into no file, as if the disk were full; root is not needed for that. Resolves with how to end it. */
async function fullDisk(pid: number): Promise<() => Promise<unknown>> {
  const limit = (soft: string) => promisify(execFile)('prlimit', ['--pid', String(pid), `--fsize=${soft}:`])
  const { stdout } = await promisify(execFile)('prlimit', ['--pid', String(pid), '--fsize', '--output=SOFT', '--noheadings', '--raw'])
  await limit('0')
  return () => limit(stdout.trim())
}

test('a disk that fills up while a guest is up must hinder neither looking nor stopping', async () => {
  const place = await killableHome()
  const engine = await place.start()
  const workspace = await engine.take(quick)
  expect(outcome(await engine.run(workspace, 'up'))).toEqual(down)
  const emptied = await fullDisk(engine.pid)
  const { seen } = await engine.composer['workspace.look']({ workspace })
  expect(seen).toMatchObject([{ condition: 'ready' }])
  // A run whose beginning cannot be kept must not begin: nobody would know of it after a crash.
  const refused = await engine.begin(workspace, 'down').catch((cause: unknown) => cause)
  expect(refused).toMatchObject({ problem: { code: 'inventory.full' } })
  expect((await place.machines()).size).toBe(1)
  await emptied()
  expect(outcome(await engine.run(workspace, 'down'))).toEqual(down)
  expect((await place.machines()).size).toBe(0)
})
