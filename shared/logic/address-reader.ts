import { Locator, type Address } from '../model/address.ts'
import { Misread, readQuoted } from './misread.ts'

/** What a level may be named by; the shorter forms are those of the original. */
const KEYS = new Map<string, keyof Locator>([
  ['LABEL', 'label'],
  ['L', 'label'],
  ['ID', 'id'],
  ['I', 'id'],
  ['PATHNAME', 'id'],
  ['PNAME', 'id'],
  ['P', 'id'],
  ['UUID', 'uuid'],
  ['U', 'uuid'],
  ['MAC', 'mac'],
  ['M', 'mac'],
  ['TCP', 'tcp'],
  ['T', 'tcp'],
  ['FILE', 'file'],
  ['FILENAME', 'file'],
  ['FNAME', 'file'],
  ['F', 'file'],
  ['BASE', 'base'],
  ['BASEPATH', 'base'],
  ['B', 'base'],
])

/** Whether the text begins with a key such as `l:`. */
export const isLocatorKey = (text: string): boolean => KEYS.has(/^[a-z]+(?=:)/i.exec(text)?.[0].toUpperCase() ?? '')

/** Throws Misread. */
export function readAddress(text: string): Address {
  let at = 0
  const next = () => text[at]
  const fail = (message: string, where = at): never => {
    throw new Misread(where, message)
  }

  const skipBlanks = () => {
    while (/\s/.test(next() ?? '')) at++
  }
  /** Characters up to one of `stops`, or whatever stands in double quotes. */
  const readWord = (stops: string): string => {
    const from = at
    if (next() === '"') {
      const { word, end } = readQuoted(text, from)
      at = end
      return word
    }
    while (at < text.length && !stops.includes(text[at] ?? '') && next() !== '"') at++
    if (next() === '"') fail('A quote may stand only at the beginning of a name, around all of it.')
    return text.slice(from, at).trim()
  }

  const readBracket = (): Locator => {
    const open = at++
    const places = new Map<string, number>()
    const level: Record<string, string | string[]> = {}
    const put = (key: keyof Locator, value: string | string[], where: number) => {
      if (places.has(key)) fail(`This level has a second ${key}.`, where)
      places.set(key, where)
      level[key] = value
    }
    do {
      skipBlanks()
      const from = at
      const name = /^[a-z]+(?=:)/i.exec(text.slice(at))?.[0]
      const key = name === undefined ? 'label' : KEYS.get(name.toUpperCase())
      if (key === undefined)
        return fail(`There is no key ${name}. There are LABEL, ID, UUID, MAC, TCP, FILE and BASE; a label with a colon needs quotes.`)
      if (name !== undefined) at += name.length + 1
      skipBlanks()
      const begins = next()
      if (key === 'base') put(key, readPaths(), from)
      else {
        const word = readWord(',[]%')
        if (word === '' && begins !== '"') fail(name === undefined ? 'A level needs a name.' : `${name.toUpperCase()} needs a value.`)
        put(key, word, from)
      }
      skipBlanks()
    } while (next() === ',' && ++at)
    if (at >= text.length) fail('This bracket is never closed.', open)
    if (next() !== ']') fail(`${next()} cannot stand here; put the name in double quotes.`)
    at++
    const read = Locator.safeParse(level)
    if (read.success) return read.data
    const [issue] = read.error.issues
    return fail(`${String(issue?.path[0])}: ${issue?.message}.`, places.get(String(issue?.path[0])) ?? open)
  }
  const readPaths = (): string[] => {
    const paths: string[] = []
    if (next() === ',' || next() === ']') return paths
    do paths.push(readWord(',[]%'))
    while (next() === '%' && ++at)
    return paths
  }

  const readOutside = (what: string): string => {
    const begins = next()
    const word = readWord(' \t\n,[]%:@')
    return word === '' && begins !== '"'
      ? fail(begins === undefined ? `Here ${what} is missing.` : `${begins} cannot be the beginning of ${what}.`)
      : word
  }
  let user: string | undefined
  let first = next() === '[' ? null : readOutside('a machine')
  if (first !== null && next() === '@') {
    user = first
    at++
    first = next() === '[' ? null : readOutside('a machine')
  }
  const levels = [first === null ? readBracket() : { label: first }]
  while (next() === '[') levels.push(readBracket())
  if (at === text.length) return { levels, ...(user !== undefined && { user }) }

  if (next() !== ':') fail(`${next()} cannot stand here.`)
  at++
  const port = /^\d+$/.test(text.slice(at)) ? Number(text.slice(at)) : 0
  if (port < 1 || port > 65_535) fail('A port is a number from 1 to 65535.')
  return { levels, port, ...(user !== undefined && { user }) }
}
