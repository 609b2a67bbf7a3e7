import { createServer, type Socket as NetSocket } from 'node:net'
import { pipeline } from 'node:stream'
import type { ByteStream, Tunnel } from '../../shared/plugin/shell.ts'
import { duplexOf } from './bytes.ts'

/** A tunnel that can say how many connections run through it. */
export interface CountedTunnel extends Tunnel {
  readonly connections: number
}

/**
 * A port on this computer's loopback; each connection to it is carried on by its own `dial`. Disposing closes the port and all that
 * runs through it, and tells `closed`. A far end that cannot be reached shows as a connection that is closed at once.
 */
export async function openTunnel(dial: (signal: AbortSignal) => Promise<ByteStream>, closed: () => void): Promise<CountedTunnel> {
  const open = new Set<NetSocket>()
  const ended = new AbortController()
  const server = createServer({ pauseOnConnect: true, allowHalfOpen: true }, (near) => {
    open.add(near)
    near.setNoDelay(true)
    near.once('close', () => open.delete(near))
    near.on('error', () => near.destroy())
    dial(ended.signal).then(
      (far) => join(near, far),
      () => near.destroy(),
    )
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen({ host: '127.0.0.1', port: 0 }, resolve)
  })
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('a listener on a port has no port')
  let closing: Promise<void> | null = null
  return {
    host: '127.0.0.1',
    port: address.port,
    get connections() {
      return open.size
    },
    [Symbol.asyncDispose]() {
      closing ??= new Promise((resolve) => {
        ended.abort(new Error('the tunnel was closed'))
        server.close(() => {
          closed()
          resolve()
        })
        for (const near of open) near.destroy()
      })
      return closing
    },
  }
}

/** Lays the two streams together until both directions ended; when one breaks, so does the other. */
function join(near: NetSocket, stream: ByteStream): void {
  const far = duplexOf(stream)
  // Both pipelines, whoever opened it and whoever counts it listen to its end: more than Node takes for usual, and no leak.
  far.setMaxListeners(20)
  const broken = (error: NodeJS.ErrnoException | null) => {
    if (!error) return
    near.destroy()
    far.destroy()
  }
  pipeline(near, far, broken)
  pipeline(far, near, broken)
  near.once('close', () => far.destroy())
  near.resume()
}
