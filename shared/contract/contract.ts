import { z } from 'zod'
import { Edit, Entry } from '../model/document.ts'
import { Event } from '../model/event.ts'
import { ComponentId, MachineId, RunId, SessionId, WorkspaceId } from '../model/id.ts'
import { Condition, SecretRef } from '../model/machine.ts'
import { Goal, Plan, Verb } from '../model/plan.ts'
import { Problem } from '../model/problem.ts'
import { Question } from '../model/question.ts'
import { RunRecord } from '../model/run.ts'
import { PluginCard } from './card.ts'

const call = <I extends z.ZodType, O extends z.ZodType>(input: I, output: O) => ({ input, output })
const nothing = z.object({})
/** The part of a workspace that is meant; null is all of it. */
const only = z.array(ComponentId).nullable().default(null)

export const Check = z.object({
  name: z.string(),
  state: z.enum(['ok', 'missing', 'limited']),
  found: z.string(),
  hint: z.string().optional(),
})
export type Check = z.infer<typeof Check>

/** One way into a machine: `ssh`, port 22 inside, at `127.0.0.1:2201` (or a socket's path) as seen from its carrier. */
export const Way = z.object({ service: z.string(), port: z.int().nullable(), at: z.string() })
export type Way = z.infer<typeof Way>

export const SeenNow = z.object({
  component: ComponentId,
  machine: MachineId,
  condition: Condition,
  note: z.string().optional(),
  ways: z.array(Way).optional(),
})
export type SeenNow = z.infer<typeof SeenNow>

/** Everything the screen, the tray and the command line may ask. One line here, one handler in electron/app, nothing in between. */
export const contract = {
  'app.info': call(
    nothing,
    z.object({ version: z.string(), desk: z.enum(['electron', 'chromium', 'browser', 'none']), data: z.string(), pid: z.int() }),
  ),
  'app.doctor': call(nothing, z.object({ checks: z.array(Check) })),
  /** Opens the app's own window, or brings it to the front. */
  'app.show': call(nothing, nothing),
  /** Ends the engine's process; with `stop` everything that runs is taken down first. */
  'app.quit': call(z.object({ stop: z.boolean() }), nothing),

  'document.read': call(nothing, z.object({ revision: z.int(), entries: z.array(Entry) })),
  /** Refused with `document.stale` when any `was` is not what is there. */
  'document.edit': call(z.object({ edit: Edit }), z.object({ revision: z.int() })),
  /** YAML of the named entries and all they refer to; of everything when none is named. */
  'document.export': call(z.object({ ids: z.array(z.string()).default([]) }), z.object({ text: z.string() })),
  /** All or nothing. With `dry` only says what would change. */
  'document.import': call(
    z.object({ text: z.string(), dry: z.boolean().default(false) }),
    z.object({ edit: Edit, workspaces: z.array(WorkspaceId), problems: z.array(Problem) }),
  ),
  /** The example as text for `document.import`; making its machines takes some seconds the first time. */
  'example.make': call(nothing, z.object({ text: z.string() })),

  'inventory.search': call(
    z.object({ text: z.string(), limit: z.int().min(1).max(1000).default(100), offset: z.int().min(0).default(0) }),
    z.object({ machines: z.array(MachineId), total: z.int() }),
  ),
  'plugins.list': call(nothing, z.object({ plugins: z.array(PluginCard) })),

  /** Observes every machine of a workspace now; what is seen also comes as events. */
  'workspace.look': call(z.object({ workspace: WorkspaceId }), z.object({ seen: z.array(SeenNow) })),
  /** What was seen last, of all that was ever looked at by this engine. */
  'machines.seen': call(nothing, z.object({ seen: z.array(SeenNow), open: z.array(SessionId) })),
  'machine.picture': call(z.object({ component: ComponentId }), z.object({ png: z.base64().nullable() })),
  /** One act on one component, outside of any plan: suspend, resume, reset. */
  'machine.act': call(z.object({ workspace: WorkspaceId, component: ComponentId, verb: Verb }), z.object({ run: RunId })),

  /** Looks, then plans. The digest stands for exactly these steps. */
  'plan.make': call(
    z.object({ workspace: WorkspaceId, goal: Goal, only }),
    z.object({ plan: Plan, digest: z.string(), problems: z.array(Problem), text: z.string() }),
  ),
  /** Looks and plans again; refused with `plan.stale` when that gives another digest than was shown. */
  'run.start': call(z.object({ workspace: WorkspaceId, goal: Goal, only, digest: z.string() }), z.object({ run: RunId })),
  'run.cancel': call(z.object({ run: RunId, how: z.enum(['soft', 'hard']) }), nothing),
  /** Undoes what a run did, top first. */
  'run.takeBack': call(z.object({ run: RunId }), z.object({ run: RunId })),
  'runs.list': call(z.object({ limit: z.int().min(1).max(500).default(50) }), z.object({ runs: z.array(RunRecord) })),
  'run.events': call(z.object({ run: RunId }), z.object({ events: z.array(Event) })),

  'session.open': call(z.object({ session: SessionId }), nothing),
  'session.close': call(z.object({ session: SessionId }), nothing),
  /** A new stream of bytes to the session; read and written with frames of kind `bytes`. */
  'session.attach': call(
    z.object({ session: SessionId, columns: z.int().min(1).max(1000).default(80), rows: z.int().min(1).max(1000).default(24) }),
    z.object({ stream: z.int(), view: z.enum(['terminal', 'screen']), title: z.string() }),
  ),
  'session.resize': call(z.object({ stream: z.int(), columns: z.int().min(1).max(1000), rows: z.int().min(1).max(1000) }), nothing),

  'questions.open': call(nothing, z.object({ questions: z.array(Question) })),
  'question.answer': call(z.object({ question: z.string(), choice: z.string() }), nothing),
  'events.since': call(z.object({ seq: z.int() }), z.object({ events: z.array(Event), seq: z.int() })),
  /** Write-only: there is no call that reads a secret. */
  'secret.keep': call(z.object({ label: z.string(), value: z.string() }), z.object({ ref: SecretRef })),
} as const

type Contract = typeof contract
export type Method = keyof Contract
export type In<M extends Method> = z.input<Contract[M]['input']>
export type Asked<M extends Method> = z.output<Contract[M]['input']>
export type Out<M extends Method> = z.output<Contract[M]['output']>

/** What every client holds, whatever wire lies between. Rejects only with ProblemError. */
export type Composer = { [M in Method]: (input: In<M>) => Promise<Out<M>> }
/** What every host serves: its inputs have been parsed. */
export type Handlers = { [M in Method]: (input: Asked<M>) => Promise<Out<M>> }
