import type { Client, ClientChannel, PseudoTtyOptions, X11Options } from 'ssh2'
import { ProblemError } from '../../shared/model/problem.ts'
import { gate, type Gate } from './gate.ts'
import type { Entrance } from './sessions.ts'
import { isOpenRefusal, sessionRooms } from './session-rooms.ts'
import { sshFull, sshLost, sshNoCommands } from './ssh-problems.ts'
import { within } from './within.ts'

/** Commands at a time over one connection: a usual sshd allows ten sessions, and a terminal and a last signal need room. */
const commandsAtOnce = 8
/** A server counts a session until its last process is gone, a little longer than we do: so often and so long it is asked again. */
const patienceTries = 10
const patienceMs = 150
/** dropbear (seen with 2022.83) closes a channel, with nothing done in it (ssh-run.ts sees to that), that is opened in the very moment in which the command of another one ends. */
const stumbleTries = 8
/** What is being ended may take so long before the connection is closed under it. Milliseconds. */
const partingMs = 3_000

/** One live SSH connection, shared by all that use the machine. */
export interface Connection {
  readonly client: Client
  readonly name: string
  /** Whose turn it is to run a command. */
  readonly commands: Gate
  /** Why it ended; null while it stands. */
  lost(): ProblemError | null
  onLost(listen: () => void): void
  /**
   * A session channel with a command, or with the login shell for null. One that `lasts` ends when a person or a machine does, so that
   * nobody waits for its room; `x11` lets its programs show windows here. Rejects with `ssh.lost`, `ssh.sessions-full` or
   * `ssh.no-commands`; and with ssh2's own `noX11` where the server passes no windows on.
   */
  open(command: string | null, pty?: PseudoTtyOptions, lasts?: 'lasts', x11?: X11Options): Promise<ClientChannel>
  /** Asks ssh2 for something that it answers by a callback; an error becomes `ssh.lost` when the connection is gone. */
  ask<T>(start: (answer: (error: Error | undefined, value: T) => void) => void): Promise<T>
  /** Something that must end before the connection does. */
  parting(end: Promise<void>): void
  /** Ends it; resolves when it is closed. */
  close(why: string): Promise<void>
}

export function connection(client: Client, whom: Pick<Entrance, 'name' | 'machine'>): Connection {
  const listeners: (() => void)[] = []
  const partings = new Set<Promise<void>>()
  const commands = gate(commandsAtOnce)
  let lost: ProblemError | null = null
  let complaint: string | null = null
  let why: string | null = null
  const rooms = sessionRooms()
  client.on('error', (error) => {
    complaint ??= error.message
  })
  const closed = new Promise<void>((resolve) => {
    client.once('close', () => {
      lost = sshLost(whom, why ?? complaint ?? 'the other side closed it')
      for (const listen of listeners.splice(0)) listen()
      resolve()
    })
  })
  const ask: Connection['ask'] = (start) =>
    new Promise((resolve, reject) => {
      if (lost) return reject(lost)
      try {
        start((error, value) => {
          if (error) reject(lost ?? error)
          else resolve(value)
        })
      } catch (error) {
        // ssh2 throws "Not connected" between the end of the socket and its close.
        reject(lost ?? sshLost(whom, error instanceof Error ? error.message : String(error)))
      }
    })
  const openOnce = (command: string | null, pty: PseudoTtyOptions | undefined, x11: X11Options | undefined) =>
    ask<ClientChannel>((answer) => {
      if (command !== null) client.exec(command, { ...(pty && { pty }), ...(x11 && { x11 }) }, answer)
      else client.shell(pty ?? false, answer)
    })
  return {
    client,
    name: whom.name,
    commands,
    lost: () => lost,
    onLost(listen) {
      if (lost) listen()
      else listeners.push(listen)
    },
    ask,
    async open(command, pty, lasts, x11) {
      for (let patience = patienceTries, stumbles = stumbleTries; ; ) {
        try {
          const channel = await openOnce(command, pty, x11)
          closeLast(channel)
          rooms.taken(channel, pty === undefined && lasts === undefined)
          return channel
        } catch (error) {
          if (lost || error instanceof ProblemError || isNoX11(error)) throw error
          const detail = error instanceof Error ? error.message : String(error)
          if (!isOpenRefusal(error) && stumbles-- > 0) {
            await rooms.freed(patienceMs)
            continue
          }
          if (!isOpenRefusal(error) || !rooms.everTaken()) throw sshNoCommands(whom, detail)
          if (rooms.commands() === 0 && patience-- === 0) throw sshFull(whom, detail)
          await rooms.freed(patienceMs)
        }
      }
    },
    parting(end) {
      partings.add(end)
      end.finally(() => partings.delete(end))
    },
    async close(reason) {
      why ??= reason
      await within(partingMs, Promise.all(partings))
      client.end()
      await within(1_000, closed)
      client.destroy()
      await within(1_000, closed)
    },
  }
}

/** What ssh2 says when the server was asked to pass windows on, and would not. */
export const isNoX11 = (error: unknown): boolean => error instanceof Error && error.message === 'Unable to request X11'

/**
 * Node destroys a stream that has ended both ways, upon which ssh2 closes the channel at once; and a server that is told so before it
 * knows how the command ended never tells. So the other side closes first.
 */
function closeLast(channel: ClientChannel): void {
  Reflect.set(Reflect.get(channel, '_writableState'), 'autoDestroy', false)
}
