import { session } from '../../shared/plugin/define.ts'
import type { Plugin } from '../../shared/plugin/plugin.ts'
import { alwaysUsable } from '../always-usable.ts'
import { screenOf } from '../vnc/screen.ts'
import { freeRdp } from './freerdp.ts'
import { RdpOptions } from './options.ts'
import { whereOf } from './where.ts'

/** A desktop over RDP (MS-RDPBCGR), of Windows or of xrdp; always inside TLS, with a certificate that was trusted once. */
export const rdp: Plugin = session<RdpOptions>({
  id: 'rdp',
  role: 'session',
  title: 'RDP desktop',
  summary: 'A desktop of Windows or of xrdp over RDP, encrypted, in a window of this app or in FreeRDP.',
  options: RdpOptions,
  migrations: [],
  localities: ['connection'],
  view: 'rdp',
  inside: false,
  probe: alwaysUsable,
  async attach(context, target) {
    context.signal.throwIfAborted()
    return screenOf(await context.shell.connect(whereOf(target), context.signal))
  },
  server: whereOf,
  viewer: ({ viewer }) => viewer,
  launch: freeRdp,
})
