import { join } from 'node:path'
import type { Handlers } from '../../shared/contract/contract.ts'
import { serve } from '../../shared/contract/serve.ts'
import type { Wire } from '../../shared/contract/wire.ts'
import type { Plugin, Probe } from '../../shared/plugin/plugin.ts'
import type { ByteStream } from '../../shared/plugin/shell.ts'
import { systemClock, within } from '../engine/clock.ts'
import { reaching } from '../engine/reach.ts'
import { openRuns } from '../engine/runs.ts'
import { seenLast } from '../engine/seen.ts'
import { watch } from '../engine/watch.ts'
import { rdpCertificates } from '../sessions/rdp/certificates.ts'
import { attachments } from './attach.ts'
import { programDesk } from './windows/session-desk.ts'
import { pluginsById } from './cards.ts'
import { documentHandlers } from './document-handlers.ts'
import { openEvents, type Events } from './events.ts'
import { groundFacts } from './ground.ts'
import { machineHandlers } from './machine-handlers.ts'
import type { Parts } from './parts.ts'
import { planning } from './planning.ts'
import { openQuestions } from './questions.ts'
import { runHandlers } from './run-handlers.ts'
import { openSecrets } from './secrets.ts'
import { sessionHandlers } from './session-handlers.ts'
import { situations } from './situation.ts'
import { systemHandlers } from './system-handlers.ts'
import { observing } from './observing.ts'

/** The product, whatever host it runs in. */
export interface Composed {
  readonly handlers: Handlers
  readonly events: Events
  /** The stream that `session.attach` named, once. */
  takeStream(stream: number): ByteStream | null
  /** Serves one client until its wire closes: its calls, its streams, and every event. */
  welcome(wire: Wire): void
  /** Clients that are connected now. */
  clients(): number
  /** Whether a run is going on. */
  busy(): boolean
  /** Lets go of everything: runs become `interrupted`, streams end, connections close. Machines keep running. */
  end(): Promise<void>
}

/** Looking for a tool may take this long, and its answer holds this long. */
const PROBE = { ms: 10_000, holdsMs: 30_000 }

/** Of so many runs, newest first, the workspaces are looked at when the first client comes. */
const ADOPTED = 100

