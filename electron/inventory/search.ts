import type { Machine } from '../../shared/model/machine.ts'
import type { MachineId } from '../../shared/model/id.ts'

export interface Found {
  readonly machines: MachineId[]
  readonly total: number
}

/**
 * Plain substring search over texts made once per machine. An index on disk (FTS5, trigram) was measured too: over 10,000 machines its
 * p95 was five times as long, it finds no words of one or two letters, and it costs at every edit.
 */
export interface Search {
  find(machines: readonly Machine[], query: string, limit: number, offset: number): Found
  /** Makes the texts ahead of the first search, a few at a time, so that nobody waits for them. */
  warm(machines: readonly Machine[]): void
}

/** All that is searched of one machine, folded; fields stand apart by a mark, so that no phrase reaches over two of them. */
interface Texts {
  readonly id: MachineId
  readonly label: string
  readonly order: string
  readonly all: string
}
const mark = '\u0000'
const fieldNames = ['id', 'label', 'plugin', 'address', 'tag', 'user', 'home', 'option'] as const
type Field = (typeof fieldNames)[number]

interface Word {
  readonly field: Field | null
  readonly text: string
}

/** Makes the search for one inventory. It remembers the texts of machines for as long as those are the same objects. */
export function makeSearch(): Search {
  const known = new WeakMap<Machine, Texts>()
  let last: { machines: readonly Machine[]; sorted: readonly Texts[] } | null = null
  const textsOf = (machine: Machine) => {
    const there = known.get(machine)
    if (there) return there
    const texts = read(machine)
    known.set(machine, texts)
    return texts
  }
  const find: Search['find'] = (machines, query, limit, offset) => {
    if (last?.machines !== machines) last = { machines, sorted: machines.map(textsOf).sort(byLabel) }
    const words = readQuery(query)
    const ranked: MachineId[][] = [[], [], [], [], []]
    let total = 0
    for (const texts of last.sorted) {
      if (!words.every((word) => holds(texts, word))) continue
      total += 1
      ranked[rank(texts.label, words)]?.push(texts.id)
    }
    return { machines: ranked.flat().slice(offset, offset + limit), total }
  }
  const warm: Search['warm'] = (machines) => {
    for (const machine of machines.slice(0, 200)) textsOf(machine)
    if (machines.length > 200) setTimeout(() => warm(machines.slice(200)), 1).unref()
  }
  return { find, warm }
}

/** Words and "quoted phrases", each perhaps of one field: `plugin:qemu label:"my box" 02:00`. An unknown key is plain text. */
export function readQuery(query: string): Word[] {
  const words: Word[] = []
  for (const [, key = '', phrase, plain = ''] of query.matchAll(/(?=\S)([A-Za-z]+:)?(?:"([^"]*)"?|(\S*))/g)) {
    const field = fieldOf(key)
    const text = fold(phrase ?? plain)
    if (field !== null) words.push({ field, text })
    else if (key + text !== '') words.push({ field: null, text: fold(key) + text })
  }
  return words
}

const aliases: Readonly<Record<string, Field>> = {
  tags: 'tag',
  options: 'option',
  name: 'label',
  kind: 'plugin',
  addr: 'address',
  on: 'home',
}

function fieldOf(key: string): Field | null {
  const name = key.slice(0, -1).toLowerCase()
  return fieldNames.find((field) => field === name) ?? aliases[name] ?? null
}

/** 0 is the label itself, then its beginning, the beginning of one of its words, anywhere in it, not in it at all. */
function rank(label: string, words: readonly Word[]): number {
  const word = words.find(({ field }) => field === null || field === 'label')?.text ?? ''
  const at = word === '' ? -1 : label.indexOf(word)
  if (at < 0) return 4
  if (at === 0) return label === word ? 0 : 1
  return /[\p{L}\p{N}]/u.test(label[at - 1] ?? '') ? 3 : 2
}

function holds({ all }: Texts, { field, text }: Word): boolean {
  // Most machines do not hold the text at all; only for the rest the fields are told apart.
  return all.includes(text) && (field === null || (all.split(mark)[fieldNames.indexOf(field)] ?? '').includes(text))
}

function read({ id, label, plugin, locator, login, tags, options, home }: Machine): Texts {
  const fields: Record<Field, string> = {
    id,
    label,
    plugin,
    address: lines(locator),
    tag: tags.join('\n'),
    user: login?.user ?? '',
    home: home ?? '',
    option: lines(options),
  }
  const folded = fold(label)
  const order = `${folded.replace(/\d+/g, (digits) => digits.padStart(12, '0'))}\n${id}`
  return { id, label: folded, order, all: fold(fieldNames.map((field) => fields[field].replaceAll(mark, ' ')).join(mark)) }
}

/** One line for each plain value, after its key: `memory:2048`. */
function lines(value: unknown): string {
  const found: string[] = []
  const walk = (inner: unknown, key: string) => {
    if (typeof inner !== 'object' || inner === null) found.push(`${key}:${String(inner)}`)
    else if (Array.isArray(inner)) for (const item of inner) walk(item, key)
    else for (const [name, item] of Object.entries(inner)) walk(item, name)
  }
  walk(value, '')
  return found.join('\n')
}

/** Without case and accents, so that `zurich` finds `Zürich`. */
export function fold(text: string): string {
  const lower = text.toLowerCase()
  // Most texts are plain, and normalising is the slow part.
  return /^\p{ASCII}*$/u.test(lower) ? lower : lower.normalize('NFKD').replace(/\p{M}/gu, '')
}

const byLabel = (a: Texts, b: Texts) => (a.order < b.order ? -1 : a.order > b.order ? 1 : 0)
