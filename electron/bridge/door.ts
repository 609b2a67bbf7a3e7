import { timingSafeEqual } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { SUBPROTOCOL } from '../../shared/contract/frames.ts'

/** Whom the bridge lets in. */
export interface Door {
  readonly port: number
  readonly token: string
  /** Origins of pages besides the bridge's own, such as a development server. */
  readonly origins: readonly string[]
}

/** Names under which this computer's loopback may be asked: anything else is a foreign name that was pointed here (DNS rebinding). */
export const rightHost = (door: Door, request: IncomingMessage): boolean =>
  [`127.0.0.1:${door.port}`, `localhost:${door.port}`].includes(request.headers.host ?? '')

/** A browser always names the page's origin; a program that names none is judged by its token alone. */
export function rightOrigin(door: Door, request: IncomingMessage): boolean {
  const { origin } = request.headers
  if (origin === undefined) return true
  return [`http://127.0.0.1:${door.port}`, `http://localhost:${door.port}`, ...door.origins].includes(origin)
}

/** The offered subprotocol that carries the right token, or null. Compared in constant time. */
export function rightProtocol(door: Door, request: IncomingMessage): string | null {
  const right = Buffer.from(`${SUBPROTOCOL}${door.token}`)
  const offered = (request.headers['sec-websocket-protocol'] ?? '').split(',').map((name) => name.trim())
  return offered.find((name) => sameBytes(Buffer.from(name), right)) ?? null
}

const sameBytes = (a: Buffer, b: Buffer): boolean => a.byteLength === b.byteLength && timingSafeEqual(a, b)
