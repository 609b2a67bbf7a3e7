import { z } from 'zod'
import { PluginId } from '../model/id.ts'
import { Locality } from '../model/service.ts'
import { Verb } from '../model/plan.ts'
import { Rung } from '../model/stop.ts'

/** What the screen knows of a plugin; it never imports one, so another host may have others. */
export const PluginCard = z.object({
  id: PluginId,
  role: z.enum(['machine', 'session']),
  title: z.string(),
  summary: z.string(),
  verbs: z.array(Verb),
  carries: z.boolean(),
  /** Never stopped unless asked for by its own name. */
  ground: z.boolean(),
  /** Rungs of a stop that its hypervisor offers. */
  rungs: z.array(Rung),
  /** Whether its console can be read. */
  console: z.boolean(),
  view: z.enum(['terminal', 'screen', 'rdp']).nullable(),
  localities: z.array(Locality),
  /** The current version of the options: what is drawn now is of it. */
  optionsVersion: z.int().min(0),
  /** JSON Schema (draft 2020-12) of the options, with titles, descriptions and defaults. */
  options: z.record(z.string(), z.json()),
})
export type PluginCard = z.infer<typeof PluginCard>
