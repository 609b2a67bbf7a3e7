import { ProblemError } from '../model/problem.ts'
import type { Frame } from './wire.ts'

/**
 * How a frame looks on a socket, the same at both ends.
 *
 * A bytes frame is one binary message: the stream's number as 4 bytes, big-endian, then the data. Every other frame is one text
 * message of JSON. A client names itself by the subprotocol `servicecomposer.<token>`, which the host repeats.
 */
export const SUBPROTOCOL = 'servicecomposer.'
/** Where the socket is, beside the page. */
export const WIRE_PATH = '/wire'
/** The largest message that either end takes; a larger one closes the socket. In bytes. */
export const LARGEST_MESSAGE = 32 << 20

const HEAD = 4

/** What goes on the socket: text, or bytes for a bytes frame. */
export function encodeFrame(frame: Frame): string | Uint8Array<ArrayBuffer> {
  if (frame.kind !== 'bytes') return JSON.stringify(frame)
  const message = new Uint8Array(HEAD + frame.data.byteLength)
  new DataView(message.buffer).setUint32(0, frame.stream)
  message.set(frame.data, HEAD)
  return message
}

/** What came from the socket, not yet checked by `ClientFrame` or `HostFrame`. Throws `wire.frame` for what cannot be read. */
export function decodeFrame(message: string | Uint8Array): unknown {
  if (typeof message === 'string') return readJson(message)
  if (message.byteLength < HEAD) throw unreadable('a binary message needs the 4 bytes of its stream')
  const stream = new DataView(message.buffer, message.byteOffset, HEAD).getUint32(0)
  return { kind: 'bytes', stream, data: message.subarray(HEAD) }
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw unreadable(cause instanceof Error ? cause.message : 'not JSON')
  }
}

const unreadable = (why: string) =>
  new ProblemError({
    code: 'wire.frame',
    severity: 'error',
    title: 'A message could not be read',
    message: `The other end sent something that is no frame: ${why}.`,
    hint: 'The screen and the engine may be of different versions: restart both.',
  })
