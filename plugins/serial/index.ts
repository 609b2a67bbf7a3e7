import { ProblemError } from '../../shared/model/problem.ts'
import { session } from '../../shared/plugin/define.ts'
import type { Context, Plugin } from '../../shared/plugin/plugin.ts'
import type { ByteStream, Socket, Terminal } from '../../shared/plugin/shell.ts'
import { alwaysUsable } from '../always-usable.ts'
import { SerialOptions } from './options.ts'

/** The machine's serial console: works before it has a network, and when its login is broken. */
export const serial: Plugin = session<SerialOptions>({
  id: 'serial',
  role: 'session',
  title: 'Serial console',
  summary: 'The serial console of the machine: works before it has a network, and when its login is broken.',
  options: SerialOptions,
  migrations: [],
  localities: ['connection'],
  view: 'terminal',
  inside: false,
  probe: alwaysUsable,
  async attach(context, target, { columns, rows }) {
    context.signal.throwIfAborted()
    const endpoint = target.endpoints.find(({ service }) => service === 'serial')
    if (!endpoint) throw noConsole(target.id, target.name)
    if (endpoint.command) return context.shell.terminal({ columns, rows, command: endpoint.command })
    const before = await backlog(context, endpoint.at, target.options.backlogBytes)
    return withBacklog(await context.shell.connect(endpoint.at, context.signal), before)
  },
})

/** What the console said before: a machine that keeps it writes it beside the socket, as `<socket>.log`. */
async function backlog(context: Context, at: Socket, bytes: number): Promise<string> {
  if (!('path' in at) || bytes === 0) return ''
  const ran = await context.shell.run('tail', ['-c', String(bytes), `${at.path}.log`], { okCodes: [0, 1], signal: context.signal })
  return ran.code === 0 ? ran.stdout : ''
}

/** A serial line has no rows and columns: a new size is not told to anybody. */
function withBacklog(stream: ByteStream, before: string): Terminal {
  return {
    write: (data) => stream.write(data),
    end: () => stream.end(),
    onData(listen) {
      if (before) listen(new TextEncoder().encode(before.replaceAll(/\r*\n/g, '\r\n')))
      before = ''
      stream.onData(listen)
    },
    onClose: (listen) => stream.onClose(listen),
    pause: () => stream.pause(),
    resume: () => stream.resume(),
    resize() {},
  }
}

const noConsole = (id: string, name: string) =>
  new ProblemError({
    code: 'serial.no-endpoint',
    severity: 'error',
    title: `${name} shows no serial console`,
    message: `Nothing on ${name} was seen that speaks serial. It may be off, or its settings give it no serial line.`,
    hint: 'Start the machine first, or open a terminal instead.',
    about: id,
  })
