import { decodeFrame, encodeFrame, SUBPROTOCOL, WIRE_PATH } from '../../shared/contract/frames.ts'
import type { Frame, Wire } from '../../shared/contract/wire.ts'
import { ProblemError } from '../../shared/model/problem.ts'

/** What Electron's preload puts into the page: the wire itself. */
export interface Bridge {
  send(frame: Frame): void
  onFrame(listen: (frame: unknown) => void): void
  onClose(listen: () => void): void
}
declare global {
  interface Window {
    readonly composer?: Bridge
  }
}

/** The wire of a window of the desktop app. It lives as long as the page. */
export function bridgeWire(bridge: Bridge): Wire {
  return { send: (frame) => bridge.send(frame), onFrame: (listen) => bridge.onFrame(listen), onClose: (listen) => bridge.onClose(listen) }
}

/** The wire over a WebSocket beside the page. Rejects with `wire.unreachable`. */
export function socketWire(token: string | null): Promise<Wire> {
  const address = new URL(WIRE_PATH, location.href)
  address.protocol = location.protocol === 'https:' ? 'wss:' : 'ws:'
  const socket = token === null ? new WebSocket(address) : new WebSocket(address, `${SUBPROTOCOL}${token}`)
  socket.binaryType = 'arraybuffer'
  const frames: ((frame: unknown) => void)[] = []
  const closers: (() => void)[] = []
  socket.onmessage = ({ data }: MessageEvent<string | ArrayBuffer>) => {
    const frame = decodeFrame(typeof data === 'string' ? data : new Uint8Array(data))
    for (const listen of frames) listen(frame)
  }
  const { promise, resolve, reject } = Promise.withResolvers<Wire>()
  socket.onopen = () =>
    resolve({
      send: (frame) => {
        if (socket.readyState === WebSocket.OPEN) socket.send(encodeFrame(frame))
      },
      onFrame: (listen) => void frames.push(listen),
      onClose: (listen) => void closers.push(listen),
    })
  socket.onclose = () => {
    reject(new ProblemError(unreachable(token)))
    for (const listen of closers.splice(0)) listen()
  }
  return promise
}

const unreachable = (token: string | null) => ({
  code: 'wire.unreachable',
  severity: 'error' as const,
  title: 'The engine does not answer',
  message:
    token === null
      ? 'This page was opened without its token, so the engine does not let it in.'
      : 'Nothing answers behind this page, or it does not know this token any more.',
  hint: 'Open the link again that ServiceComposer printed when it started; it holds the token.',
})
