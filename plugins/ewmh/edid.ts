/** What a monitor says of itself. */
export interface Identity {
  readonly make: string | null
  readonly model: string | null
  readonly serial: string | null
}

export const nobody: Identity = { make: null, model: null, serial: null }

const HEAD = [0, 255, 255, 255, 255, 255, 255, 0]
const TAGS = { serial: 0xff, name: 0xfc }

/**
 * Reads the first block of an EDID (VESA E-EDID 1.4, 3.4 and 3.10): three letters of the maker, and the texts of model and serial;
 * their numbers where there are no texts.
 */
export function readEdid(bytes: Uint8Array): Identity {
  if (bytes.length < 128 || HEAD.some((byte, index) => bytes[index] !== byte)) return nobody
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  const letters = view.getUint16(8)
  const make = [10, 5, 0].map((shift) => String.fromCharCode(64 + ((letters >> shift) & 31))).join('')
  const texts = new Map(
    [54, 72, 90, 108]
      .filter((at) => view.getUint16(at) === 0 && view.getUint8(at + 2) === 0)
      .map(
        (at) =>
          [
            view.getUint8(at + 3),
            new TextDecoder('latin1')
              .decode(bytes.subarray(at + 5, at + 18))
              .split('\n')[0]
              ?.trim(),
          ] as const,
      ),
  )
  const number = view.getUint32(12, true)
  return {
    make: /^[A-Z]{3}$/.test(make) ? make : null,
    model: texts.get(TAGS.name) || view.getUint16(10, true).toString(16).padStart(4, '0'),
    serial: texts.get(TAGS.serial) || (number === 0 ? null : String(number)),
  }
}
