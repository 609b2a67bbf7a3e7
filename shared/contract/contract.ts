import { z } from 'zod'
import { Edit, Entry } from '../model/document.ts'
import { Event } from '../model/event.ts'
import { ComponentId, MachineId, RunId, SessionId, WorkspaceId } from '../model/id.ts'
import { Placement, Screen } from '../model/layout.ts'
import { Condition, SecretRef } from '../model/machine.ts'
import { Goal, Plan } from '../model/plan.ts'
import { Problem } from '../model/problem.ts'
import { Question } from '../model/question.ts'
import { Override } from '../model/override.ts'
import { OnFailure, RunRecord } from '../model/run.ts'
import { PluginCard } from './card.ts'

const call = <I extends z.ZodType, O extends z.ZodType>(input: I, output: O) => ({ input, output })
const nothing = z.object({})
/** The part of a workspace that is meant; null is all of it. */
const only = z.array(ComponentId).nullable().default(null)

/** What is asked of a plan, besides its goal. */
const wish = {
  workspace: WorkspaceId,
  goal: Goal,
  only,
  /** Besides those that the workspace keeps. */
  overrides: z.array(Override).default([]),
  /**
   * What stands on a part that is taken down, or waits for it, in any workspace: stopped too, or left alone, and then the plan
   * is refused.
   */
  dependants: z.enum(['stop', 'refuse']).default('refuse'),
}

/** Somebody who needs a machine that is to be stopped. */
export const Need = z.object({
  workspace: WorkspaceId,
  /** What people call the workspace. */
  of: z.string(),
  component: ComponentId,
  name: z.string(),
  how: z.enum(['stands on', 'waits for', 'uses']),
  /** The name of the machine that is needed. */
  needs: z.string(),
  condition: Condition,
})
export type Need = z.infer<typeof Need>

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

/** In logical px of the whole desktop. */
export const Bounds = z.object({ x: z.int(), y: z.int(), width: z.int(), height: z.int() })

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
  /** The monitors that are here, as the desk knows them; none where it cannot tell. */
  'desk.screens': call(nothing, z.object({ screens: z.array(Screen) })),
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
  /** What the guest printed on its console; null where there is none. */
  'machine.console': call(z.object({ component: ComponentId }), z.object({ text: z.string().nullable() })),

  /** Looks, then plans. The digest stands for exactly these steps. */
  'plan.make': call(
    z.object(wish),
    z.object({ plan: Plan, digest: z.string(), problems: z.array(Problem), needing: z.array(Need), text: z.string() }),
  ),
  /** Looks and plans again; refused with `plan.stale` when that gives another digest than was shown. */
  'run.start': call(
    z.object({
      ...wish,
      digest: z.string(),
      /** For this run only; null takes the workspace's choice. */
      onFailure: OnFailure.nullable().default(null),
      /** The run whose work this one goes on with, and how that is called. */
      follows: z
        .object({ run: RunId, how: z.enum(['continued', 'retried']) })
        .nullable()
        .default(null),
    }),
    z.object({ run: RunId }),
  ),
  'run.cancel': call(z.object({ run: RunId, how: z.enum(['soft', 'hard']) }), nothing),
  /** Undoes what a run did, top first. */
  'run.takeBack': call(z.object({ run: RunId }), z.object({ run: RunId })),
  /** Leaves everything as it is; the run is not offered for a follow-up again. */
  'run.leave': call(z.object({ run: RunId }), nothing),
  'runs.list': call(z.object({ limit: z.int().min(1).max(500).default(50) }), z.object({ runs: z.array(RunRecord) })),
  'run.events': call(z.object({ run: RunId }), z.object({ events: z.array(Event) })),

  'session.open': call(z.object({ session: SessionId }), nothing),
  /**
   * Opens the session's window at this place, or moves the one that is open: what it shows goes on, nothing is connected anew. With
   * `dry` it only tells. Refused with `desk.none`, `screen.unknown`, `layout.unknown`.
   */
  'session.place': call(
    z.object({
      session: SessionId,
      placement: Placement,
      /** Whose screens are meant by their names; null is the workspace's variant for the screens that are there. */
      layout: z.string().nullable().default(null),
      dry: z.boolean().default(false),
    }),
    z.object({
      how: z.enum(['opens', 'moves']),
      /** As it was written. */
      asked: Bounds,
      /** As far as the screens have room for it. */
      placed: Bounds,
      /** Where the window is now; null where the desk cannot tell. */
      seen: Bounds.nullable(),
      /** What is not as it was written, and why. */
      notes: z.array(z.string()),
    }),
  ),
  'session.close': call(z.object({ session: SessionId }), nothing),
  /** A new stream of bytes to the session; read and written with frames of kind `bytes`. */
  'session.attach': call(
    z.object({ session: SessionId, columns: z.int().min(1).max(1000).default(80), rows: z.int().min(1).max(1000).default(24) }),
    z.object({ stream: z.int(), view: z.enum(['terminal', 'screen', 'rdp']), title: z.string() }),
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
