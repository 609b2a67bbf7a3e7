import { session } from '../../shared/plugin/define.ts'
import type { Plugin, Target } from '../../shared/plugin/plugin.ts'
import type { Socket } from '../../shared/plugin/shell.ts'
import { alwaysUsable } from '../always-usable.ts'
import { hostPort, refuseToAttach } from '../native.ts'
import { screenAt } from '../own-screen.ts'
import { SpiceOptions } from './options.ts'

/** The machine's screen over SPICE, as its hypervisor shows it. There is no viewer for it that a window of ours could hold. */
export const spice: Plugin = session<SpiceOptions>({
  id: 'spice',
  role: 'session',
  title: 'SPICE screen',
  summary: 'The screen of a virtual machine over SPICE, in remote-viewer only: it has a window of its own on the desktop.',
  options: SpiceOptions,
  migrations: [],
  localities: ['connection'],
  view: null,
  inside: false,
  probe: alwaysUsable,
  attach: refuseToAttach,
  viewer: () => 'native',
  async launch(context, target, near) {
    context.signal.throwIfAborted()
    const at = await near.reach(whereOf(target))
    const program = await near.program(['remote-viewer'])
    return { where: 'here', argv: [program, '--title', target.name, addressOf(at)] }
  },
})

/** As remote-viewer(1) takes it. */
const addressOf = (at: Socket): string => ('path' in at ? `spice+unix://${at.path}` : `spice://${hostPort(at)}`)

const whereOf = (target: Target<SpiceOptions>): Socket =>
  screenAt(target, 'spice', {
    instead: 'another screen',
    hint: 'Start the machine, choose the SPICE screen in its settings, or name host and port in the settings of this session.',
  })
