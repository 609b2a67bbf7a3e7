import { z } from 'zod'
import { screenSettings } from '../own-screen.ts'

/** The settings of a SPICE session onto the machine's own screen. */
export const SpiceOptions = z.strictObject(screenSettings())
export type SpiceOptions = z.infer<typeof SpiceOptions>
