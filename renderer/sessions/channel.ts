import type RFB from '@novnc/novnc'
import type { ByteStream } from '../../shared/plugin/shell.ts'

type Channel = Exclude<ConstructorParameters<typeof RFB>[1], string>

/**
 * Our bytes in the shape of a WebSocket, which is what noVNC draws from. Nothing arrives before `begin`: until its
 * constructor has ended noVNC cannot take the greeting, nor a close. `closing` runs while the picture is still there.
 */
export function channelOf(bytes: ByteStream, closing: () => void): { channel: Channel; begin(): void } {
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
    onmessage: null,
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
  const begin = () => {
    bytes.onData((data) => channel.onmessage?.(new MessageEvent('message', { data: new Uint8Array(data).buffer })))
    bytes.onClose((reason) => {
      closing()
      channel.state = WebSocket.CLOSED
      channel.onclose?.(
        new CloseEvent('close', { wasClean: reason === null, code: reason === null ? 1000 : 1006, reason: (reason ?? '').slice(0, 120) }),
      )
    })
  }
  return { channel, begin }
}
