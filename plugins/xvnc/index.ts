import { session } from '../../shared/plugin/define.ts'
import type { Plugin } from '../../shared/plugin/plugin.ts'
import { alwaysUsable } from '../always-usable.ts'
import { screenOf } from '../vnc/screen.ts'
import { tigerVnc } from '../vnc/tigervnc.ts'
import { XvncOptions } from './options.ts'

/** A desktop that a VNC server inside the machine shows, reached through the machine's login. */
export const xvnc: Plugin = session<XvncOptions>({
  id: 'xvnc',
  role: 'session',
  title: 'VNC desktop',
  summary: 'A desktop shown by a VNC server inside the machine, such as Xvnc or x11vnc on its loopback. Reached through its SSH login.',
  options: XvncOptions,
  migrations: [],
  localities: ['connection'],
  view: 'screen',
  inside: true,
  probe: alwaysUsable,
  async attach(context, { options }) {
    context.signal.throwIfAborted()
    return screenOf(await context.shell.connect(whereOf(options), context.signal))
  },
  viewer: ({ viewer }) => viewer,
  launch: (context, { options }, near) => tigerVnc(context, near, () => whereOf(options)),
})

const whereOf = ({ host, display }: XvncOptions) => ({ host, port: 5900 + display })
