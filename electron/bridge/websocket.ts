import { createServer, type IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { WebSocketServer } from 'ws'
import { LARGEST_MESSAGE, WIRE_PATH } from '../../shared/contract/frames.ts'
import type { Wire } from '../../shared/contract/wire.ts'
import { ProblemError } from '../../shared/model/problem.ts'
import { rightHost, rightOrigin, rightProtocol, type Door } from './door.ts'
import { serveFile } from './site.ts'
import { socketWire } from './socket-wire.ts'

export interface ListenWish {
  readonly host: '127.0.0.1'
  /** 0 lets the system choose. */
  readonly port: number
  readonly token: string
  readonly origins: readonly string[]
  /** The folder of the built screen. */
  readonly site: string
  /** What nobody expected, for the log. */
  log(cause: unknown): void
}

export interface Listening {
  readonly port: number
  /** The link to open: the token is behind the `#`, which browsers never send. */
  readonly link: string
  /** Closes every connection and stops listening. */
  end(): Promise<void>
}

/** The wire that needs no Electron: the screen over HTTP, the contract over a WebSocket, on loopback only. Rejects with `engine.port`. */
export async function listen(wish: ListenWish, welcome: (wire: Wire) => void): Promise<Listening> {
  const server = createServer()
  const sockets = new WebSocketServer({ noServer: true, maxPayload: LARGEST_MESSAGE, perMessageDeflate: false, handleProtocols: firstOf })
  await bound(server, wish)
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : wish.port
  const door: Door = { port, token: wish.token, origins: wish.origins }

  server.on('request', (request, response) => {
    if (!rightHost(door, request)) return void response.writeHead(421, { 'Content-Type': 'text/plain' }).end('Ask for 127.0.0.1.')
    serveFile(wish.site, port, request, response).catch((cause: unknown) => {
      if (!response.destroyed) wish.log(cause)
      response.destroy()
    })
  })
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on('error', () => socket.destroy())
    const refusal = refusalOf(door, request)
    if (refusal) return socket.end(`HTTP/1.1 ${refusal}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
    sockets.handleUpgrade(request, socket, head, (upgraded) => welcome(socketWire(upgraded)))
  })
  return {
    port,
    link: `http://127.0.0.1:${port}/#token=${wish.token}`,
    end: async () => {
      for (const socket of sockets.clients) socket.terminate()
      const closed = new Promise<void>((resolve) => server.close(() => resolve()))
      server.closeAllConnections()
      await closed
    },
  }
}

/** Only the offer with the right token comes this far, and it comes first. */
const firstOf = (offered: Set<string>, request: IncomingMessage): string | false => {
  const named = (request.headers['sec-websocket-protocol'] ?? '').split(',')[0]?.trim()
  return named !== undefined && offered.has(named) ? named : false
}

function refusalOf(door: Door, request: IncomingMessage): string | null {
  if (!rightHost(door, request)) return '421 Misdirected Request'
  if (!rightOrigin(door, request)) return '403 Forbidden'
  if ((request.url ?? '').split('?', 1)[0] !== WIRE_PATH) return '404 Not Found'
  const [first] = (request.headers['sec-websocket-protocol'] ?? '').split(',')
  return rightProtocol(door, request) === first?.trim() ? null : '401 Unauthorized'
}

function bound(server: ReturnType<typeof createServer>, wish: ListenWish): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  server.once('error', (cause) => reject(new ProblemError(noPort(wish, cause), { cause })))
  server.listen({ host: wish.host, port: wish.port, exclusive: true }, resolve)
  return promise
}

const noPort = ({ host, port }: ListenWish, cause: Error) => ({
  code: 'engine.port',
  severity: 'error' as const,
  title: `Cannot listen on port ${port}`,
  message: `${host}:${port} could not be opened: ${cause.message}.`,
  hint: 'Choose another with --port, or leave it out: then a free one is taken.',
})
