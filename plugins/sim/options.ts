import { z } from 'zod'
import { Verb } from '../../shared/model/plan.ts'

/** The settings of a simulated machine. */
export const SimOptions = z.strictObject({
  bootMs: z.int().min(0).default(300).meta({ title: 'Boot time (ms)', description: 'From the start until it is seen on.' }),
  stopMs: z.int().min(0).default(100).meta({ title: 'Stop time (ms)', description: 'From the stop until it is seen off.' }),
  failOn: z.array(Verb).default([]).meta({ title: 'Refuses', description: 'These acts are refused with a problem.' }),
  ignores: z.array(Verb).default([]).meta({ title: 'Ignores', description: 'These acts are accepted, and then nothing ever happens.' }),
  memoryMib: z.int().positive().default(64).meta({ title: 'Memory (MiB)', description: 'Shown only; a simulated machine needs none.' }),
  claims: z
    .array(z.string())
    .default([])
    .meta({ title: 'Claims', description: 'Resources it says it needs alone, such as "tcp 127.0.0.1:2201".' }),
})
export type SimOptions = z.infer<typeof SimOptions>
