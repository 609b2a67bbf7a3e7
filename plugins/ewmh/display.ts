import { ProblemError } from '../../shared/model/problem.ts'
import { readDisplay, type XServer } from '../../shared/logic/x-server.ts'
import type { Context } from '../../shared/plugin/plugin.ts'
import type { Shell } from '../../shared/plugin/shell.ts'
import { environment } from '../desktop/environment.ts'
import { internAtoms, type Atom, type AtomName } from './atoms.ts'
import { speakX, type Connection } from './connection.ts'
import { pair, request, textOf } from './wire.ts'
import { cookieIn } from './where.ts'

/** An extension of the server, by the numbers that this one gave it. */
export interface Extension {
  readonly opcode: number
  readonly firstEvent: number
}

/** An X server that is ready to be asked. */
export interface Display extends Connection, Disposable {
  readonly atom: Atom
  /** Null where the server has none. */
  readonly randr: Extension | null
  /** X-Resource 1.2: tells which process holds the connection of a window. */
  readonly resources: Extension | null
  /** A property's numbers; empty where there is none. */
  numbers(window: number, property: AtomName): Promise<number[]>
  /** A property's text; empty where there is none. Several texts are divided by NUL. */
  text(window: number, property: AtomName): Promise<string>
}

/** Opens the display that the shell's programs use. Rejects with `desktop.none` and with what `speakX` and the shell tell. */
export async function openDisplay(context: Context): Promise<Display> {
  const connection = await connected(context)
  const [atom, randr, resources] = await Promise.all([
    internAtoms(connection),
    extension(connection, 'RANDR'),
    extension(connection, 'X-Resource'),
  ])
  return {
    ...connection,
    atom,
    randr,
    resources,
    async numbers(window, property) {
      const value = await propertyOf(connection, window, atom(property))
      return value?.format === 32 ? Array.from({ length: value.count }, (_, index) => value.view.getUint32(32 + 4 * index, true)) : []
    },
    async text(window, property) {
      const value = await propertyOf(connection, window, atom(property))
      return value?.format === 8 ? textOf(value.view, 32, value.count) : ''
    },
    [Symbol.dispose]: () => connection.end(),
  }
}

interface Way {
  readonly server: XServer
  readonly cookie: Uint8Array | null
}

/** The way to the display of each place: its programs keep their environment, and to ask for it starts three programs each time. */
const ways = new WeakMap<Shell, Way>()

async function connected(context: Context): Promise<Connection> {
  const { shell, signal } = context
  const known = ways.get(shell)
  const { server, cookie } = known ?? (await findWay(context))
  try {
    const connection = await speakX(await shell.connect(server.at, signal), cookie, signal)
    ways.set(shell, { server, cookie })
    return connection
  } catch (cause) {
    // A server that was started anew has another cookie.
    ways.delete(shell)
    if (known === undefined || signal.aborted) throw cause
    return connected(context)
  }
}

async function findWay(context: Context): Promise<Way> {
  const variables = await environment(context, ['DISPLAY', 'XAUTHORITY', 'HOME'])
  const server = readDisplay(variables.get('DISPLAY') ?? '')
  if (!server) throw noDisplay()
  const file = variables.get('XAUTHORITY') ?? `${variables.get('HOME') ?? ''}/.Xauthority`
  return { server, cookie: await cookieIn(context, file, server) }
}

/** As many words of a property as are read: more than any list of windows or any title that people can use. */
const MOST_WORDS = 16_384

async function propertyOf(connection: Connection, window: number, property: number) {
  const view = await connection.ask(request(20, 0, [window, property, 0, 0, MOST_WORDS]))
  return view && { view, format: view.getUint8(1), count: view.getUint32(16, true) }
}

async function extension(connection: Connection, name: string): Promise<Extension | null> {
  const reply = await connection.ask(request(98, 0, [pair(name.length, 0)], new TextEncoder().encode(name)))
  return reply && reply.getUint8(8) === 1 ? { opcode: reply.getUint8(9), firstEvent: reply.getUint8(10) } : null
}

const noDisplay = () =>
  new ProblemError({
    code: 'desktop.none',
    severity: 'error',
    title: 'No X desktop',
    message: 'The variable DISPLAY names no X server, so no windows of other programs can be opened or placed here.',
    hint: 'Start ServiceComposer from within the desktop, or set DISPLAY.',
  })
