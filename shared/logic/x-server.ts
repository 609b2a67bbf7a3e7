import type { Socket } from '../plugin/shell.ts'

/** An X server, as DISPLAY names it: `:0`, `unix:0.0`, `localhost:10.0`, or the path of a socket that ends in `:0`. */
export interface XServer {
  readonly number: number
  readonly at: Socket
}

/** What an X server wants to see before it lets a program in. */
export interface Cookie {
  /** `MIT-MAGIC-COOKIE-1` */
  readonly name: string
  readonly data: Uint8Array
}

/** Null for what names no display. */
export function readDisplay(name: string): XServer | null {
  const [, host = '', digits] = /^(?!\/)(?:[a-z]+\/)?([^/]*):(\d+)(?:\.\d+)?$/.exec(name) ?? /^(\/.*):(\d+)(?:\.\d+)?$/.exec(name) ?? []
  if (digits === undefined) return null
  const number = Number(digits)
  if (host.startsWith('/')) return { number, at: { path: name } }
  if (host === '' || host === 'unix') return { number, at: { path: `/tmp/.X11-unix/X${number}` } }
  return { number, at: { host: host.replace(/^\[(.*)\]$/, '$1'), port: 6000 + number } }
}

/** The kinds of addresses in the file (X11/Xauth.h): of this host by its name, or of any. */
const LOCAL = 256
const WILD = 65_535

/**
 * The cookie for a display of the computer `hostname`, from the bytes of its Xauthority file (Xau(3)); null where it has none, which some
 * servers accept. One of another name is taken last: computers are renamed.
 */
export function cookieFor(file: Uint8Array, display: number, hostname: string): Cookie | null {
  const fitting = entriesOf(file).filter(({ number }) => number === '' || number === String(display))
  const own = fitting.find(({ family, address }) => family === LOCAL && address === hostname)
  const found = own ?? fitting.find(({ family }) => family === WILD) ?? fitting.find(({ family }) => family === LOCAL)
  return found ? { name: found.name, data: found.data } : null
}

interface AuthorityEntry extends Cookie {
  readonly family: number
  readonly address: string
  readonly number: string
}

/** What is cut off in the middle of an entry ends the list. */
function entriesOf(file: Uint8Array): AuthorityEntry[] {
  const view = new DataView(file.buffer, file.byteOffset, file.length)
  const entries: AuthorityEntry[] = []
  let at = 0
  const counted = () => {
    const length = at + 2 <= file.length ? view.getUint16(at) : file.length
    const data = file.subarray(at + 2, at + 2 + length)
    at += 2 + length
    return data
  }
  const said = () => String.fromCharCode(...counted())
  while (at + 2 <= file.length) {
    const family = view.getUint16(at)
    at += 2
    const [address, number, name, data] = [said(), said(), said(), counted()]
    if (at <= file.length) entries.push({ family, address, number, name, data })
  }
  return entries
}
