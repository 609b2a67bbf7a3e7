import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { createServer, type AddressInfo } from 'node:net'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { browserDesk } from '../../electron/app/browser-desk.ts'
import { createComposer, type Composed } from '../../electron/app/composer.ts'
import type { Asked } from '../../shared/contract/contract.ts'
import type { Vault } from '../../electron/inventory/vault.ts'
import { openInventory } from '../../electron/inventory/open.ts'
import { openSessions } from '../../electron/sessions/open.ts'
import { plugins } from '../../plugins/index.ts'
import type { Problem } from '../../shared/model/problem.ts'
import { SessionId, type ComponentId, type WorkspaceId } from '../../shared/model/id.ts'
import type { Goal } from '../../shared/model/plan.ts'
import type { RunRecord } from '../../shared/model/run.ts'
import { appliance } from '../appliance/build.mjs'
import { exampleText, PORTS } from './example.mjs'

let home: string
let app: { composed: Composed; end(): Promise<void> }
let page: string
let text: string
const trouble: unknown[] = []

/** The example keeps none. */
const noSecrets: Vault = {
  strength: 'key-file',
  seal: async (text) => Buffer.from(text),
  open: async (sealed) => Buffer.from(sealed).toString(),
}

/** An engine over the data folder of this test, as the app has it; a second one after its end is an app that was started again. */
function openApp() {
  const found: Problem[] = []
  const inventory = openInventory(join(home, 'inventory.sqlite'), (problem) => void found.push(problem))
  const composed = createComposer({
    inventory,
    plugins,
    desk: browserDesk('none'),
    vault: noSecrets,
    openSessions: (needs) =>
      openSessions({ ...needs, knownHosts: join(home, 'known_hosts') }, { env: { ...process.env, SERVICECOMPOSER_SCRATCH: home } }),
    version: 'test',
    data: home,
    quit: () => undefined,
    log: (cause) => void trouble.push(cause),
  })
  return {
    composed,
    async end() {
      await composed.end()
      inventory[Symbol.dispose]()
    },
  }
}

/** Ports that are free now, all different. */
async function freePorts(count: number): Promise<number[]> {
  const servers = Array.from({ length: count }, () => createServer())
  await Promise.all(servers.map((server) => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))))
  const ports = servers.map((server) => (server.address() as AddressInfo).port)
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))))
  return ports
}

async function run(workspace: WorkspaceId, goal: Goal, only: ComponentId[] | null = null): Promise<RunRecord> {
  const { handlers } = app.composed
  const wish: Asked<'plan.make'> = { workspace, goal, only, overrides: [], dependants: 'refuse' }
  const { digest } = await handlers['plan.make'](wish)
  const { run: id } = await handlers['run.start']({ ...wish, digest, onFailure: null, follows: null })
  for (;;) {
    const record = (await handlers['runs.list']({ limit: 20 })).runs.find((each) => each.id === id)
    if (record?.ended) return record
    await setTimeout(50)
  }
}

/** How it ended, with what went wrong, so that a failed test tells it. */
const outcome = ({ verdict, steps }: RunRecord) => ({ verdict, problems: Object.values(steps).flatMap(({ problem }) => problem ?? []) })

const look = async (near: string) => (await fetch(`${page}?near=${near}`, { signal: AbortSignal.timeout(60_000) })).text()

