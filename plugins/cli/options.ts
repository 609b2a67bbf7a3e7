import { z } from 'zod'

/** The settings of a terminal session. */
export const CliOptions = z.strictObject({
  command: z
    .array(z.string())
    .default([])
    .meta({ title: 'Command', description: 'The program and its arguments, one by one. Empty opens the login shell.' }),
})
export type CliOptions = z.infer<typeof CliOptions>
