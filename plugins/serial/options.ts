import { z } from 'zod'

/** The settings of a serial console. */
export const SerialOptions = z.strictObject({
  backlogBytes: z
    .int()
    .min(0)
    .max(1_048_576)
    .default(65_536)
    .meta({ title: 'Backlog (bytes)', description: 'How much of what was said before is shown first, where the machine keeps a log.' }),
})
export type SerialOptions = z.infer<typeof SerialOptions>
