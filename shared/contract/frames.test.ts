import { expect, test } from 'vitest'
import { decodeFrame, encodeFrame } from './frames.ts'

test('a call must come back from the socket as it was sent', () => {
  const frame = { kind: 'call' as const, id: 7, method: 'app.info', input: { text: 'ä — 漢' } }
  expect(decodeFrame(encodeFrame(frame))).toEqual(frame)
})

test('bytes must cross as they are, with their stream number, and without base64', () => {
  const frame = { kind: 'bytes' as const, stream: 0xfedcba98, data: Uint8Array.from([0, 255, 10, 13]) }
  const message = encodeFrame(frame)
  expect(message).toEqual(Uint8Array.from([0xfe, 0xdc, 0xba, 0x98, 0, 255, 10, 13]))
  expect(decodeFrame(message)).toEqual(frame)
})

test('a bytes frame inside a larger buffer must be read from its own offset', () => {
  const buffer = Uint8Array.from([9, 9, 9, 0, 0, 0, 5, 1, 2])
  expect(decodeFrame(buffer.subarray(3))).toEqual({ kind: 'bytes', stream: 5, data: Uint8Array.from([1, 2]) })
})

test('what is no frame must be refused by name', () => {
  expect(() => decodeFrame('{"kind":')).toThrow(/no frame/)
  expect(() => decodeFrame(Uint8Array.from([1, 2]))).toThrow(/4 bytes/)
})
