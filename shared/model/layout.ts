import { z } from 'zod'
import { SessionId } from './id.ts'

const fine = (value: number) => Number(value.toFixed(4)) === value
const Percent = z.number().min(-1000).max(1000).refine(fine, 'a percentage has at most four decimals')

/** A share of the screen, in percent. It stays one: on a larger screen the window is larger. */
export const Share = z.strictObject({ percent: Percent })
export type Share = z.infer<typeof Share>

/** How wide or high a window is: logical px, a share of its screen, or character cells for what shows text. */
export const Length = z.union([
  z.int().positive(),
  z.strictObject({ percent: Percent.positive() }),
  z.strictObject({ cells: z.int().positive().max(10_000) }),
])
export type Length = z.infer<typeof Length>

/**
 * Where a window begins: logical px or a share from the left (upper) edge of its screen; with `fromEnd` so far its right (lower)
 * edge is from that of the screen. Negative is beyond the edge.
 */
export const Offset = z.union([z.int(), Share, z.strictObject({ fromEnd: z.union([z.int(), Share]) })])
export type Offset = z.infer<typeof Offset>

/** How a window is shown. `x`, `y`, `width` and `height` are where it is when it is shown normally. */
export const Show = z.enum(['normal', 'maximised', 'minimised', 'fullscreen'])
export type Show = z.infer<typeof Show>

/** Where one window goes, as a person said it: `fit.ts` tells where that is on the screens that are there. */
export const Placement = z.strictObject({
  /** By name, by number, or (`A10`) by column and row of the wall that they form; null is the whole desktop, across all screens. */
  screen: z.union([z.int(), z.string()]).nullable().default(0),
  /** The virtual desktop: its number from 0, or its name. Null leaves it to the window manager. */
  desktop: z
    .union([z.int(), z.string().min(1)])
    .nullable()
    .default(null),
  x: Offset,
  y: Offset,
  width: Length,
  height: Length,
  show: Show.default('normal'),
})
export type Placement = z.infer<typeof Placement>

/** One monitor, in logical pixels of the whole desktop. */
export const Screen = z.strictObject({
  name: z.string(),
  x: z.int(),
  y: z.int(),
  width: z.int().positive(),
  height: z.int().positive(),
  /** What it is, as it says itself (EDID); left out where that cannot be read. */
  make: z.string().optional(),
  model: z.string().optional(),
  serial: z.string().optional(),
  /** Where the desktop's own panels and new windows are. Where no screen says so it is the first. */
  primary: z.boolean().optional(),
})
export type Screen = z.infer<typeof Screen>

/** Where the windows of a screen go that is not there: to the primary one, to another one by name, or out of the way. */
export const Missing = z.union([z.enum(['primary', 'minimised']), z.strictObject({ screen: z.string().min(1) })])
export type Missing = z.infer<typeof Missing>

/** A screen that a layout is made for: `name` is what people call it, the rest tells which monitor that is. */
export const LogicalScreen = Screen.extend({ missing: Missing.optional() })
export type LogicalScreen = z.infer<typeof LogicalScreen>

/** The windows of a workspace for one set of screens. */
export const Layout = z.strictObject({
  name: z.string().min(1).default('default'),
  screens: z.array(LogicalScreen).default([]),
  windows: z.record(SessionId, Placement).default({}),
})
export type Layout = z.infer<typeof Layout>
