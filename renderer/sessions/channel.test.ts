import { expect, test } from 'vitest'
import type { ByteStream } from '../../shared/plugin/shell.ts'
import { channelOf } from './channel.ts'

/** A stream that holds what came until somebody listens, as the wire's streams do. */
function stream() {
  const written: Uint8Array[] = []
  let data: (bytes: Uint8Array) => void = () => {}
  let close: (reason: string | null) => void = () => {}
  const held: Uint8Array[] = []
  let listening = false
  const bytes: ByteStream = {
    write: (chunk) => void written.push(chunk),
    end: () => close(null),
    onData(listen) {
      data = listen
      listening = true
      for (const chunk of held.splice(0)) listen(chunk)
    },
    onClose: (listen) => {
      close = listen
    },
    pause() {},
    resume() {},
  }
  const arrive = (chunk: Uint8Array) => (listening ? data(chunk) : void held.push(chunk))
  return { bytes, written, arrive, close: (reason: string | null) => close(reason) }
}

test('what came before noVNC listened must reach it once it does', () => {
  const far = stream()
  far.arrive(new TextEncoder().encode('RFB 003.008\n'))
  const { channel, begin } = channelOf(far.bytes, () => {})
  const heard: string[] = []
  channel.onmessage = (event) => heard.push(new TextDecoder().decode(event.data))
  expect(heard).toEqual([])
  begin()
  far.arrive(new TextEncoder().encode('more'))
  expect(heard).toEqual(['RFB 003.008\n', 'more'])
})

test('what is sent must be a copy: noVNC writes its next message into the same buffer', () => {
  const far = stream()
  const { channel } = channelOf(far.bytes, () => {})
  const buffer = new Uint8Array([1, 2, 3, 4])
  channel.send(buffer.subarray(1, 3))
  buffer.fill(9)
  expect(far.written.map((chunk) => [...chunk])).toEqual([[2, 3]])
})

test('the picture must still be there when the far end closes', () => {
  const far = stream()
  const order: string[] = []
  const { channel, begin } = channelOf(far.bytes, () => order.push('last picture'))
  channel.onclose = (event) => order.push(`closed ${event.code} ${event.reason}`)
  begin()
  far.close('the machine went away')
  expect(order).toEqual(['last picture', 'closed 1006 the machine went away'])
  expect(channel.readyState).toBe(WebSocket.CLOSED)
})
