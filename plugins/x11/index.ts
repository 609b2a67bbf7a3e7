import { session } from '../../shared/plugin/define.ts'
import type { Plugin } from '../../shared/plugin/plugin.ts'
import { alwaysUsable } from '../always-usable.ts'
import { refuseToAttach } from '../native.ts'
import { X11Options } from './options.ts'

/** Any program with windows: it runs inside the machine, and its windows open on this desktop among all others. */
export const x11: Plugin = session<X11Options>({
  id: 'x11',
  role: 'session',
  title: 'X11 program',
  summary: 'A program of the machine with its own windows on this desktop, by X11 forwarding. It can do here what any program here can.',
  options: X11Options,
  migrations: [],
  localities: ['display'],
  view: null,
  inside: true,
  probe: alwaysUsable,
  attach: refuseToAttach,
  viewer: () => 'native',
  async launch(context, { options }) {
    context.signal.throwIfAborted()
    const [program = 'xterm', ...args] = options.command
    return { where: 'inside', argv: [program, ...args] }
  },
})
