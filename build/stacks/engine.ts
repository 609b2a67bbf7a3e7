import { mkdtemp, rm } from 'node:fs/promises'
import type { TestClient } from '../../electron/app/testing/client.ts'
import { openEngine, type OpenEngine } from '../../electron/app/testing/open-engine.ts'
import { endMachinesBelow, machinesBelow } from '../../electron/sessions/testing/left.ts'
import { plugins } from '../../plugins/index.ts'
import { ComponentId, SessionId } from '../../shared/model/id.ts'
import type { Goal } from '../../shared/model/plan.ts'
import type { RunRecord } from '../../shared/model/run.ts'

/** The whole engine as the app has it, with all plugins and real sessions, in a folder of its own. */
export interface StackEngine extends Pick<TestClient, 'composer' | 'events' | 'take'>, Pick<OpenEngine, 'logged' | 'end'>, AsyncDisposable {
  /** Holds its database and, as its scratch folder, the sockets of its machines. */
  readonly home: string
  /** Plans for all or for a part, with what stands on it, runs to the end, and gives the record. */
  run(workspace: string, goal: Goal, ...part: readonly string[]): Promise<RunRecord>
  /** All that a session's command says, until it ends. */
  said(session: string): Promise<string>
  /** What a session says from its beginning, and after something was said to it, until it is enough; then it is hung up. */
  heard(session: string, say: string, enough: RegExp): Promise<string>
  /** The pids of the QEMU processes on this computer that belong to it. */
  machines(): Promise<number[]>
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
  const engine = openEngine({ home, plugins, timeouts: { startMs, windowMs: 5_000 } })
  const listen = async (session: string, say: string, enough: RegExp | null) => {
    const { stream } = await engine.composer['session.attach']({ session: SessionId.parse(session) })
    const bytes = engine.open(stream)
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
    ...engine,
    home,
    async run(workspace, goal, ...part) {
      const only = part.length > 0 ? part.map((name) => ComponentId.parse(`component:${name}`)) : null
      return engine.run(workspace, goal, { only, dependants: 'stop' })
    },
    said: (session) => listen(session, '', null),
    heard: listen,
    machines: async () => [...(await machinesBelow(home)).keys()],
    async [Symbol.asyncDispose]() {
      await engine.end()
      await endMachinesBelow(home)
      await rm(home, { recursive: true, force: true })
    },
  }
}
