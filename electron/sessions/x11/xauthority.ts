/** What a display server wants to see before it lets a program in. */
export interface Cookie {
  /** `MIT-MAGIC-COOKIE-1` */
  readonly name: string
  readonly data: Buffer
}

/** The kinds of addresses in the file (X11/Xauth.h): of this host by its name, or of any. */
const local = 256
const wild = 65_535

/** The cookie for a display of this computer, from the bytes of an Xauthority file (Xau(3)); null where it has none. */
export function cookieFor(file: Buffer, display: number, hostname: string): Cookie | null {
  const fitting = entriesOf(file).filter(({ number }) => number === '' || number === String(display))
  const own = fitting.find(({ family, address }) => family === local && address === hostname)
  const found = own ?? fitting.find(({ family }) => family === wild) ?? fitting.find(({ family }) => family === local)
  return found ? { name: found.name, data: found.data } : null
}

interface AuthorityEntry extends Cookie {
  readonly family: number
  readonly address: string
  readonly number: string
}

/** What is cut off in the middle of an entry ends the list. */
function entriesOf(file: Buffer): AuthorityEntry[] {
  const entries: AuthorityEntry[] = []
  let at = 0
  const counted = () => {
    const length = at + 2 <= file.length ? file.readUInt16BE(at) : file.length
    const data = file.subarray(at + 2, at + 2 + length)
    at += 2 + length
    return data
  }
  while (at + 2 <= file.length) {
    const family = file.readUInt16BE(at)
    at += 2
    const address = counted().toString('latin1')
    const number = counted().toString('latin1')
    const name = counted().toString('latin1')
    const data = counted()
    if (at <= file.length) entries.push({ family, address, number, name, data })
  }
  return entries
}
