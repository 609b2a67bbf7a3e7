import { z } from 'zod'

/** The settings of a program whose own windows are shown. */
export const X11Options = z.strictObject({
  command: z
    .array(z.string())
    .min(1)
    .default(['xterm'])
    .meta({ title: 'Program', description: 'The program and its arguments, one by one. It runs inside the machine.' }),
})
export type X11Options = z.infer<typeof X11Options>
