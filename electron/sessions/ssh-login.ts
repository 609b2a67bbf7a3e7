import type { Duplex } from 'node:stream'
import { Client, type AuthHandlerMiddleware } from 'ssh2'
import { ProblemError } from '../../shared/model/problem.ts'
import { unlessAborted } from './abort.ts'
import { duplexOf } from './bytes.ts'
import { credentials, type OwnKeys, type Way } from './credentials.ts'
import type { Host, HostKeys } from './hostkeys.ts'
import type { KeyRing } from './key-files.ts'
import type { Entrance, SessionParts } from './sessions.ts'
import { sshLogin, sshLost, sshProtocol, sshRefused, sshSilent } from './ssh-problems.ts'

/** No greeting for so long is silence; user-mode networks accept long before a guest listens. Milliseconds. */
const greetingMs = 10_000
/** From the greeting to the login, the time a person needs to answer not counted. Milliseconds. */
const handshakeMs = 30_000
const keepalive = { keepaliveInterval: 15_000, keepaliveCountMax: 3 }

export interface LoginParts extends SessionParts {
  readonly own: OwnKeys
  readonly ring: KeyRing
  readonly hostKeys: HostKeys
}

/**
 * Logs into a machine over a stream that its carrier's shell opens: so three levels or thirty are the same few lines. What does not
 * become a connection is closed before this rejects, at once when the signal ends.
 */
export async function login(entrance: Entrance, host: Host, parts: LoginParts, signal: AbortSignal): Promise<Client> {
  const ways = await unlessAborted(
    signal,
    () => credentials(entrance, parts, parts.own, parts.ring),
    () => {},
  )
  const serverHostKey = await parts.hostKeys.preferred(host)
  const stream = await entrance.through.connect(entrance.endpoint.at, signal).catch((error: unknown) => {
    throw error instanceof ProblemError && !signal.aborted ? sshRefused(entrance, error) : error
  })
  const duplex = duplexOf(stream)
  const client = new Client()
  try {
    await unlessAborted(
      signal,
      () => shakeHands(client, duplex, { entrance, host, ways, serverHostKey, parts }),
      () => {},
    )
  } catch (error) {
    client.destroy()
    duplex.destroy()
    throw error
  }
  return client
}

interface Handshake {
  readonly entrance: Entrance
  readonly host: Host
  readonly ways: readonly Way[]
  readonly serverHostKey: Awaited<ReturnType<HostKeys['preferred']>>
  readonly parts: LoginParts
}

function shakeHands(client: Client, duplex: Duplex, { entrance, host, ways, serverHostKey, parts }: Handshake): Promise<void> {
  return new Promise((resolve, reject) => {
    let greeted = false
    let over = false
    let refusal: unknown = null
    const auth = authentication(entrance.login.user, ways)
    const settle = (end: () => void) => {
      over = true
      clearTimeout(timer)
      end()
    }
    const fail = (reason: unknown) => settle(() => reject(reason))
    let timer = setTimeout(() => fail(sshSilent(entrance, 'accepts connections but sends no SSH greeting')), greetingMs)
    const allowHandshake = () => {
      clearTimeout(timer)
      if (!over) timer = setTimeout(() => fail(sshSilent(entrance, 'sent an SSH greeting but did not finish the login')), handshakeMs)
    }
    const explain = (detail: string, level: string) => {
      if (refusal) return refusal
      if (!greeted) return sshSilent(entrance, 'closes the connection without an SSH greeting')
      if (auth.begun()) return sshLogin(entrance, auth.tried(), auth.accepted(), detail)
      return level === 'handshake' || level === 'protocol' ? sshProtocol(entrance, detail) : sshLost(entrance, detail)
    }
    client.on('error', (error) => {
      if (error.level === 'agent') auth.note(`the agent said: ${error.message}`)
      else fail(explain(error.message, error.level ?? ''))
    })
    client.on('close', () => fail(explain('the server closed the connection', '')))
    client.once('ready', () => settle(resolve))
    client.connect({
      sock: duplex,
      username: entrance.login.user,
      algorithms: { serverHostKey },
      authHandler: auth.next,
      hostVerifier: (key: Buffer, verify: (trusted: boolean) => void) => {
        clearTimeout(timer)
        parts.hostKeys.check(host, key).then(
          // Deciding takes as long as a person takes: when the connection has gone meanwhile, there is nobody to tell.
          () => {
            if (over) return
            allowHandshake()
            verify(true)
          },
          (problem: unknown) => {
            if (over) return
            refusal = problem
            verify(false)
          },
        )
      },
      readyTimeout: 0,
      strictVendor: false,
      ...keepalive,
    })
    // ssh2 has paused the stream, so listening here takes nothing away from it.
    duplex.once('data', () => {
      greeted = true
      allowHandshake()
    })
  })
}

/** Walks through the ways that the server accepts, and remembers what was tried. */
function authentication(username: string, ways: readonly Way[]) {
  const left = [...ways]
  const tried: string[] = []
  let accepted: readonly string[] | null = null
  let begun = false
  const next: AuthHandlerMiddleware = (methods: readonly string[] | null, _partial, proceed) => {
    if (!begun) {
      begun = true
      return proceed({ type: 'none', username })
    }
    accepted = methods ?? accepted
    for (let way = left.shift(); way; way = left.shift()) {
      if (accepted && !accepted.includes(way.method)) continue
      tried.push(way.label)
      return proceed(way.auth)
    }
    return false
  }
  return { next, begun: () => begun, tried: () => tried, accepted: () => accepted, note: (text: string) => tried.push(text) }
}
