import { z } from 'zod'

/** The settings of a physical machine, or of any host that speaks SSH. */
export const PmOptions = z.strictObject({
  host: z
    .string()
    .min(1)
    .nullable()
    .default(null)
    .meta({ title: 'Host', description: 'Name or address, as seen from what carries it. Empty means: the very computer it stands on.' }),
  port: z.int().min(1).max(65535).default(22).meta({ title: 'SSH port', description: 'Where its SSH server listens.' }),
  answerMs: z
    .int()
    .min(100)
    .default(3_000)
    .meta({ title: 'Answer time (ms)', description: 'A host that has not shown its SSH banner by then is seen off.' }),
})
export type PmOptions = z.infer<typeof PmOptions>
