import type { ClientChannel } from 'ssh2'
import { within } from './within.ts'

/** The sessions that the server has given us: what tells "full" from "never", and when it is worth asking again. */
export function sessionRooms() {
  let commands = 0
  let ever = false
  const watchers = new Set<() => void>()
  return {
    commands: () => commands,
    everTaken: () => ever,
    taken(channel: ClientChannel, forCommand: boolean) {
      ever = true
      if (forCommand) commands++
      channel.once('close', () => {
        if (forCommand) commands--
        for (const tell of watchers) tell()
      })
    },
    /** Resolves when one was given back, or after the time. */
    async freed(ms: number) {
      const next = Promise.withResolvers<void>()
      watchers.add(next.resolve)
      await within(ms, next.promise)
      watchers.delete(next.resolve)
    },
  }
}

/** The server had no room for a further channel: ssh2 puts the protocol's reason on the error. */
export function isOpenRefusal(error: unknown): error is Error & { reason: unknown } {
  return error instanceof Error && 'reason' in error
}
