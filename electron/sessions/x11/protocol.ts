import type { Cookie } from '../../../shared/logic/x-server.ts'

/** The first thing a program says to a display server (X Window System Protocol, "Connection Setup"). */
export interface Hello {
  /** In bytes, cookie and all. */
  readonly length: number
  readonly order: 'big' | 'little'
  readonly cookie: Cookie
}

const head = 12
const padded = (length: number) => (length + 3) & ~3
const word = (bytes: Buffer, at: number, order: Hello['order']) => (order === 'big' ? bytes.readUInt16BE(at) : bytes.readUInt16LE(at))
const long = (bytes: Buffer, at: number, order: Hello['order']) => (order === 'big' ? bytes.readUInt32BE(at) : bytes.readUInt32LE(at))

/** Reads it from the bytes that came so far: `more` while it is not whole, `foreign` when this is something else. */
export function readHello(bytes: Buffer): Hello | 'more' | 'foreign' {
  const order = bytes[0] === 0x42 ? 'big' : bytes[0] === 0x6c ? 'little' : null
  if (bytes.length > 0 && !order) return 'foreign'
  if (!order || bytes.length < head) return 'more'
  const [nameLength, dataLength] = [word(bytes, 6, order), word(bytes, 8, order)]
  if (nameLength > 256 || dataLength > 256) return 'foreign'
  const dataAt = head + padded(nameLength)
  const length = dataAt + padded(dataLength)
  if (bytes.length < length) return 'more'
  const name = bytes.subarray(head, head + nameLength).toString('latin1')
  return { length, order, cookie: { name, data: Buffer.from(bytes.subarray(dataAt, dataAt + dataLength)) } }
}

/** The same hello with another cookie, or with none. */
export function helloWith(bytes: Buffer, { order }: Hello, cookie: Cookie | null): Buffer {
  const name = Buffer.from(cookie?.name ?? '', 'latin1')
  const data = cookie?.data ?? Buffer.alloc(0)
  const said = Buffer.alloc(head + padded(name.length) + padded(data.length))
  bytes.copy(said, 0, 0, head)
  if (order === 'big') said.writeUInt16BE(name.length, 6)
  else said.writeUInt16LE(name.length, 6)
  if (order === 'big') said.writeUInt16BE(data.length, 8)
  else said.writeUInt16LE(data.length, 8)
  name.copy(said, head)
  said.set(data, head + padded(name.length))
  return said
}

/** Which windows a program may make, from the server's answer; `refused` with its reason, `more` while it is not whole. */
export function readWelcome(bytes: Buffer, order: Hello['order']): { base: number; mask: number } | { refused: string } | 'more' {
  if (bytes.length < 8) return 'more'
  if (bytes[0] !== 1) {
    const length = bytes[1] ?? 0
    return bytes.length < 8 + length
      ? 'more'
      : {
          refused: bytes
            .subarray(8, 8 + length)
            .toString('latin1')
            .trim(),
        }
  }
  return bytes.length < 20 ? 'more' : { base: long(bytes, 12, order), mask: long(bytes, 16, order) }
}

const mapWindow = 8

/** Follows what a program asks after its hello; true from the moment in which it shows a window. */
export function windowWatch(order: Hello['order']): (bytes: Buffer) => boolean {
  let shown = false
  /** Bytes of the request at hand that are still to come, and the beginning of one whose length is not known yet. */
  let left = 0
  let beginning: Buffer = Buffer.alloc(0)
  return (bytes) => {
    let rest = bytes
    while (!shown && rest.length > 0) {
      if (left > 0) {
        const taken = Math.min(left, rest.length)
        left -= taken
        rest = rest.subarray(taken)
        continue
      }
      const begun = Buffer.concat([beginning, rest])
      const length = begun.length < 4 ? null : requestLength(begun, order)
      if (length === null) {
        beginning = begun
        return shown
      }
      shown = begun[0] === mapWindow
      left = length
      rest = begun
      beginning = Buffer.alloc(0)
    }
    return shown
  }
}

/** In bytes; a length of 0 says that a longer one follows (BIG-REQUESTS). Null while it is not there. */
function requestLength(begun: Buffer, order: Hello['order']): number | null {
  const short = word(begun, 2, order)
  if (short > 0) return short * 4
  return begun.length < 8 ? null : Math.max(8, long(begun, 4, order) * 4)
}
