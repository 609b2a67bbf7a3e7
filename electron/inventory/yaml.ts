import { isAlias, isMap, isNode, LineCounter, type Document, parseDocument, visit } from 'yaml'
import type { FilePath, KeysAt } from '../../shared/document/read.ts'
import type { Problem } from '../../shared/model/problem.ts'

/** A file larger than this is no document that people wrote. 10,000 machines are about 3 MB. */
export const mostBytes = 32 * 1024 * 1024
/** Aliases are handy by hand; a file that multiplies itself by them is refused. */
const mostAliases = 100
const mostDepth = 64
const tooDeep = `It is nested more than ${mostDepth} levels deep.`

/** A text that is YAML: its data, and where in the text everything stands. */
export interface Yaml {
  readonly data: unknown
  readonly keysAt: KeysAt
  /** A problem of the field at `path`; with `key`, of that key of it. */
  problem(code: string, path: FilePath, message: string, hint?: string, key?: string): Problem
}

/** Parses the text, or tells why it cannot be. */
export function parseYaml(text: string): Yaml | { problems: Problem[] } {
  const bytes = Buffer.byteLength(text)
  if (bytes > mostBytes) return { problems: [tooBig(bytes)] }
  try {
    return read(text)
  } catch (cause) {
    // The parser follows nesting with its own stack, and refuses a text that multiplies itself by aliases.
    return { problems: [unreadable(cause instanceof RangeError ? tooDeep : cause instanceof Error ? cause.message : String(cause))] }
  }
}

function read(text: string): Yaml | { problems: Problem[] } {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: false, prettyErrors: false })
  const at = (offset: number) => {
    const { line, col } = lines.linePos(offset)
    return `line ${line}, column ${col}`
  }
  const broken = [...document.errors.map(({ message, pos }) => [message, pos[0]] as const), ...doubled(document)]
  if (broken.length > 0) return { problems: broken.slice(0, 20).map(([message, offset]) => unreadable(`${at(offset)}: ${message}`)) }
  const data = filled(document.toJS({ maxAliasCount: mostAliases }))
  if (deeper(data, mostDepth)) return { problems: [unreadable(tooDeep)] }
  return {
    data,
    keysAt: (path) => {
      const node = follow(document, path)
      return isMap(node) ? node.items.map((pair) => String(pair.key)) : []
    },
    problem: (code, path, message, hint, key) => ({
      code,
      severity: 'error',
      title: path.length === 0 ? 'The file cannot be used' : `The file cannot be used because of ${path.at(-1)}`,
      message: `${at(offsetOf(document, path, key))}: ${[...path, ...(key === undefined ? [] : [key])].join('.') || 'document'}: ${message}`,
      ...(hint !== undefined && { hint }),
      detail: [...path, ...(key === undefined ? [] : [key])].join('.'),
    }),
  }
}

/** What hand-writers leave empty (`components:` and nothing after it) is an empty map, where the shape wants one. */
function filled(data: unknown): unknown {
  const maps = [
    ['machines', '*'],
    ['services', '*', 'components', '*', 'sessions', '*'],
    ['workspaces', '*'],
  ]
  for (const path of maps) data = fill(data, path)
  return data
}

function fill(data: unknown, [key, ...rest]: readonly string[]): unknown {
  if (key === undefined) return data ?? {}
  if (data === null || data === undefined) return {}
  if (typeof data !== 'object' || Array.isArray(data)) return data
  const entries = Object.entries(data).map(([name, value]: [string, unknown]) => [
    name,
    key === '*' || key === name ? fill(value, rest) : value,
  ])
  return Object.fromEntries(entries)
}

function deeper(data: unknown, levels: number): boolean {
  if (typeof data !== 'object' || data === null) return false
  return levels === 0 || Object.values(data).some((inner) => deeper(inner, levels - 1))
}

function follow(document: Document.Parsed, path: FilePath): unknown {
  const node: unknown = document.getIn(path, true)
  return isAlias(node) ? node.resolve(document) : node
}

/** The offset of the deepest part of the path that the text has. */
function offsetOf(document: Document.Parsed, path: FilePath, key: string | undefined): number {
  for (let depth = path.length; depth >= 0; depth -= 1) {
    const node = follow(document, path.slice(0, depth))
    if (!isNode(node)) continue
    const pair = key !== undefined && isMap(node) ? node.items.find((each) => String(each.key) === key) : undefined
    const start = isNode(pair?.key) ? pair.key.range : node.range
    return start?.[0] ?? 0
  }
  return 0
}

/** Keys given twice in one map. The library's own search for them takes the square of their number. */
function doubled(document: Document.Parsed): (readonly [string, number])[] {
  const found: (readonly [string, number])[] = []
  visit(document, {
    Map: (_, map) => {
      const seen = new Set<string>()
      for (const { key } of map.items) {
        const name = String(key)
        if (seen.has(name)) found.push([`"${name}" is given twice in one place`, isNode(key) ? (key.range?.[0] ?? 0) : 0])
        seen.add(name)
      }
    },
  })
  return found
}

const unreadable = (message: string): Problem => ({
  code: 'document.unreadable',
  severity: 'error',
  title: 'The file is not readable YAML',
  message,
  hint: 'Correct the named place. Indentation counts, and every key may stand only once.',
})

const tooBig = (bytes: number): Problem => ({
  code: 'document.too-big',
  severity: 'error',
  title: 'The file is too big',
  message: `It has ${Math.ceil(bytes / 1024 / 1024)} MB; a document may have up to ${mostBytes / 1024 / 1024} MB.`,
  hint: 'Is this the right file? Split it if it is.',
})
