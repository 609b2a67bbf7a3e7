import { z } from 'zod'

/** The settings of a SPICE session onto the machine's own screen. */
export const SpiceOptions = z.strictObject({
  host: z
    .string()
    .min(1)
    .nullable()
    .default(null)
    .meta({ title: 'Host', description: 'As seen from what carries the machine. Empty takes the screen that the machine itself offers.' }),
  port: z.int().min(1).max(65535).default(5900).meta({ title: 'Port', description: 'Used only together with a host.' }),
})
export type SpiceOptions = z.infer<typeof SpiceOptions>
