import type { Machine } from '../../shared/model/machine.ts'
import type { MachineId } from '../../shared/model/id.ts'

/**
 * Plain substring search over texts made once per machine. An index on disk (FTS5, trigram) was measured too: for 10,000 machines it is
 * slower for short words and for words that many machines hold, cannot find words of one or two letters, and costs at every edit.
 */
export interface Found {
  readonly machines: MachineId[]
  readonly total: number
}

/** The texts of one machine, folded. Fields end with a line break, so that no phrase reaches over two of them. */
interface Texts {
  readonly id: MachineId
  readonly label: string
  readonly order: string
  readonly fields: Readonly<Record<Field, string>>
  readonly all: string
}
const fieldNames = ['id', 'label', 'plugin', 'address', 'tag', 'user', 'home', 'option'] as const
type Field = (typeof fieldNames)[number]

interface Word {
  readonly field: Field | null
  readonly text: string
}

/** Makes the search for one inventory. It remembers the texts of machines for as long as those are the same objects. */
export function makeSearch(): (machines: readonly Machine[], query: string, limit: number, offset: number) => Found {
  const known = new WeakMap<Machine, Texts>()
  let last: { machines: readonly Machine[]; sorted: readonly Texts[] } | null = null
  const textsOf = (machine: Machine) => {
    const there = known.get(machine)
    if (there) return there
    const texts = read(machine)
    known.set(machine, texts)
    return texts
  }
  return (machines, query, limit, offset) => {
    if (last?.machines !== machines) last = { machines, sorted: machines.map(textsOf).sort(byLabel) }
    const words = readQuery(query)
    const ranked: MachineId[][] = [[], [], [], [], []]
    let total = 0
    for (const texts of last.sorted) {
      if (!words.every((word) => (word.field === null ? texts.all : texts.fields[word.field]).includes(word.text))) continue
      total += 1
      ranked[rank(texts.label, words)]?.push(texts.id)
    }
    return { machines: ranked.flat().slice(offset, offset + limit), total }
  }
}

/** Words and "quoted phrases", each perhaps of one field: `plugin:qemu label:"my box" 02:00`. An unknown key is plain text. */
export function readQuery(query: string): Word[] {
  const words: Word[] = []
  for (const [, key = '', phrase, plain = ''] of query.matchAll(/([A-Za-z]+:)?(?:"([^"]*)"?|(\S+))/g)) {
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

function read(machine: Machine): Texts {
  const { id, label, plugin, locator, login, tags, options, home } = machine
  const fields = {
    id: fold(id),
    label: fold(label),
    plugin: fold(plugin),
    address: fold(lines(locator)),
    tag: fold(tags.join('\n')),
    user: fold(login?.user ?? ''),
    home: fold(home ?? ''),
    option: fold(lines(options)),
  }
  const order = `${fields.label.replace(/\d+/g, (digits) => digits.padStart(12, '0'))}\n${id}`
  return { id, label: fields.label, order, fields, all: Object.values(fields).join('\n') }
}

/** One line for each plain value, after its key: `memory:2048`. */
function lines(value: unknown, key = ''): string {
  if (Array.isArray(value)) return value.map((item) => lines(item, key)).join('\n')
  if (typeof value !== 'object' || value === null) return `${key}:${String(value)}`
  return Object.entries(value)
    .map(([name, inner]) => lines(inner, name))
    .join('\n')
}

/** Without case and accents, so that `zurich` finds `Zürich`. */
export function fold(text: string): string {
  const lower = text.toLowerCase()
  // Most texts are plain, and normalising is the slow part.
  return /^\p{ASCII}*$/u.test(lower) ? lower : lower.normalize('NFKD').replace(/\p{M}/gu, '')
}

const byLabel = (a: Texts, b: Texts) => (a.order < b.order ? -1 : a.order > b.order ? 1 : 0)
