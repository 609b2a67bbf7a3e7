import { isAlias, isMap, isNode, isSeq, LineCounter, type Document, parseDocument, visit, type YAMLMap } from 'yaml'
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
    if (cause instanceof RangeError) return { problems: [unreadable(tooDeep)] }
    if (cause instanceof ReferenceError) return { problems: [unreadable(cause.message)] }
    throw cause
  }
}

function read(text: string): Yaml | { problems: Problem[] } {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: false, prettyErrors: false })
  const at = (offset: number) => {
    const { line, col } = lines.linePos(offset)
    return `line ${line}, column ${col}`
  }
  const told = [...document.errors, ...document.warnings].map(({ message, pos }) => [readable(message), pos[0]] as const)
  const broken = [...told, ...badKeys(document)]
  if (broken.length > 0) return { problems: broken.slice(0, 20).map(([message, offset]) => unreadable(`${at(offset)}: ${message}`)) }
  const data = filled(document.toJS({ maxAliasCount: mostAliases }))
  if (deeper(data, mostDepth)) return { problems: [unreadable(tooDeep)] }
  const follow = follower(document)
  return {
    data,
    keysAt: (path) => {
      const node = follow(path)
      return isMap(node) ? node.items.map((pair) => String(pair.key)) : []
    },
    problem: (code, path, message, hint, key) => ({
      code,
      severity: 'error',
      title: path.length === 0 ? 'The file cannot be used' : `The file cannot be used because of ${named(path)}`,
      message: `${at(offsetOf(follow, path, key))}: ${[...path, ...(key === undefined ? [] : [key])].join('.') || 'document'}: ${message}`,
      ...(hint !== undefined && { hint }),
      detail: [...path, ...(key === undefined ? [] : [key])].join('.'),
    }),
  }
}

const COLLECTIONS: readonly unknown[] = ['machines', 'services', 'components', 'sessions', 'workspaces']

/** What a path means, for a title: its field; an entry of a list by the list and whose it is, such as `after of web`. */
function named(path: FilePath): string {
  const field = path.findLast((key) => typeof key === 'string')
  if (typeof path.at(-1) === 'string' || field === undefined) return String(path.at(-1))
  const owner = path.findLast((key, index) => typeof key === 'string' && key !== field && COLLECTIONS.includes(path[index - 1]))
  return owner === undefined ? field : `${field} of ${owner}`
}

/** The library's words, where they speak to programmers. */
function readable(message: string): string {
  if (message.includes('call stack')) return tooDeep
  return message.includes('multiple documents') ? 'A second document begins here; a file holds one.' : message
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

/** Finds nodes by what keys are as text: `1:` is a number for YAML, and a name here. */
function follower(document: Document.Parsed): (path: FilePath) => unknown {
  const maps = new WeakMap<YAMLMap, ReadonlyMap<string, unknown>>()
  const fieldsOf = (map: YAMLMap) => {
    const there = maps.get(map)
    if (there) return there
    const fields = new Map(map.items.map((pair): [string, unknown] => [String(pair.key), pair.value]))
    maps.set(map, fields)
    return fields
  }
  const real = (node: unknown) => (isAlias(node) ? node.resolve(document) : node)
  return (path) =>
    path.reduce<unknown>((node, key) => {
      if (isMap(node)) return real(fieldsOf(node).get(String(key)))
      return isSeq(node) ? real(node.items[Number(key)]) : undefined
    }, document.contents)
}

/** The offset of the deepest part of the path that the text has. */
function offsetOf(follow: (path: FilePath) => unknown, path: FilePath, key: string | undefined): number {
  for (let depth = path.length; depth >= 0; depth -= 1) {
    const node = follow(path.slice(0, depth))
    if (!isNode(node)) continue
    const pair = key !== undefined && isMap(node) ? node.items.find((each) => String(each.key) === key) : undefined
    const start = isNode(pair?.key) ? pair.key.range : node.range
    return start?.[0] ?? 0
  }
  return 0
}

/** Keys given twice in one map, and the one that JavaScript takes for something else. The library's own search for them takes the square of their number. */
function badKeys(document: Document.Parsed): (readonly [string, number])[] {
  const found: (readonly [string, number])[] = []
  visit(document, {
    Map: (_, map) => {
      const seen = new Set<string>()
      for (const { key } of map.items) {
        const name = String(key)
        const wrong = seen.has(name) ? 'is given twice in one place' : name === '__proto__' ? 'cannot be a key' : null
        if (wrong) found.push([`"${name}" ${wrong}`, isNode(key) ? (key.range?.[0] ?? 0) : 0])
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
