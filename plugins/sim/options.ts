import { z } from 'zod'
import { Verb } from '../../shared/model/plan.ts'

/** The settings of a simulated machine. */
export const SimOptions = z.strictObject({
  bootMs: z.int().min(0).default(300).meta({ title: 'Boot time (ms)', description: 'From the start until it is seen on.' }),
  stopMs: z.int().min(0).default(100).meta({ title: 'Stop time (ms)', description: 'From the stop until it is seen off.' }),
  failOn: z.array(Verb).default([]).meta({ title: 'Refuses', description: 'These acts are refused with a problem.' }),
  ignores: z.array(Verb).default([]).meta({ title: 'Ignores', description: 'These acts are accepted, and then nothing ever happens.' }),
  cpus: z
    .int()
    .positive()
    .nullable()
    .default(null)
    .meta({ title: 'Processors', description: 'Compared with what its guests want; empty says nothing.' }),
  architecture: z.string().nullable().default(null).meta({ title: 'Architecture', description: 'As uname -m names it, such as x86_64.' }),
  virtualisation: z
    .enum(['needed', 'wished', 'none'])
    .default('none')
    .meta({ title: 'Virtualisation', description: 'What it says it wants of the processor of its carrier.' }),
  nested: z.boolean().nullable().default(null).meta({ title: 'Offers virtualisation', description: 'What it says its own guests find.' }),
  memoryMib: z
    .int()
    .positive()
    .nullable()
    .default(null)
    .meta({ title: 'Memory (MiB)', description: 'Compared with what its guests want; empty says nothing. It truly needs none.' }),
  claims: z
    .array(z.string())
    .default([])
    .meta({ title: 'Claims', description: 'Resources it says it needs alone, such as "tcp 127.0.0.1:2201".' }),
})
export type SimOptions = z.infer<typeof SimOptions>
