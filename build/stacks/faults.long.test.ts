import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { parse, stringify } from 'yaml'
import { whole, type Whole } from '../../electron/bad-days/testing/whole.ts'
import { byteStream } from '../../electron/sessions/bytes.ts'
import { dial } from '../../electron/sessions/dial.ts'
import { localScratch } from '../../electron/sessions/scratch.ts'
import { placeOf } from '../../plugins/qemu/place.ts'
import { speakQmp } from '../../plugins/qemu/qmp.ts'
import type { WorkspaceId } from '../../shared/model/id.ts'
import { restoredGuest, restoredStack, type Restored } from './restored.ts'

const done = { verdict: 'done', problems: [] }

interface Wish {
  readonly startMs?: number
  readonly ready?: readonly object[]
  readonly stop?: object
}

/** The guest that can be logged into, with these settings of its component, in an engine of its own. */
async function guest({ startMs = 60_000, ready, stop }: Wish) {
  const restored = await restoredGuest()
  const text = parse(restored.text)
  Object.assign(text.services.guest.components.guest, { ...(ready && { ready }), ...(stop && { stop }) })
  const engine = await whole({ startMs })
  const workspace = await engine.take(stringify(text))
  const port: number = text.machines.guest.options.network.forwards[0].hostPort
  return { engine, workspace, port, restored }
}

const reaches = async (engine: Whole, workspace: WorkspaceId, goal: 'up' | 'down') =>
  expect(await engine.run(workspace, goal)).toEqual(done)
const seen = async (engine: Whole, workspace: WorkspaceId) => (await engine.composer['workspace.look']({ workspace })).seen
const rungs = ({ events }: Whole, run: string) =>
  events.flatMap((event) => {
    if (event.type !== 'step.rung' || event.run !== run) return []
    const began = events.find((other) => other.type === 'run.began' && other.run === run)
    const step = began?.type === 'run.began' ? began.plan.steps.find(({ id }) => id === event.step) : undefined
    return step?.rungs[event.rung] ? [`${step.name} ${step.rungs[event.rung]?.how}`] : []
  })
const stands = (engine: Whole, run: string, rung: string) =>
  expect.poll(() => rungs(engine, run), { timeout: 60_000, interval: 20 }).toContain(rung)
const started = (engine: Whole, run: string) =>
  expect
    .poll(() => engine.events.some((event) => event.type === 'step.started' && event.run === run), { timeout: 60_000, interval: 20 })
    .toBe(true)

/** Pulls the guest's network cable, or plugs it in again. */
async function cable({ home }: Whole, machine: string, up: boolean): Promise<void> {
  const signal = AbortSignal.timeout(30_000)
  const [, monitor] = placeOf(localScratch({ SERVICECOMPOSER_SCRATCH: home }), `machine:${machine}`).monitors
  const qmp = await speakQmp(byteStream(await dial({ path: monitor }, signal)), signal, { greetingMs: 10_000, answerMs: 10_000 })
  await qmp.ask('set_link', { name: 'net0', up }).finally(() => qmp.end())
}

/** Ends every SSH connection to the guest, its own too, and lets its server listen on. */
async function hangUp(port: number, { boot }: Restored): Promise<void> {
  const script = 'for one in $(pidof dropbear); do [ "$one" = "$(cat /run/dropbear.pid)" ] || kill -9 "$one"; done'
  const options = ['BatchMode=yes', `UserKnownHostsFile=${boot.knownHosts}`, 'LogLevel=ERROR'].flatMap((option) => ['-o', option])
  const ssh = promisify(execFile)('ssh', [...options, '-i', boot.key, '-p', String(port), 'root@127.0.0.1', script])
  await ssh.then(
    () => expect.fail('the connection was not ended'),
    (cause: { code: unknown }) => expect(cause.code).toBe(255),
  )
}

const slow = [{ kind: 'command', command: 'sleep', args: ['2'], intervalMs: 200, tryMs: 6_000 }]
const lasting = { command: ['sh', '-c', 'sleep 30; poweroff'], guestMs: 3_000, askMs: 30_000, againMs: 500 }

test('a network that is cut while a guest starts must end in one problem that names the probe, and the next start go on', async () => {
  const { engine, workspace } = await guest({ startMs: 12_000, ready: slow })
  const run = await engine.begin(workspace, 'up')
  await started(engine, run)
  await cable(engine, 'guest', false)
  const { verdict, problems } = await engine.ended(run)
  expect([verdict, problems.map(({ code }) => code)]).toEqual(['failed', ['step.late']])
  expect(problems[0]?.message).toMatch(/the command sleep last said: /)
  await cable(engine, 'guest', true)
  const pids = await engine.guests()
  await reaches(engine, workspace, 'up')
  expect(await engine.guests()).toEqual(pids)
  await reaches(engine, workspace, 'down')
  await engine.leavesNothing()
})

