import { session } from '../../shared/plugin/define.ts'
import type { Plugin, Target } from '../../shared/plugin/plugin.ts'
import type { Socket } from '../../shared/plugin/shell.ts'
import { alwaysUsable } from '../always-usable.ts'
import { screenAt } from '../own-screen.ts'
import { VncOptions } from './options.ts'
import { screenOf } from './screen.ts'
import { tigerVnc } from './tigervnc.ts'

/** The machine's screen over VNC (RFB, RFC 6143), as its hypervisor or a server near it shows it. */
export const vnc: Plugin = session<VncOptions>({
  id: 'vnc',
  role: 'session',
  title: 'VNC screen',
  summary: 'The screen of the machine over VNC, as its hypervisor shows it: from the first line of its boot.',
  options: VncOptions,
  migrations: [],
  localities: ['connection'],
  view: 'screen',
  inside: false,
  probe: alwaysUsable,
  async attach(context, target) {
    context.signal.throwIfAborted()
    return screenOf(await context.shell.connect(whereOf(target), context.signal))
  },
  viewer: ({ viewer }) => viewer,
  launch: (context, target, near) => tigerVnc(context, near, () => whereOf(target)),
})

const whereOf = (target: Target<VncOptions>): Socket =>
  screenAt(target, 'vnc', {
    instead: 'no VNC display',
    hint: 'Start the machine, give it a VNC display, or name host and port of a VNC server in the settings of this session.',
  })
