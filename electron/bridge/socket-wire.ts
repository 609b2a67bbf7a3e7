import { WebSocket, type RawData } from 'ws'
import { decodeFrame, encodeFrame, LARGEST_MESSAGE, SUBPROTOCOL, WIRE_PATH } from '../../shared/contract/frames.ts'
import type { Frame, Wire } from '../../shared/contract/wire.ts'
import { ProblemError } from '../../shared/model/problem.ts'

/** A reader so slow that this much waits for it is let go; it comes back and asks for the events it missed. In bytes. */
const TOO_MUCH = 64 << 20

/** The wire over one WebSocket, at either end. What cannot be read closes it with code 1007. */
export function socketWire(socket: WebSocket): Wire {
  const closers: (() => void)[] = []
  let closed = false
  const close = () => {
    if (closed) return
    closed = true
    for (const listen of closers.splice(0)) listen()
  }
  socket.on('close', close)
  socket.on('error', () => socket.terminate())
  return {
    send(frame: Frame) {
      if (closed || socket.readyState !== WebSocket.OPEN) return
      if (socket.bufferedAmount > TOO_MUCH) return socket.terminate()
      socket.send(encodeFrame(frame))
    },
    onFrame(listen) {
      socket.on('message', (data, binary) => {
        let frame: unknown
        try {
          frame = decodeFrame(binary ? asBytes(data) : asBytes(data).toString('utf8'))
        } catch {
          return socket.close(1007, 'not a frame')
        }
        listen(frame)
      })
    },
    onClose(listen) {
      if (closed) listen()
      else closers.push(listen)
    },
  }
}

/** The wire to an engine on this computer, for the command line. Rejects with `engine.unreachable`. */
export function dial(engine: { readonly port: number; readonly token: string }): Promise<{ wire: Wire; hangUp(): void }> {
  const socket = new WebSocket(`ws://127.0.0.1:${engine.port}${WIRE_PATH}`, `${SUBPROTOCOL}${engine.token}`, {
    maxPayload: LARGEST_MESSAGE,
    handshakeTimeout: 5_000,
  })
  const { promise, resolve, reject } = Promise.withResolvers<{ wire: Wire; hangUp(): void }>()
  socket.once('error', (cause) => reject(new ProblemError(unreachable(cause.message), { cause })))
  socket.once('open', () => resolve({ wire: socketWire(socket), hangUp: () => socket.close() }))
  return promise
}

const asBytes = (data: RawData): Buffer => (Array.isArray(data) ? Buffer.concat(data) : Buffer.isBuffer(data) ? data : Buffer.from(data))

const unreachable = (why: string) => ({
  code: 'engine.unreachable',
  severity: 'error' as const,
  title: 'The running engine does not answer',
  message: `An engine owns the data folder, but its door did not open: ${why}.`,
  hint: 'Look whether the app or the daemon hangs; end it and start again.',
})
