import { z } from 'zod'
import { ViewerChoice, viewerMeta } from '../native.ts'

/** The settings of a terminal session. */
export const CliOptions = z.strictObject({
  command: z
    .array(z.string())
    .default([])
    .meta({ title: 'Command', description: 'The program and its arguments, one by one. Empty opens the login shell.' }),
  viewer: ViewerChoice.meta(viewerMeta('a terminal of this desktop (xterm)')),
})
export type CliOptions = z.infer<typeof CliOptions>