test('a network that is cut while a guest is up must show at the next full look, and not stand in the way of a stop', async () => {
  const { engine, workspace } = await guest({ stop: { guestMs: 2_000, askMs: 30_000, againMs: 500 } })
  await reaches(engine, workspace, 'up')
  await cable(engine, 'guest', false)
  expect(await seen(engine, workspace)).toMatchObject([{ condition: 'on', note: expect.stringMatching(/no banner|no answer|nobody/) }])
  const run = await engine.begin(workspace, 'down')
  expect(await engine.ended(run)).toEqual(done)
  expect(rungs(engine, run)).toEqual(['guest guest', 'guest ask'])
  await engine.leavesNothing()
})

test('a network that is cut while a guest stops must leave its own command behind and let the power button do it', async () => {
  const { engine, workspace } = await guest({ stop: lasting })
  await reaches(engine, workspace, 'up')
  const run = await engine.begin(workspace, 'down')
  await stands(engine, run, 'guest guest')
  await cable(engine, 'guest', false)
  expect(await engine.ended(run)).toEqual(done)
  expect(rungs(engine, run)).toEqual(['guest guest', 'guest ask'])
  await engine.leavesNothing()
})

test('an SSH connection that is lost while a guest starts must be made again, and the start be done', async () => {
  const { engine, workspace, port, restored } = await guest({ ready: slow })
  const run = await engine.begin(workspace, 'up')
  await started(engine, run)
  await hangUp(port, restored)
  expect(await engine.ended(run)).toEqual(done)
  await hangUp(port, restored)
  // Nobody notices: the next who needs it logs in again.
  expect(await seen(engine, workspace)).toMatchObject([{ condition: 'ready' }])
  await reaches(engine, workspace, 'down')
  await engine.leavesNothing()
})

test('an SSH connection that is lost while a guest stops must be no failure', async () => {
  const { engine, workspace, port, restored } = await guest({ stop: lasting })
  await reaches(engine, workspace, 'up')
  const run = await engine.begin(workspace, 'down')
  await stands(engine, run, 'guest guest')
  await hangUp(port, restored)
  expect(await engine.ended(run)).toEqual(done)
  expect(rungs(engine, run)).toEqual(['guest guest', 'guest ask'])
  await engine.leavesNothing()
})

test('a guest that is frozen while it stops must be climbed down to the end of its process, each rung in its own time', async () => {
  const { engine, workspace } = await guest({ stop: { ...lasting, askMs: 2_000, offMs: 2_000 } })
  await reaches(engine, workspace, 'up')
  const run = await engine.begin(workspace, 'down')
  await stands(engine, run, 'guest guest')
  for (const pid of await engine.guests()) process.kill(pid, 'SIGSTOP')
  expect(await engine.ended(run)).toEqual(done)
  expect(rungs(engine, run)).toEqual(['guest guest', 'guest ask', 'guest off', 'guest kill'])
  await reaches(engine, workspace, 'up')
  await reaches(engine, workspace, 'down')
  await engine.leavesNothing()
})

test('a carrier that is killed while the guest in it stops must end the stop of both well, and both come up again', async () => {
  const { text } = await restoredStack()
  const drawing = parse(text)
  drawing.services.stack.components.inner.stop = lasting
  const engine = await whole({ startMs: 300_000 })
  const workspace = await engine.take(stringify(drawing))
  await reaches(engine, workspace, 'up')
  const run = await engine.begin(workspace, 'down')
  await stands(engine, run, 'inner guest')
  for (const pid of await engine.guests()) process.kill(pid, 'SIGKILL')
  expect(await engine.ended(run)).toEqual(done)
  expect((await seen(engine, workspace)).map(({ condition }) => condition)).toEqual(['off', 'off'])
  await reaches(engine, workspace, 'up')
  for (const pid of await engine.guests()) process.kill(pid, 'SIGKILL')
  expect((await seen(engine, workspace)).map(({ condition, note }) => [condition, note])).toEqual([
    ['off', undefined],
    ['off', 'its carrier outer is off'],
  ])
  await reaches(engine, workspace, 'up')
  await reaches(engine, workspace, 'down')
  await engine.leavesNothing()
})
