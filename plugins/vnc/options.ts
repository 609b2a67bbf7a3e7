import { z } from 'zod'
import { ViewerChoice, viewerMeta } from '../native.ts'

/** The settings of a VNC session onto the machine's own screen. */
export const VncOptions = z.strictObject({
  host: z
    .string()
    .min(1)
    .nullable()
    .default(null)
    .meta({ title: 'Host', description: 'As seen from what carries the machine. Empty takes the screen that the machine itself offers.' }),
  port: z
    .int()
    .min(1)
    .max(65535)
    .default(5900)
    .meta({ title: 'Port', description: 'Used only together with a host. Display :1 is port 5901.' }),
  viewer: ViewerChoice.meta(viewerMeta('TigerVNC')),
})
export type VncOptions = z.infer<typeof VncOptions>