/** Puts the parts together. Runs that a dead engine left behind are marked `interrupted` before this returns. */
export function createComposer(parts: Parts): Composed {
  const { inventory, log, clock = systemClock } = parts
  const plugins = pluginsById(parts.plugins)
  const ending = new AbortController()
  let clients = 0

  const events = openEvents(inventory, clock, log)
  const publish = (news: Parameters<Events['publish']>[0]) => void events.publish(news)
  const questions = openQuestions({ publish, somebody: () => clients > 0, desk: parts.desk.ask, clock })
  const secrets = openSecrets(inventory, parts.vault)
  const sessions = parts.openSessions({ ask: questions.ask, secret: secrets.reveal })
  const reach = reaching({ plugins, sessions, secret: secrets.reveal, clock })
  const where = situations(inventory)
  const seen = seenLast((news) => {
    publish(news)
    // A connection to a machine that went away must not be found again when it is back.
    if (news.type === 'machine.seen' && (news.condition === 'off' || news.condition === 'absent')) sessions.leave(news.machine).catch(log)
  })
  const runs = openRuns({ inventory, clock, publish, log })
  const look = observing({ reach, seen, clock, signal: ending.signal })
  const probe = remembered(PROBE.holdsMs, clock.now, (plugin: Plugin): Promise<Probe> => {
    const signal = within(PROBE.ms, ending.signal)
    return plugin.probe({
      shell: sessions.ground,
      signal,
      say: () => undefined,
      secret: async () => null,
      sleep: (ms) => clock.sleep(ms, signal),
      now: () => clock.now(),
    })
  })
  const usable = async (plugin: Plugin) => {
    const found = await probe(plugin)
    return found.usable ? [] : found.problems
  }
  const isBusy: Parameters<typeof where.holding>[1] = (workspace) => runs.busy(workspace) !== null
  const situationOf = (component: Parameters<typeof where.holding>[0]) => where.holding(component, isBusy)
  const sessionParts = {
    situations: where,
    plugins,
    clock,
    situationOf,
    reach: (at: ReturnType<typeof situationOf>) => reach(at.members),
    secret: secretOf,
  }
  const certificates = rdpCertificates({ file: join(parts.data, 'rdp_known_hosts'), ask: questions.ask })
  const attached = attachments({ ...sessionParts, certificates })
  const desk = programDesk(parts, { ...sessionParts, certificates, ground: sessions.ground, signal: ending.signal })
  const plan = planning({
    situations: where,
    inventory,
    plugins,
    desk,
    clock,
    ground: parts.ground ?? groundFacts(),
    look,
    usable,
    busy: (workspace) => runs.busy(workspace) !== null,
    timeouts: parts.timeouts,
  })

  const running = runHandlers({
    inventory,
    situations: where,
    runs,
    plan,
    reach,
    desk,
    seen,
    clock,
    signal: ending.signal,
    log,
  })
  const handlers: Handlers = {
    ...documentHandlers({ inventory, plugins, publish, example: async () => (await parts.example?.()) ?? null }),
    ...machineHandlers({
      situations: where,
      situationOf,
      reach,
      look,
      seen,
      desk,
      signal: ending.signal,
    }),
    ...running.handlers,
    ...sessionHandlers({ situations: where, situationOf, desk, clock, attached }),
    ...systemHandlers({ parts: { ...parts, desk }, events, questions, secrets, probe, takeDown: running.takeDown }),
  }
  desk.onChange((key, state) => {
    if (key !== 'app') publish({ type: 'window.changed', session: key, state })
  })
  const stopWatching = watch({
    clock,
    somebody: () => clients > 0,
    awake: () => look.awake(where, inventory.revision(), isBusy),
    async listen({ component, workspace }, changed, signal) {
      const at = reach(where.of(workspace).members)
      const member = at.members.get(component)
      const subject = member && (await at.subject(member, signal, () => undefined))
      return (await subject?.plugin.watch?.(subject.context, subject.target, changed)) ?? null
    },
    look: (workspace, only, how) => look.some(where.of(workspace), only, how),
    log,
  })

  let adopted = false
  /** Machines outlive the engine: what earlier runs may have left up is looked for when the first client comes. */
  function adopt(): void {
    if (adopted) return
    adopted = true
    const ran = new Set(inventory.runs(ADOPTED).map(({ workspace }) => workspace))
    const there = where.workspaces().filter(({ id }) => ran.has(id) && runs.busy(id) === null)
    for (const { id } of there) look(where.of(id), null).catch((cause: unknown) => (ending.signal.aborted ? undefined : log(cause)))
  }

  return {
    handlers,
    events,
    takeStream: attached.take,
    welcome(wire) {
      clients++
      adopt()
      const stop = events.subscribe(serve({ handlers, takeStream: attached.take, log }, wire))
      wire.onClose(() => {
        clients--
        stop()
      })
    },
    clients: () => clients,
    busy: () => runs.live().length > 0,
    async end() {
      ending.abort()
      questions.end()
      attached.end()
      await Promise.all([runs.end(), stopWatching()])
      await sessions[Symbol.asyncDispose]()
    },
  }

  async function secretOf({ machine }: Parameters<Parameters<typeof attachments>[0]['secret']>[0]): Promise<string | null> {
    return machine.login?.secret ? secrets.reveal(machine.login.secret) : null
  }
}

/** Asks again only when the last answer is old. An answer that failed is not kept. */
function remembered<K, V>(holdsMs: number, now: () => number, ask: (key: K) => Promise<V>): (key: K) => Promise<V> {
  const known = new Map<K, { at: number; answer: Promise<V> }>()
  return (key) => {
    const there = known.get(key)
    if (there && now() - there.at < holdsMs) return there.answer
    const answer = ask(key)
    known.set(key, { at: now(), answer })
    answer.catch(() => known.delete(key))
    return answer
  }
}
