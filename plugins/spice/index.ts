import { ProblemError } from '../../shared/model/problem.ts'
import { session } from '../../shared/plugin/define.ts'
import type { Plugin, Target } from '../../shared/plugin/plugin.ts'
import type { Socket } from '../../shared/plugin/shell.ts'
import { noViewer } from '../native.ts'
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
  async probe(context) {
    context.signal.throwIfAborted()
    return { usable: true, version: null, problems: [] }
  },
  async attach(context, { id, name }) {
    context.signal.throwIfAborted()
    throw noViewer(id, name)
  },
  viewer: () => 'native',
  async launch(context, target, near) {
    context.signal.throwIfAborted()
    const at = await near.reach(whereOf(target))
    const program = await near.program(['remote-viewer'])
    return { where: 'here', argv: [program, '--title', target.name, addressOf(at)] }
  },
})

/** As remote-viewer(1) takes it. */
function addressOf(at: Socket): string {
  if ('path' in at) return `spice+unix://${at.path}`
  return `spice://${at.host.includes(':') ? `[${at.host}]` : at.host}:${at.port}`
}

function whereOf({ id, name, options, endpoints }: Target<SpiceOptions>): Socket {
  if (options.host !== null) return { host: options.host, port: options.port }
  const endpoint = endpoints.find(({ service }) => service === 'spice')
  if (endpoint) return endpoint.at
  throw new ProblemError({
    code: 'spice.no-endpoint',
    severity: 'error',
    title: `${name} shows no SPICE screen`,
    message: `Nothing on ${name} was seen that speaks SPICE. It may be off, or its settings give it another screen.`,
    hint: 'Start the machine, choose the SPICE screen in its settings, or name host and port in the settings of this session.',
    about: id,
  })
}
