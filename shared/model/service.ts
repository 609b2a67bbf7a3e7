import { z } from 'zod'
import { ComponentId, MachineId, PluginId, ServiceId, SessionId } from './id.ts'
import { Options } from './machine.ts'
import { ReadinessProbe } from './probe.ts'
import { StopPolicy } from './stop.ts'

/** Where a session's window and its wire end. */
export const Locality = z.enum(['connection', 'display', 'server', 'local'])
export type Locality = z.infer<typeof Locality>

/** The window of a machine that people look at: a terminal, a screen, a program. */
export const Session = z.strictObject({
  id: SessionId,
  name: z.string().min(1),
  plugin: PluginId,
  locality: Locality.default('connection'),
  /** Opened by the start of the workspace, or by hand. */
  opens: z.enum(['on-start', 'by-hand']).default('on-start'),
  options: Options.default({}),
})
export type Session = z.infer<typeof Session>

/** `started` = the plugin sees it powered; `ready` = its probes have passed. */
export const Gate = z.enum(['started', 'ready'])
export type Gate = z.infer<typeof Gate>

/** The brick of the canvas: this machine (or service), carried by that one, after those, seen through these sessions. */
export const VComponent = z.strictObject({
  id: ComponentId,
  name: z.string().min(1),
  is: z.union([z.strictObject({ machine: MachineId }), z.strictObject({ service: ServiceId })]),
  /** Who carries me; null is this computer. */
  on: ComponentId.nullable().default(null),
  /** Order only. */
  after: z.array(z.strictObject({ component: ComponentId, gate: Gate.default('ready') })).default([]),
  ready: z.array(ReadinessProbe).default([]),
  stop: StopPolicy.prefault({}),
  sessions: z.array(Session).default([]),
  /** Canvas position in px, relative to the box of its carrier. */
  at: z.strictObject({ x: z.number(), y: z.number() }).default({ x: 0, y: 0 }),
})
export type VComponent = z.infer<typeof VComponent>

/** A canvas of v-components. A VSTACK is the tree that its `on` relation draws. */
export const Service = z.strictObject({
  type: z.literal('service'),
  id: ServiceId,
  name: z.string().min(1),
  note: z.string().default(''),
  components: z.array(VComponent).default([]),
})
export type Service = z.infer<typeof Service>
