import { mkdtemp, readFile } from 'node:fs/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { outcome } from '../../electron/app/testing/client.ts'
import { freePorts } from '../../electron/sessions/testing/process.ts'
import type { WorkspaceId } from '../../shared/model/id.ts'
import { appliance } from '../appliance/build.mjs'
import { stackEngine, type StackEngine } from '../stacks/engine.ts'
import { exampleText, PORTS } from './example.mjs'

let app: StackEngine
let page: string
let text: string
let workspace: WorkspaceId

/** Three machines on a busy computer: what the steps themselves may take. */
const BOOT_MS = 300_000

const look = async (near: string) => (await fetch(`${page}?near=${near}`, { signal: AbortSignal.timeout(60_000) })).text()

beforeAll(async () => {
  const ports = await freePorts(PORTS.length)
  page = `http://127.0.0.1:${ports.at(-1)}/`
  text = await exampleText((await appliance()).folder, new Map(PORTS.map((port, index) => [port, ports[index] ?? port])))
  app = await stackEngine({ startMs: BOOT_MS, home: await mkdtemp('/tmp/sc-example-') })
})

afterAll(() => app?.[Symbol.asyncDispose]())

test('the example must be a document that can be imported', async () => {
  workspace = await app.take(text)
  expect(workspace).toBe('workspace:circus-exploration')
})

test('its plan must start navigator after both others are ready', async () => {
  const { text: plan, problems } = await app.composer['plan.make']({ workspace, goal: 'up' })
  // How many processors this computer has is not the example's business.
  expect(problems.filter(({ check }) => check !== 'cpus')).toEqual([])
  expect(plan).toMatch(/start navigator .*after .*gis.*circus|start navigator .*after .*circus.*gis/)
})

test('started, its page must be composed by all three guests', { timeout: BOOT_MS }, async () => {
  expect(outcome(await app.run(workspace, 'up'))).toEqual({ verdict: 'done', problems: [] })
  const vienna = await look('vienna')
  expect(vienna).toContain('<h1>Circuses near Vienna</h1>')
  expect(vienna).toMatch(/The Paper Lantern<\/b>.*Prague.*251 km.*to the north-west/)
  expect(await app.machines()).toHaveLength(3)
})

test('its windows must show the screen of gis and a shell in navigator', async () => {
  expect(await app.heard('session:gis.console', '', /\n/)).toMatch(/^RFB 003\.\d{3}\n/)
  expect(await app.heard('session:navigator.terminal', 'echo I am $(hostname)\n', /I am navigator/)).toContain('I am navigator')
})

test('an app that is started again must find it ready, with nothing to do', async () => {
  await app.end()
  expect(app.logged).toEqual([])
  app = await stackEngine({ startMs: BOOT_MS, home: app.home })
  const { plan } = await app.composer['plan.make']({ workspace, goal: 'up' })
  expect(plan.steps).toEqual([])
})

test('with circus killed, its page must say so, and a start must bring back only what is missing', { timeout: BOOT_MS }, async () => {
  const { entries } = await app.composer['document.read']({})
  const machine = entries.find((entry) => entry.id === 'machine:circus')
  expect(machine).toBeDefined()
  for (const pid of await app.machines()) {
    if ((await readFile(`/proc/${pid}/cmdline`, 'utf8')).includes('guest=circus')) process.kill(pid, 'SIGKILL')
  }
  await expect.poll(app.machines, { timeout: 10_000 }).toHaveLength(2)
  const missing = await look('vienna')
  expect(missing).toContain('<b>circus does not answer</b>')
  expect(missing).not.toContain('Paper Lantern')

  const record = await app.run(workspace, 'up')
  expect([record.verdict, record.plan.steps.filter(({ verb }) => verb === 'start').map(({ name }) => name)]).toEqual(['done', ['circus']])
  expect(await look('vienna')).toContain('Paper Lantern')
})

test('stopped, it must go down top first and leave nothing behind', async () => {
  const record = await app.run(workspace, 'down')
  expect(record.verdict).toBe('done')
  expect(record.plan.steps.filter(({ verb }) => verb === 'stop').map(({ name }) => name)[0]).toBe('navigator')
  expect(await app.machines()).toEqual([])
  expect(app.logged).toEqual([])
})
