/**
 * RDCleanPath: what IronRDP in a page and the gateway before an RDP server say to each other before the session begins. A page cannot
 * make TLS of its own, so it sends its connection request in one DER structure, and is answered with the server's confirm and its
 * certificates; from then on the bytes are those inside the TLS connection. One SEQUENCE with explicit context tags, version 3390
 * (github.com/Devolutions/IronRDP, crate ironrdp-rdcleanpath).
 */

const version = 3390
const tag = { integer: 0x02, octets: 0x04, utf8: 0x0c, sequence: 0x30, context: 0xa0 }
/** The fields that are read or written here, by their context tags. */
const field = { version: 0, error: 1, destination: 2, x224: 6, chain: 7, address: 9 }
/** Nobody needs more to ask. */
const longestRequest = 16_384

/** What the page asks. */
export interface CleanPathRequest {
  /** In bytes, of the whole structure. */
  readonly length: number
  /** The X.224 connection request for the server, as it is to be sent. */
  readonly x224: Buffer
}

/** Reads a request from the bytes that came so far: `more` while it is not whole, `foreign` when this is something else. */
export function readCleanPath(bytes: Buffer): CleanPathRequest | 'more' | 'foreign' {
  if (bytes.length > 0 && bytes[0] !== tag.sequence) return 'foreign'
  const whole = readElement(bytes, 0)
  if (whole === null) return bytes.length > longestRequest ? 'foreign' : 'more'
  if (whole.end > longestRequest) return 'foreign'
  if (bytes.length < whole.end) return 'more'
  const fields = elementsOf(bytes.subarray(whole.start, whole.end))
  const inner = (number: number, kind: number) => fields?.get(tag.context + number)?.filter((element) => element.tag === kind)[0]?.data
  if (numberOf(inner(field.version, tag.integer)) !== version) return 'foreign'
  const x224 = inner(field.x224, tag.octets)
  return x224 ? { length: whole.end, x224: Buffer.from(x224) } : 'foreign'
}

/** The server answered, and TLS stands: its confirm, and its certificates in DER, its own first. */
export const printCleanPath = (x224: Buffer, chain: readonly Buffer[], address: string): Buffer =>
  sequence([
    [field.version, integer(version)],
    [field.x224, element(tag.octets, x224)],
    [field.chain, element(tag.sequence, Buffer.concat(chain.map((certificate) => element(tag.octets, certificate))))],
    [field.address, element(tag.utf8, Buffer.from(address))],
  ])

/** It did not come to that. Why is told beside the stream. */
export const printCleanPathError = (): Buffer =>
  sequence([
    [field.version, integer(version)],
    [field.error, sequence([[0, integer(1)]])],
  ])

const sequence = (fields: readonly (readonly [number, Buffer])[]): Buffer =>
  element(tag.sequence, Buffer.concat(fields.map(([number, data]) => element(tag.context + number, data))))

const integer = (value: number): Buffer => {
  const bytes = value.toString(16)
  const data = Buffer.from(bytes.length % 2 === 0 ? bytes : `0${bytes}`, 'hex')
  // The highest bit would make it negative.
  return element(tag.integer, (data[0] ?? 0) < 0x80 ? data : Buffer.concat([Buffer.from([0]), data]))
}

function element(kind: number, data: Buffer): Buffer {
  const { length } = data
  if (length < 0x80) return Buffer.concat([Buffer.from([kind, length]), data])
  const digits = length.toString(16)
  const size = Buffer.from(digits.length % 2 === 0 ? digits : `0${digits}`, 'hex')
  return Buffer.concat([Buffer.from([kind, 0x80 + size.length]), size, data])
}

interface Element {
  readonly tag: number
  readonly start: number
  readonly end: number
}

/** Where the content of the element at `at` is; null while its length is not there. Lengths over four bytes are none. */
function readElement(bytes: Buffer, at: number): Element | null {
  const [kind, first] = [bytes[at], bytes[at + 1]]
  if (kind === undefined || first === undefined) return null
  if (first < 0x80) return { tag: kind, start: at + 2, end: at + 2 + first }
  const size = first - 0x80
  if (size === 0 || size > 4) return { tag: kind, start: at, end: Number.POSITIVE_INFINITY }
  const start = at + 2 + size
  return bytes.length < start ? null : { tag: kind, start, end: start + bytes.readUIntBE(at + 2, size) }
}

/** The fields by their tags, each with what is inside; null where the lengths do not fit together. */
function elementsOf(bytes: Buffer): Map<number, { tag: number; data: Buffer }[]> | null {
  const fields = new Map<number, { tag: number; data: Buffer }[]>()
  for (let at = 0; at < bytes.length; ) {
    const outer = readElement(bytes, at)
    if (outer === null || outer.end > bytes.length) return null
    const inner = readElement(bytes, outer.start)
    const data = inner && inner.end <= outer.end ? [{ tag: inner.tag, data: bytes.subarray(inner.start, inner.end) }] : []
    fields.set(outer.tag, data)
    at = outer.end
  }
  return fields
}

const numberOf = (data: Buffer | undefined): number | null =>
  data && data.length > 0 && data.length <= 6 ? data.readUIntBE(0, data.length) : null
