import { z } from 'zod'
import { ViewerChoice, viewerMeta } from '../native.ts'

/** The settings of a VNC desktop that runs inside the machine. */
export const XvncOptions = z.strictObject({
  display: z
    .int()
    .min(0)
    .max(99)
    .default(1)
    .meta({ title: 'Display', description: 'Of the VNC server inside the machine: display :1 listens on port 5901.' }),
  host: z.string().min(1).default('127.0.0.1').meta({ title: 'Host', description: 'As seen from inside the machine.' }),
  viewer: ViewerChoice.meta(viewerMeta('TigerVNC')),
})
export type XvncOptions = z.infer<typeof XvncOptions>
