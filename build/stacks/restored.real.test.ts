import { afterAll, beforeAll, expect, test } from 'vitest'
import { outcome } from '../../electron/app/testing/client.ts'
import type { WorkspaceId } from '../../shared/model/id.ts'
import { stackEngine, type StackEngine } from './engine.ts'
import { restoredGuest, restoredStack } from './restored.ts'

/** Seconds on an idle computer; the two emulated processors suffer most where many others work. */
const MINUTES = { timeout: 10 * 60_000 }

let engine: StackEngine
let workspace: WorkspaceId
beforeAll(async () => {
  const { text } = await restoredStack()
  engine = await stackEngine({ startMs: 5 * 60_000 })
  workspace = await engine.take(text)
}, 15 * 60_000)
afterAll(() => engine?.[Symbol.asyncDispose]())

const done = { verdict: 'done', problems: [] }
const conditions = async () => {
  const { seen } = await engine.composer['workspace.look']({ workspace })
  return Object.fromEntries(seen.map(({ machine, condition }) => [machine, condition]))
}

test('a restored stack must come up with the guest that runs in it, without booting anything', MINUTES, async () => {
  const record = await engine.run(workspace, 'up')
  expect(outcome(record)).toEqual(done)
  expect(await conditions()).toEqual({ 'machine:outer': 'ready', 'machine:inner': 'ready' })
  expect(await engine.said('session:outer.proof')).toBe('outer\nguest=inner\n')
  expect(await engine.said('session:inner.proof')).toBe('inner\n')
  expect(engine.events.flatMap((event) => (event.type === 'step.said' ? [event.line] : []))).not.toContain('inner is powered on')
})

test('the console and the screen of a guest inside another must be reached through it', MINUTES, async () => {
  expect(await engine.heard('session:inner.screen', '', /^RFB 003\.\d{3}\n/)).toMatch(/^RFB/)
  expect(await engine.heard('session:inner.serial', 'echo I am $(hostname)\n', /I am inner/)).toContain('I am inner')
})

test('a guest inside another must be suspended and resumed through it', MINUTES, async () => {
  expect(outcome(await engine.run(workspace, 'suspend', 'inner'))).toEqual(done)
  expect(await conditions()).toEqual({ 'machine:outer': 'ready', 'machine:inner': 'paused' })
  expect(outcome(await engine.run(workspace, 'resume', 'inner'))).toEqual(done)
  expect(await engine.said('session:inner.proof')).toBe('inner\n')
})

test('a guest inside another must be stopped and started again, and no process of it be left meanwhile', MINUTES, async () => {
  expect(outcome(await engine.run(workspace, 'down', 'inner'))).toEqual(done)
  expect(await conditions()).toEqual({ 'machine:outer': 'ready', 'machine:inner': 'off' })
  expect(await engine.said('session:outer.proof')).toBe('outer\n')
  const record = await engine.run(workspace, 'up')
  expect(outcome(record)).toEqual(done)
  expect(record.plan.steps.map(({ verb, name }) => `${verb} ${name}`)).toEqual(['start inner'])
  expect(await engine.said('session:inner.proof')).toBe('inner\n')
})

test('both must go down, the inner one first, and leave nothing behind', MINUTES, async () => {
  const record = await engine.run(workspace, 'down')
  expect(outcome(record)).toEqual(done)
  expect(record.plan.steps.map(({ verb, name }) => `${verb} ${name}`)).toEqual(['stop inner', 'stop outer'])
  expect(await engine.machines()).toEqual([])
  expect(engine.logged).toEqual([])
})

test('a restored guest must be ready like one that was booted, as often as it is started', MINUTES, async () => {
  const { text } = await restoredGuest()
  await using own = await stackEngine({ startMs: 60_000 })
  const guests = await own.take(text)
  for (let time = 0; time < 2; time++) {
    expect(outcome(await own.run(guests, 'up'))).toEqual(done)
    expect(await own.said('session:guest.proof')).toBe('guest\n')
    expect(outcome(await own.run(guests, 'down'))).toEqual(done)
  }
  expect(await own.machines()).toEqual([])
})
