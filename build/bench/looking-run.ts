import { spawn } from 'node:child_process'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { browserDesk } from '../../electron/app/browser-desk.ts'
import { createComposer } from '../../electron/app/composer.ts'
import { memoryWires } from '../../electron/bridge/memory-wire.ts'
import { keyFileVault } from '../../electron/inventory/key-file-vault.ts'
import { openInventory } from '../../electron/inventory/open.ts'
import { openSessions } from '../../electron/sessions/open.ts'
import { localScratch } from '../../electron/sessions/scratch.ts'
import { plugins } from '../../plugins/index.ts'
import { placeOf } from '../../plugins/qemu/place.ts'
import { simulated } from '../../plugins/sim/index.ts'
import { connect } from '../../shared/contract/connect.ts'
import { WorkspaceId } from '../../shared/model/id.ts'
import { Machine } from '../../shared/model/machine.ts'
import { Service } from '../../shared/model/service.ts'
import { Workspace } from '../../shared/model/workspace.ts'
import type { Plugin } from '../../shared/plugin/plugin.ts'

/**
 * A process that does nothing but watch so many running machines in which nothing happens: `looking-run.ts <sim|qemu> <count>
 * <seconds>`. Prints one line of JSON: the share of one core that the whole engine takes while one client listens, the processor
 * time of one look at one machine, and how many were seen up. The QEMU processes have no machine in them; they are ended by pid.
 */
const [kind = 'sim', count, seconds] = [process.argv[2], Number(process.argv[3]), Number(process.argv[4])]
const over = new AbortController()
// Heard more than once: from whoever measures, from the terminal, and from "timeout", which tells it to all that it started.
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, () => over.abort(new Error('interrupted')))
const home = await mkdtemp('/tmp/sc-look-')
const env = { ...process.env, HOME: home, SERVICECOMPOSER_SCRATCH: home }
const children: ReturnType<typeof spawn>[] = []
const inventory = openInventory(join(home, 'inventory.sqlite'))
const composed = createComposer({
  inventory,
  desk: browserDesk('none'),
  plugins: kind === 'sim' ? [telling()] : plugins,
  vault: keyFileVault(join(home, 'vault.key')),
  openSessions: (needs) => openSessions({ ...needs, knownHosts: join(home, 'known_hosts') }, { env }),
  version: 'bench',
  data: home,
  quit: () => undefined,
  log: (cause) => console.error(cause),
})
const { near, far, hangUp } = memoryWires()
const rest = (ms: number) => setTimeout(ms, undefined, { signal: over.signal })
try {
  over.signal.throwIfAborted()
  draw()
  if (kind === 'qemu') for (let at = 0; at < count; at++) await launch(at)
  else await up()
  const { composer } = connect(near, () => undefined)
  composed.welcome(far)
  await composer['workspace.look']({ workspace: lab() })
  const before = process.cpuUsage()
  const { seen } = await composer['workspace.look']({ workspace: lab() })
  const lookMs = msSince(before) / count
  const running = seen.filter(({ condition }) => condition !== 'off' && condition !== 'absent').length
  // Until all of them have begun to tell by themselves.
  await rest(10_000 + count * 20)
  const [begin, began] = [process.cpuUsage(), performance.now()]
  await rest(seconds * 1_000)
  const share = (100 * msSince(begin)) / (performance.now() - began)
  process.stdout.write(`${JSON.stringify({ kind, count, running, share, lookMs })}\n`)
} finally {
  hangUp()
  await composed.end()
  inventory[Symbol.dispose]()
  for (const child of children) child.kill('SIGKILL')
  await rm(home, { recursive: true, force: true, maxRetries: 5 })
}

function lab() {
  return WorkspaceId.parse('workspace:lab')
}

function draw(): void {
  const options = kind === 'sim' ? { bootMs: 1, stopMs: 1 } : { network: { kind: 'none' }, display: 'none' }
  const machines = Array.from({ length: count }, (_, at) =>
    Machine.parse({
      type: 'machine',
      id: `machine:m${at}`,
      label: `m${at}`,
      plugin: kind,
      options,
      optionsVersion: kind === 'sim' ? 0 : 1,
    }),
  )
  const components = machines.map(({ id, label }) => ({ id: `component:${label}`, name: label, is: { machine: id } }))
  const service = Service.parse({ type: 'service', id: 'service:lab', name: 'lab', components })
  const workspace = Workspace.parse({ type: 'workspace', id: lab(), name: 'lab', services: [service.id] })
  inventory.edit(Object.fromEntries([...machines, service, workspace].map((entry) => [entry.id, [null, entry]])))
}

/** A simulation that says that it would tell, as QEMU does; nothing ever happens in it. */
function telling(): Plugin {
  const sim = simulated()
  if (sim.role !== 'machine') throw new Error('sim is a machine')
  return {
    ...sim,
    watch: async ({ signal }) => ({
      ended: new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true })),
    }),
  }
}

async function up(): Promise<void> {
  const wish = { workspace: lab(), goal: 'up' as const, only: null, overrides: [], dependants: 'refuse' as const }
  const { digest } = await composed.handlers['plan.make'](wish)
  const { promise, resolve } = Promise.withResolvers<void>()
  const stop = composed.events.subscribe((event) => {
    if (event.type === 'run.ended') resolve()
  })
  await composed.handlers['run.start']({ ...wish, digest, onFailure: null, follows: null })
  await promise
  stop()
}

/** A QEMU without any machine in it, where the plugin looks for machine `at`. */
async function launch(at: number): Promise<void> {
  const place = placeOf(localScratch(env), `machine:m${at}`)
  await mkdir(place.folder, { recursive: true, mode: 0o700 })
  const monitors = [...place.monitors, place.events].flatMap((path) => ['-qmp', `unix:${path},server=on,wait=off`])
  const child = spawn('qemu-system-x86_64', ['-machine', 'none', '-nodefaults', '-display', 'none', '-S', ...monitors], {
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  children.push(child)
  // One after the other, a few at a time, so that they do not all start in the same moment.
  if (at % 8 === 7) await rest(400)
}

function msSince(before: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1_000
}
