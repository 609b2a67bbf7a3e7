import type RFB from '@novnc/novnc'
import type { ByteStream } from '../../shared/plugin/shell.ts'

type Channel = Exclude<ConstructorParameters<typeof RFB>[1], string>

/** Our bytes in the shape of a WebSocket, which is what noVNC draws from. `closing` runs while the picture is still there. */
export function channelOf(bytes: ByteStream, closing: () => void): Channel {
  let hear: Channel['onmessage'] = null
  const channel: Channel & { state: WebSocket['readyState'] } = {
    state: WebSocket.OPEN,
    binaryType: 'arraybuffer',
    protocol: '',
    get readyState() {
      return this.state
    },
    onopen: null,
    onclose: null,
    onerror: null,
    get onmessage() {
      return hear
    },
    // Bytes that came before noVNC listens wait in the stream; taken out too early its greeting would be lost.
    set onmessage(listen) {
      hear = listen
      if (listen) bytes.onData((data) => hear?.(new MessageEvent('message', { data: new Uint8Array(data).buffer })))
    },
    // noVNC reuses its buffer at once, and the stream may keep what it is given.
    send: (data) =>
      bytes.write(
        data instanceof ArrayBuffer ? new Uint8Array(data.slice(0)) : new Uint8Array(data.buffer, data.byteOffset, data.byteLength).slice(),
      ),
    close() {
      this.state = WebSocket.CLOSED
      bytes.end()
    },
  }
  bytes.onClose((reason) => {
    closing()
    channel.state = WebSocket.CLOSED
    channel.onclose?.(
      new CloseEvent('close', { wasClean: reason === null, code: reason === null ? 1000 : 1006, reason: (reason ?? '').slice(0, 120) }),
    )
  })
  return channel
}