/** The QEMU processes of this test's own work folder. */
async function guests(): Promise<number[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name))
  const lines = await Promise.all(pids.map(async (pid) => [pid, await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')] as const))
  return lines.filter(([, line]) => line.startsWith('qemu-system') && line.includes(`${home}/`)).map(([pid]) => Number(pid))
}

let workspace: WorkspaceId

/** Three machines on a busy computer: what the steps themselves may take. */
const BOOT_MS = 300_000

beforeAll(async () => {
  home = await mkdtemp('/tmp/sc-example-')
  const ports = await freePorts(PORTS.length)
  page = `http://127.0.0.1:${ports.at(-1)}/`
  text = await exampleText((await appliance()).folder, new Map(PORTS.map((port, index) => [port, ports[index] ?? port])))
  app = openApp()
})

afterAll(async () => {
  for (const pid of await guests()) process.kill(pid, 'SIGKILL')
  await app?.end()
  await rm(home, { recursive: true, force: true })
})

test('the example must be a document that can be imported', async () => {
  const { workspaces, problems } = await app.composed.handlers['document.import']({ text, dry: false })
  expect(problems).toEqual([])
  expect(workspaces).toEqual(['workspace:circus-exploration'])
  workspace = workspaces[0]!
})

test('its plan must start navigator after both others are ready', async () => {
  const { text: plan, problems } = await app.composed.handlers['plan.make']({
    workspace,
    goal: 'up',
    only: null,
    overrides: [],
    dependants: 'refuse',
  })
  // How many processors this computer has is not the example's business.
  expect(problems.filter(({ check }) => check !== 'cpus')).toEqual([])
  expect(plan).toMatch(/start navigator .*after .*gis.*circus|start navigator .*after .*circus.*gis/)
})

test('started, its page must be composed by all three guests', { timeout: BOOT_MS }, async () => {
  expect(outcome(await run(workspace, 'up'))).toEqual({ verdict: 'done', problems: [] })
  const vienna = await look('vienna')
  expect(vienna).toContain('<h1>Circuses near Vienna</h1>')
  expect(vienna).toMatch(/The Paper Lantern<\/b>.*Prague.*251 km.*to the north-west/)
  expect(await guests()).toHaveLength(3)
})

test('its windows must show the screen of gis and a shell in navigator', async () => {
  const { handlers, takeStream } = app.composed
  const heard = async (session: string, say: string, enough: RegExp) => {
    const { stream } = await handlers['session.attach']({ session: SessionId.parse(session), columns: 80, rows: 24 })
    const bytes = takeStream(stream)
    if (!bytes) throw new Error('no stream')
    let text = ''
    await new Promise<void>((resolve, reject) => {
      bytes.onData((data) => {
        text += Buffer.from(data).toString('latin1')
        if (enough.test(text)) resolve()
      })
      bytes.onClose((reason) => reject(new Error(`closed: ${reason} after ${text}`)))
      if (say) bytes.write(Buffer.from(say))
    })
    bytes.end()
    return text
  }
  expect(await heard('session:gis.console', '', /\n/)).toMatch(/^RFB 003\.\d{3}\n/)
  expect(await heard('session:navigator.terminal', 'echo I am $(hostname)\n', /I am navigator/)).toContain('I am navigator')
})

test('an app that is started again must find it ready, with nothing to do', async () => {
  await app.end()
  app = openApp()
  const { plan } = await app.composed.handlers['plan.make']({ workspace, goal: 'up', only: null, overrides: [], dependants: 'refuse' })
  expect(plan.steps).toEqual([])
})

test('with circus killed, its page must say so, and a start must bring back only what is missing', { timeout: BOOT_MS }, async () => {
  const { entries } = await app.composed.handlers['document.read']({})
  const machine = entries.find((entry) => entry.id === 'machine:circus')
  expect(machine).toBeDefined()
  for (const pid of await guests()) {
    if ((await readFile(`/proc/${pid}/cmdline`, 'utf8')).includes('guest=circus')) process.kill(pid, 'SIGKILL')
  }
  await expect.poll(guests, { timeout: 10_000 }).toHaveLength(2)
  const missing = await look('vienna')
  expect(missing).toContain('<b>circus does not answer</b>')
  expect(missing).not.toContain('Paper Lantern')

  const record = await run(workspace, 'up')
  expect([record.verdict, record.plan.steps.filter(({ verb }) => verb === 'start').map(({ name }) => name)]).toEqual(['done', ['circus']])
  expect(await look('vienna')).toContain('Paper Lantern')
})

test('stopped, it must go down top first and leave nothing behind', async () => {
  const record = await run(workspace, 'down')
  expect(record.verdict).toBe('done')
  expect(record.plan.steps.filter(({ verb }) => verb === 'stop').map(({ name }) => name)[0]).toBe('navigator')
  expect(await guests()).toEqual([])
  expect(trouble).toEqual([])
})
