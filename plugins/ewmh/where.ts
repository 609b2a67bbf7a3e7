import type { Context } from '../../shared/plugin/plugin.ts'
import type { Socket } from '../../shared/plugin/shell.ts'

/** An X server's address as DISPLAY names it: `:0`, `unix:0.0`, `localhost:10.0`. */
export interface DisplayName {
  readonly number: number
  readonly socket: Socket
}

/** Null for what names no display. */
export function readDisplay(text: string): DisplayName | null {
  const parts = /^(?:[a-z]+\/)?([^/]*):(\d+)(?:\.\d+)?$/.exec(text)
  if (!parts) return null
  const [host, number] = [parts[1] ?? '', Number(parts[2])]
  const here = host === '' || host === 'unix'
  return { number, socket: here ? { path: `/tmp/.X11-unix/X${number}` } : { host, port: 6000 + number } }
}

/** The cookie for a display in an X authority file (Xau(3)); null where there is none, which some servers accept. */
export async function cookieFor({ shell, signal }: Context, file: string, display: DisplayName): Promise<Uint8Array | null> {
  const { code, stdout } = await shell.run('od', ['-An', '-v', '-tx1', '--', file], { okCodes: [0, 1], signal })
  return code === 0 ? cookieIn(hexBytes(stdout), display) : null
}

const hexBytes = (text: string): Uint8Array => Uint8Array.from(text.match(/[0-9a-f]{2}/g) ?? [], (pair) => Number.parseInt(pair, 16))

/** The entries stand one after another: family, then address, display number, name, data, each with its length before it. */
function cookieIn(bytes: Uint8Array, { number }: DisplayName): Uint8Array | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  let at = 0
  const field = (): Uint8Array | null => {
    if (at + 2 > bytes.length) return null
    const length = view.getUint16(at)
    at += 2 + length
    return at <= bytes.length ? bytes.subarray(at - length, at) : null
  }
  const say = (part: Uint8Array) => new TextDecoder().decode(part)
  while (at + 2 <= bytes.length) {
    at += 2
    const [address, display, name, data] = [field(), field(), field(), field()]
    if (!address || !display || !name || !data) return null
    const ours = display.length === 0 || say(display) === String(number)
    if (ours && say(name) === 'MIT-MAGIC-COOKIE-1') return data
  }
  return null
}
