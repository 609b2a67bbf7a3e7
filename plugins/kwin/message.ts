/** The kinds of D-Bus messages (D-Bus specification, 0.41, "Message Protocol"). */
export const KIND = { call: 1, answer: 2, error: 3 } as const

/** What is written: header fields by their number, and texts as the body. */
export interface Outgoing {
  readonly kind: 1 | 2
  readonly serial: number
  readonly path?: string
  readonly interface?: string
  readonly member?: string
  readonly answerTo?: number
  readonly to: string
  readonly texts: readonly string[]
}

/** What is read; of the body the first text or number. */
export interface Incoming {
  readonly kind: number
  readonly serial: number
  readonly answerTo: number | null
  readonly member: string
  readonly sender: string
  readonly first: string | number | null
}

const FIELD = { path: 1, interface: 2, member: 3, answerTo: 5, to: 6, sender: 7, signature: 8 }

export function encode({ kind, serial, texts, ...header }: Outgoing): Uint8Array {
  const body = bytesOf((at) => {
    for (const each of texts) at.text(each)
  })
  const fields = bytesOf((at) => {
    const field = (code: number, type: string, write: () => void) => {
      at.align(8)
      at.byte(code)
      at.signature(type)
      write()
    }
    if (header.path !== undefined) field(FIELD.path, 'o', () => at.text(header.path ?? ''))
    if (header.interface !== undefined) field(FIELD.interface, 's', () => at.text(header.interface ?? ''))
    if (header.member !== undefined) field(FIELD.member, 's', () => at.text(header.member ?? ''))
    if (header.answerTo !== undefined) field(FIELD.answerTo, 'u', () => at.number(header.answerTo ?? 0))
    field(FIELD.to, 's', () => at.text(header.to))
    if (texts.length > 0) field(FIELD.signature, 'g', () => at.signature('s'.repeat(texts.length)))
  })
  const head = bytesOf((at) => {
    for (const each of [0x6c, kind, 0, 1]) at.byte(each)
    at.number(body.length)
    at.number(serial)
    at.number(fields.length)
  })
  const bodyAt = Math.ceil((head.length + fields.length) / 8) * 8
  const whole = new Uint8Array(bodyAt + body.length)
  whole.set(head)
  whole.set(fields, head.length)
  whole.set(body, bodyAt)
  return whole
}

/** The length in bytes of the message that begins so; null where it is none that we can read. */
export function lengthOf(head: DataView): number | null {
  if (head.getUint8(0) !== 0x6c || head.getUint8(3) !== 1) return null
  return Math.ceil((16 + head.getUint32(12, true)) / 8) * 8 + head.getUint32(4, true)
}

/** A whole message. Fields that are not known here are passed over, as the specification wants. */
export function decode(view: DataView): Incoming {
  const texts = new Map<number, string>()
  const numbers = new Map<number, number>()
  const textAt = (at: number, length: number) => new TextDecoder().decode(new Uint8Array(view.buffer, view.byteOffset + at, length))
  const end = 16 + view.getUint32(12, true)
  for (let at = 16; at < end; ) {
    at = Math.ceil(at / 8) * 8
    const code = view.getUint8(at)
    const type = textAt(at + 2, 1)
    at += 4
    if (type === 'g') {
      const length = view.getUint8(at)
      texts.set(code, textAt(at + 1, length))
      at += length + 2
      continue
    }
    at = Math.ceil(at / 4) * 4
    const word = view.getUint32(at, true)
    if (type === 'u') numbers.set(code, word)
    else texts.set(code, textAt(at + 4, word))
    at += type === 'u' ? 4 : word + 5
  }
  const body = Math.ceil(end / 8) * 8
  const type = (texts.get(FIELD.signature) ?? '').charAt(0)
  return {
    kind: view.getUint8(1),
    serial: view.getUint32(8, true),
    answerTo: numbers.get(FIELD.answerTo) ?? null,
    member: texts.get(FIELD.member) ?? '',
    sender: texts.get(FIELD.sender) ?? '',
    first: type === 's' ? textAt(body + 4, view.getUint32(body, true)) : type === 'i' ? view.getInt32(body, true) : null,
  }
}

interface Writer {
  align(to: number): void
  byte(value: number): void
  number(value: number): void
  /** Also a path: both are a length, the bytes, and a NUL. */
  text(value: string): void
  signature(value: string): void
}

function bytesOf(write: (at: Writer) => void): Uint8Array {
  const bytes: number[] = []
  const byte = (value: number) => void bytes.push(value & 0xff)
  const align = (to: number) => {
    while (bytes.length % to > 0) bytes.push(0)
  }
  const number = (value: number) => {
    align(4)
    for (const shift of [0, 8, 16, 24]) byte(value >>> shift)
  }
  const all = (value: Uint8Array) => {
    for (const each of value) bytes.push(each)
    bytes.push(0)
  }
  write({
    align,
    byte,
    number,
    text(value) {
      const encoded = new TextEncoder().encode(value)
      number(encoded.length)
      all(encoded)
    },
    signature(value) {
      byte(value.length)
      all(new TextEncoder().encode(value))
    },
  })
  return Uint8Array.from(bytes)
}
