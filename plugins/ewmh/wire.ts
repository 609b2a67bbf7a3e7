/**
 * The X protocol as bytes (X Window System Protocol, version 11, appendix B), always little-endian: a request is its opcode, one byte
 * of data, its length, words of four bytes, and a padded tail. Words may be negative.
 */
export function request(opcode: number, data: number, words: readonly number[] = [], tail: Uint8Array = new Uint8Array(0)): Uint8Array {
  const length = 1 + words.length + Math.ceil(tail.length / 4)
  const bytes = new Uint8Array(length * 4)
  const view = new DataView(bytes.buffer)
  view.setUint8(0, opcode)
  view.setUint8(1, data)
  view.setUint16(2, length, true)
  words.forEach((word, index) => {
    view.setUint32(4 + 4 * index, word, true)
  })
  bytes.set(tail, 4 + 4 * words.length)
  return bytes
}

/** Two numbers of 16 bits in one word. */
export const pair = (low: number, high: number): number => ((low & 0xffff) | (high << 16)) >>> 0

/** The first words of a connection: byte order, version 11.0, and the cookie that lets us in; null where none is known. */
export function greeting(cookie: Uint8Array | null): Uint8Array {
  const name = new TextEncoder().encode(cookie ? 'MIT-MAGIC-COOKIE-1' : '')
  const data = cookie ?? new Uint8Array(0)
  const nameRoom = Math.ceil(name.length / 4) * 4
  const bytes = new Uint8Array(12 + nameRoom + Math.ceil(data.length / 4) * 4)
  const view = new DataView(bytes.buffer)
  view.setUint8(0, 0x6c)
  view.setUint16(2, 11, true)
  view.setUint16(6, name.length, true)
  view.setUint16(8, data.length, true)
  bytes.set(name, 12)
  bytes.set(data, 12 + nameRoom)
  return bytes
}

/** What the server said first. */
export type Welcome = { readonly root: number; readonly firstId: number } | { readonly refused: string }

/** The length in bytes of the server's first answer, as its first 8 bytes tell; null for what is no X server. */
export function welcomeLength(head: DataView): number | null {
  const [kind, major] = [head.getUint8(0), head.getUint16(2, true)]
  return kind <= 2 && (kind === 2 || major === 11) ? 8 + 4 * head.getUint16(6, true) : null
}

/** The server's first answer, whole. Of several screens the first counts: monitors are parts of one screen since RandR. */
export function readWelcome(view: DataView): Welcome {
  if (view.getUint8(0) !== 1) {
    const length = view.getUint8(0) === 0 ? view.getUint8(1) : view.byteLength - 8
    return { refused: textOf(view, 8, length).trim() }
  }
  const vendor = Math.ceil(view.getUint16(24, true) / 4) * 4
  return { root: view.getUint32(40 + vendor + 8 * view.getUint8(29), true), firstId: view.getUint32(12, true) }
}

/** How many bytes the next message from the server has, as its first 32 tell: an error, a reply, or an event. */
export function messageLength(head: DataView): number {
  const kind = head.getUint8(0) & 0x7f
  return kind === 1 || kind === 35 ? 32 + 4 * head.getUint32(4, true) : 32
}

export const textOf = (view: DataView, at: number, length: number): string =>
  new TextDecoder().decode(new Uint8Array(view.buffer, view.byteOffset + at, Math.max(0, Math.min(length, view.byteLength - at))))
