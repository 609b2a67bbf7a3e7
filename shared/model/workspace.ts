import { z } from 'zod'
import { ServiceId, WorkspaceId } from './id.ts'
import { Layout } from './layout.ts'
import { Override } from './override.ts'
import { Limits } from './plan.ts'
import { OnFailure } from './run.ts'

/** What a person starts in the morning: services, and where their windows stand. */
export const Workspace = z.strictObject({
  type: z.literal('workspace'),
  id: WorkspaceId,
  name: z.string().min(1),
  services: z.array(ServiceId).default([]),
  layouts: z.array(Layout).default([]),
  onFailure: OnFailure.default('keep'),
  limits: Limits.prefault({}),
  /** Checks that do not forbid a start here. */
  overrides: z.array(Override).default([]),
  /** Start without showing the plan first, unless something blocks. */
  quickStart: z.boolean().default(false),
  /** In the tray's menu, and first on the Launchpad. */
  starred: z.boolean().default(false),
  tags: z.array(z.string()).default([]),
})
export type Workspace = z.infer<typeof Workspace>
