import { z } from 'zod'

const Rect = z.object({ x: z.number(), y: z.number(), width: z.number(), height: z.number() })

/** What is read of a node of `get_tree`; outputs, workspaces, containers and windows are all nodes. */
export const Node = z.object({
  id: z.int(),
  type: z.string(),
  name: z.string().nullable().default(null),
  rect: Rect,
  deco_rect: Rect,
  window_rect: Rect,
  num: z.int().optional(),
  pid: z.int().optional(),
  app_id: z.string().nullable().optional(),
  fullscreen_mode: z.int().optional(),
  window_properties: z.object({ class: z.string().optional(), transient_for: z.int().nullable().optional() }).optional(),
  get nodes(): z.ZodDefault<z.ZodArray<typeof Node>> {
    return z.array(Node).default([])
  },
  get floating_nodes(): z.ZodDefault<z.ZodArray<typeof Node>> {
    return z.array(Node).default([])
  },
})
export type Node = z.infer<typeof Node>

export const Outputs = z.array(
  z.object({
    name: z.string(),
    active: z.boolean(),
    focused: z.boolean().default(false),
    make: z.string().default(''),
    model: z.string().default(''),
    serial: z.string().default(''),
    rect: Rect,
  }),
)
export type Outputs = z.infer<typeof Outputs>

export const Workspaces = z.array(z.object({ num: z.int(), name: z.string(), focused: z.boolean() }))
export const Version = z.object({ human_readable: z.string() })

/** The answer to commands: one for each. */
export const Answers = z.array(z.object({ success: z.boolean(), error: z.string().optional() }))
