import { z } from 'zod'
import { ViewerChoice, viewerMeta } from '../native.ts'
import { screenSettings } from '../own-screen.ts'

/** The settings of a VNC session onto the machine's own screen. */
export const VncOptions = z.strictObject({
  ...screenSettings(' Display :1 is port 5901.'),
  viewer: ViewerChoice.meta(viewerMeta('TigerVNC')),
})
export type VncOptions = z.infer<typeof VncOptions>
