import { z } from 'zod'
import { SessionId } from './id.ts'

/** Where one window goes. Logical pixels, relative to its screen. */
export const Placement = z.strictObject({
  screen: z.union([z.int(), z.string()]).default(0),
  desktop: z.int().nullable().default(null),
  x: z.int(),
  y: z.int(),
  width: z.int().positive(),
  height: z.int().positive(),
  show: z.enum(['normal', 'maximised', 'minimised', 'fullscreen']).default('normal'),
})
export type Placement = z.infer<typeof Placement>

/** One monitor, in logical pixels of the whole desktop. */
export const Screen = z.strictObject({
  name: z.string(),
  x: z.int(),
  y: z.int(),
  width: z.int().positive(),
  height: z.int().positive(),
})
export type Screen = z.infer<typeof Screen>

/** The windows of a workspace for one set of screens. */
export const Layout = z.strictObject({
  name: z.string().min(1).default('default'),
  screens: z.array(Screen).default([]),
  windows: z.record(SessionId, Placement).default({}),
})
export type Layout = z.infer<typeof Layout>
