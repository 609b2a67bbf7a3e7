import { homedir } from 'node:os'
import { same } from '../../shared/logic/same.ts'
import type { MachineId } from '../../shared/model/id.ts'
import type { Shell } from '../../shared/plugin/shell.ts'
import { unlessAborted } from './abort.ts'
import { connection, type Connection } from './connection.ts'
import type { OwnKeys } from './credentials.ts'
import { simShell } from './fake.ts'
import { hostOf } from './host-name.ts'
import { hostKeys } from './hostkeys.ts'
import { keyRing } from './key-files.ts'
import { localShell } from './local.ts'
import type { Entrance, SessionParts, Sessions } from './sessions.ts'
import { login } from './ssh-login.ts'
import { findPlace } from './ssh-place.ts'
import { sshLost } from './ssh-problems.ts'
import { sshShell } from './ssh-shell.ts'

/** Where this user's keys are looked for, when it is not the home folder and the agent of the environment. */
export interface SessionOptions {
  readonly own?: OwnKeys
  readonly env?: NodeJS.ProcessEnv
}

/** The shells of this computer and of all machines behind it. Throws `scratch.foreign` when this user's work folder is not theirs. */
export function openSessions(parts: SessionParts, { env = process.env, own = ownKeys(env) }: SessionOptions = {}): Sessions {
  const ground = localShell(env)
  const loginParts = { ...parts, env, own, ring: keyRing(own.home), hostKeys: hostKeys(parts) }
  const rooms = new Map<MachineId, Room>()
  /** Those that were entered through a shell, so that leaving one of thousands asks only them. */
  const behind = new Map<Shell, Set<Room>>()

  const forget = (room: Room) => {
    const { machine, through } = room.entrance
    if (rooms.get(machine) !== room) return
    rooms.delete(machine)
    const mates = behind.get(through)
    mates?.delete(room)
    if (mates?.size === 0) behind.delete(through)
  }
  const open = (entrance: Entrance): Room => {
    const stop = new AbortController()
    const attempt = inside(entrance, hostOf(entrance, entrance.through === ground), loginParts, stop.signal)
    const room: Room = { entrance, attempt, stop, waiting: 0, entered: null }
    rooms.set(entrance.machine, room)
    behind.set(entrance.through, (behind.get(entrance.through) ?? new Set()).add(room))
    attempt.then(
      (entered) => {
        room.entered = entered
        entered.connection?.onLost(() => forget(room))
      },
      () => forget(room),
    )
    return room
  }
  const leave = async (machine: MachineId): Promise<void> => {
    const room = rooms.get(machine)
    if (!room) return
    forget(room)
    const above = room.entered ? [...(behind.get(room.entered.shell) ?? [])] : []
    await Promise.all(above.map(({ entrance }) => leave(entrance.machine)))
    await discard(room, sshLost(room.entrance, 'it was left'))
  }
  return {
    ground,
    async enter(entrance, signal) {
      signal.throwIfAborted()
      const there = rooms.get(entrance.machine)
      if (there && !sameWay(there.entrance, entrance)) await leave(entrance.machine)
      const room = rooms.get(entrance.machine) ?? open(entrance)
      room.waiting++
      try {
        return (
          await unlessAborted(
            signal,
            () => room.attempt,
            () => {},
          )
        ).shell
      } finally {
        room.waiting--
        if (room.waiting === 0 && !room.entered) {
          forget(room)
          void discard(room, signal.reason)
        }
      }
    },
    leave,
    async [Symbol.asyncDispose]() {
      await Promise.all([...rooms.keys()].map(leave))
      await ground[Symbol.asyncDispose]()
    },
  }
}

/** A machine that is entered, or being entered. */
interface Room {
  readonly entrance: Entrance
  readonly attempt: Promise<Entered>
  readonly stop: AbortController
  waiting: number
  entered: Entered | null
}
interface Entered {
  readonly shell: Shell
  /** A sim machine has none. */
  readonly connection: Connection | null
}

async function inside(
  entrance: Entrance,
  host: ReturnType<typeof hostOf>,
  parts: Parameters<typeof login>[2] & { readonly env: NodeJS.ProcessEnv },
  signal: AbortSignal,
): Promise<Entered> {
  if (entrance.endpoint.service === 'sim') return { shell: simShell(entrance), connection: null }
  const link = connection(await login(entrance, host, parts, signal), entrance)
  try {
    return { shell: sshShell(link, entrance, await findPlace(link, entrance.login.user, signal), parts.env), connection: link }
  } catch (error) {
    link.client.destroy()
    throw error
  }
}

/** Ends the attempt, or the connection that came of it in the same moment. */
async function discard(room: Room, reason: unknown): Promise<void> {
  room.stop.abort(reason)
  const entered = await room.attempt.catch(() => null)
  await entered?.connection?.close('it was left')
}

/** A machine that came back at another port, through another shell or for another user is not the one that was entered. */
function sameWay(one: Entrance, other: Entrance): boolean {
  const sameUser = one.login.user === other.login.user
  return (
    one.through === other.through && one.endpoint.service === other.endpoint.service && sameUser && same(one.endpoint.at, other.endpoint.at)
  )
}

function ownKeys(env: NodeJS.ProcessEnv): OwnKeys {
  return { home: env['HOME'] ?? homedir(), agent: env['SSH_AUTH_SOCK'] || null }
}
