import type { Machine } from '../../../shared/model/machine.ts'

/** One word of the query that a click puts in or takes out. */
export interface Facet {
  readonly word: string
  readonly text: string
  readonly count: number
}

const quoted = (text: string) => (/\s/.test(text) ? `"${text}"` : text)

/** How many machines there are of each kind and with each tag, the most frequent first. */
export function facetsOf(machines: Iterable<Machine>): { plugins: Facet[]; tags: Facet[] } {
  const plugins = new Map<string, number>()
  const tags = new Map<string, number>()
  for (const { plugin, tags: own } of machines) {
    plugins.set(plugin, (plugins.get(plugin) ?? 0) + 1)
    for (const tag of own) tags.set(tag, (tags.get(tag) ?? 0) + 1)
  }
  const list = (key: string, counts: Map<string, number>) =>
    [...counts]
      .sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0]))
      .map(([text, count]) => ({ word: `${key}:${quoted(text)}`, text, count }))
  return { plugins: list('plugin', plugins), tags: list('tag', tags) }
}

/** A query in its words; what is quoted stays together. */
export const wordsOf = (query: string): string[] => [...query.matchAll(/(?:[A-Za-z]+:)?(?:"[^"]*"?|\S+)/g)].map(([word]) => word)

/** The query with the word put in, or taken out when it is there. */
export function toggled(query: string, word: string): string {
  const words = wordsOf(query)
  return (words.includes(word) ? words.filter((one) => one !== word) : [...words, word]).join(' ')
}
