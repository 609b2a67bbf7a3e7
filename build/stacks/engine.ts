import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { createConnection } from 'node:net'
import { join } from 'node:path'
import { browserDesk } from '../../electron/app/browser-desk.ts'
import { createComposer } from '../../electron/app/composer.ts'
import { memoryWires } from '../../electron/bridge/memory-wire.ts'
import { keyFileVault } from '../../electron/inventory/key-file-vault.ts'
import { openInventory } from '../../electron/inventory/open.ts'
import { openSessions } from '../../electron/sessions/open.ts'
import { plugins } from '../../plugins/index.ts'
import { connect } from '../../shared/contract/connect.ts'
import type { Composer } from '../../shared/contract/contract.ts'
import type { Event } from '../../shared/model/event.ts'
import { ComponentId, SessionId, type WorkspaceId } from '../../shared/model/id.ts'
import type { Goal } from '../../shared/model/plan.ts'
import type { RunRecord } from '../../shared/model/run.ts'

/** The whole engine as the app has it, with all plugins and real sessions, in a folder of its own. */
export interface StackEngine extends AsyncDisposable {
  readonly composer: Composer
  /** Holds its database and, as its scratch folder, the sockets of its machines. */
  readonly home: string
  readonly events: readonly Event[]
  /** What the engine wrote into its log: nothing, if all went well. */
  readonly logged: readonly unknown[]
  /** Takes in a document of one workspace. Throws when anything in it is wrong. */
  take(text: string): Promise<WorkspaceId>
  /** Plans for all or for a part, with what stands on it, runs to the end, and gives the record. */
  run(workspace: WorkspaceId, goal: Goal, ...part: readonly string[]): Promise<RunRecord>
  /** All that a session's command says, until it ends. */
  said(session: string): Promise<string>
  /** What a session says from its beginning, and after something was said to it, until it is enough; then it is hung up. */
  heard(session: string, say: string, enough: RegExp): Promise<string>
  /** The pids of the QEMU processes on this computer that belong to it. */
  machines(): Promise<number[]>
  /** Lets go of everything; machines keep running until this is disposed of. */
  end(): Promise<void>
}

export interface EngineWish {
  /** How long one start may take. */
  readonly startMs: number
  /** A folder that another engine left, machines and all; a new one for null. */
  readonly home?: string
}

/** Opens one. Disposed of, it ends its machines by pid and removes its folder. */
export async function stackEngine({ startMs, home: given }: EngineWish): Promise<StackEngine> {
  const home = given ?? (await mkdtemp('/tmp/sc-stack-'))
  const logged: unknown[] = []
  const inventory = openInventory(join(home, 'inventory.sqlite'), (problem) => logged.push(problem))
  const composed = createComposer({
    inventory,
    vault: keyFileVault(join(home, 'vault.key')),
    plugins,
    desk: browserDesk('none'),
    openSessions: (needs) =>
      openSessions(
        { ...needs, knownHosts: join(home, 'known_hosts') },
        { env: { ...process.env, HOME: home, SERVICECOMPOSER_SCRATCH: home } },
      ),
    version: 'test',
    data: home,
    timeouts: { startMs, windowMs: 5_000 },
    quit: () => undefined,
    log: (cause) => logged.push(cause),
  })
  const { near, far, hangUp } = memoryWires()
  const events: Event[] = []
  const hearing = new Set<(event: Event) => void>()
  const client = connect(near, (event) => {
    events.push(event)
    for (const hear of hearing) hear(event)
  })
  composed.welcome(far)

  let over: Promise<void> | null = null
  const end = () => {
    over ??= (async () => {
      hangUp()
      await composed.end()
      inventory[Symbol.dispose]()
    })()
    return over
  }
  const machines = () => machinesIn(home)
  const listen = async (session: string, say: string, enough: RegExp | null) => {
    const { stream } = await client.composer['session.attach']({ session: SessionId.parse(session) })
    const bytes = client.open(stream)
    const { promise, resolve, reject } = Promise.withResolvers<string>()
    let text = ''
    bytes.onClose((reason) => (enough ? reject(new Error(`closed: ${reason}, after ${text}`)) : resolve(text)))
    bytes.onData((data) => {
      text = (text + Buffer.from(data).toString('latin1')).replaceAll('\r\n', '\n')
      if (enough?.test(text)) resolve(text)
    })
    if (say) bytes.write(Buffer.from(say))
    return promise.finally(() => bytes.end())
  }
  return {
    composer: client.composer,
    home,
    events,
    logged,
    async take(text) {
      const { workspaces, problems } = await client.composer['document.import']({ text })
      const [workspace] = workspaces
      if (!workspace || problems.length) throw new Error(`the document is wrong: ${JSON.stringify(problems)}`)
      return workspace
    },
    async run(workspace, goal, ...part) {
      const only = part.length ? part.map((name) => ComponentId.parse(`component:${name}`)) : null
      const wish = { workspace, goal, only, dependants: 'stop' } as const
      const { digest } = await client.composer['plan.make'](wish)
      const { promise, resolve } = Promise.withResolvers<void>()
      let run = ''
      const ended = new Set<string>()
      const hear = (event: Event) => {
        if (event.type === 'run.ended') ended.add(event.run)
        if (ended.has(run)) resolve()
      }
      hearing.add(hear)
      try {
        ;({ run } = await client.composer['run.start']({ ...wish, digest }))
        if (!ended.has(run)) await promise
      } finally {
        hearing.delete(hear)
      }
      const record = (await client.composer['runs.list']({})).runs.find(({ id }) => id === run)
      if (!record) throw new Error(`there is no record of ${run}`)
      return record
    },
    said: (session) => listen(session, '', null),
    heard: listen,
    machines,
    end,
    async [Symbol.asyncDispose]() {
      await end()
      for (const pid of await machines()) process.kill(pid, 'SIGKILL')
      await rm(home, { recursive: true, force: true })
    },
  }
}

/** The QEMU processes of this computer that have files below a folder. */
export async function machinesIn(folder: string): Promise<number[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name))
  const lines = await Promise.all(pids.map(async (pid) => [pid, await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')] as const))
  return lines.filter(([, line]) => line.startsWith('qemu-system') && line.includes(`${folder}/`)).map(([pid]) => Number(pid))
}

/** Sockets below a folder on which somebody still listens. */
export async function liveSockets(folder: string): Promise<string[]> {
  const found = await readdir(folder, { recursive: true, withFileTypes: true })
  const sockets = found.filter((entry) => entry.isSocket()).map((entry) => join(entry.parentPath, entry.name))
  const answers = await Promise.all(sockets.map(async (path) => ((await answersAt(path)) ? [path] : [])))
  return answers.flat()
}

function answersAt(path: string): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>()
  const socket = createConnection(path)
  socket.once('connect', () => resolve(true)).once('error', () => resolve(false))
  return promise.finally(() => socket.destroy())
}
