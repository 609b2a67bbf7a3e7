import { expect, test } from 'vitest'
import type { ByteStream } from '../../shared/plugin/shell.ts'
import { addressFor } from './pageSocket.ts'

function stream() {
  const written: string[] = []
  let data: (bytes: Uint8Array) => void = () => {}
  let close: (reason: string | null) => void = () => {}
  const over = Promise.withResolvers<void>()
  const bytes: ByteStream = {
    write: (chunk) => void written.push(new TextDecoder().decode(chunk)),
    end: () => over.resolve(),
    onData(listen) {
      data = listen
    },
    onClose(listen) {
      close = listen
    },
    pause() {},
    resume() {},
  }
  return {
    bytes,
    written,
    over: over.promise,
    arrive: (text: string) => data(new TextEncoder().encode(text)),
    close: (reason: string | null) => close(reason),
  }
}
const opened = (socket: WebSocket) => new Promise((resolve) => socket.addEventListener('open', resolve))

test('a WebSocket at such an address must be our stream, both ways, and end it', async () => {
  const far = stream()
  const address = addressFor(far.bytes)
  const socket = new WebSocket(address)
  const heard: string[] = []
  socket.addEventListener('message', ({ data }) => heard.push(new TextDecoder().decode(data)))
  await opened(socket)
  expect(socket.readyState).toBe(WebSocket.OPEN)
  far.arrive('hello')
  expect(heard).toEqual(['hello'])
  const buffer = new TextEncoder().encode('two')
  socket.send(new Blob(['one']))
  socket.send(buffer)
  buffer.fill(0)
  socket.close()
  await far.over
  expect(far.written).toEqual(['one', 'two'])
  expect(socket.readyState).toBe(WebSocket.CLOSED)
})

test('when the stream ends, the socket must say so with the reason', async () => {
  const far = stream()
  const address = addressFor(far.bytes)
  const socket = new WebSocket(address)
  const closed = new Promise<CloseEvent>((resolve) => socket.addEventListener('close', resolve))
  await opened(socket)
  far.close('the server went away')
  expect(await closed).toMatchObject({ code: 1006, reason: 'the server went away', wasClean: false })
})
