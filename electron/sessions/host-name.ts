import { isIP } from 'node:net'
import type { Host } from './hostkeys.ts'
import type { Entrance } from './sessions.ts'

/**
 * Under which name a machine's host key is known. A forwarded loopback port, a Unix socket, or an address in a network behind another
 * machine means another machine every day; such a one goes by its own id, like ssh's HostKeyAlias. A real host keeps its real name.
 */
export function hostOf({ machine, name, login, endpoint }: Entrance, fromGround: boolean): Host {
  const { at } = endpoint
  const own = machine.replace(/^machine:/, '')
  if ('path' in at) return { machine, name, alias: own, ownFile: login.knownHosts, otherName: null }
  const real = at.port === 22 ? at.host : `[${at.host}]:${at.port}`
  const shifting = isLoopback(at.host) || (!fromGround && isIP(at.host) !== 0)
  return { machine, name, alias: shifting ? own : real, ownFile: login.knownHosts, otherName: shifting ? real : own }
}

const isLoopback = (host: string) => host === 'localhost' || host === '::1' || /^127\./.test(host)
