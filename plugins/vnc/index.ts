import { ProblemError } from '../../shared/model/problem.ts'
import { session } from '../../shared/plugin/define.ts'
import type { Plugin, Target } from '../../shared/plugin/plugin.ts'
import type { Socket } from '../../shared/plugin/shell.ts'
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
  async probe(context) {
    context.signal.throwIfAborted()
    return { usable: true, version: null, problems: [] }
  },
  async attach(context, target) {
    context.signal.throwIfAborted()
    return screenOf(await context.shell.connect(whereOf(target), context.signal))
  },
  viewer: ({ viewer }) => viewer,
  launch: (context, target, near) => tigerVnc(context, near, () => whereOf(target)),
})

function whereOf({ id, name, options, endpoints }: Target<VncOptions>): Socket {
  if (options.host !== null) return { host: options.host, port: options.port }
  const endpoint = endpoints.find(({ service }) => service === 'vnc')
  if (endpoint) return endpoint.at
  throw new ProblemError({
    code: 'vnc.no-endpoint',
    severity: 'error',
    title: `${name} shows no VNC screen`,
    message: `Nothing on ${name} was seen that speaks VNC. It may be off, or its settings give it no VNC display.`,
    hint: 'Start the machine, give it a VNC display, or name host and port of a VNC server in the settings of this session.',
    about: id,
  })
}
