import type { Action } from '../store/actions.ts'

/** What is typed, read: `>` only actions, `@` only machines, `#` only workspaces, then the words to find. */
export interface Query {
  readonly only: 'actions' | 'machines' | 'workspaces' | null
  readonly words: readonly string[]
}

/** Reads the palette's field. */
export function readQuery(text: string): Query {
  const marks = { '>': 'actions', '@': 'machines', '#': 'workspaces' } as const
  const mark = text.trimStart()[0]
  const only = mark === '>' || mark === '@' || mark === '#' ? marks[mark] : null
  const words = (only ? text.trimStart().slice(1) : text).toLowerCase().split(/\s+/).filter(Boolean)
  return { only, words }
}

/** The actions whose title holds every word, in their order; those whose title begins with the first word come first. */
export function findActions(actions: readonly Action[], { only, words }: Query): Action[] {
  const meant = actions.filter(
    ({ group }) =>
      only === null ||
      (only === 'machines'
        ? group === 'Machines'
        : only === 'workspaces'
          ? group === 'Service-workspaces'
          : group === 'Do' || group === 'Service-workspaces'),
  )
  const found = meant.filter(({ title }) => words.every((word) => title.toLowerCase().includes(word)))
  const first = words[0]
  if (first === undefined) return found
  const rank = ({ title }: Action) =>
    title
      .toLowerCase()
      .split(/[\s:]+/)
      .some((part) => part.startsWith(first))
      ? 0
      : 1
  return found.sort((a, b) => rank(a) - rank(b))
}

/** The title in pieces, those that were typed marked. */
export function marked(title: string, words: readonly string[]): { key: string; text: string; hit: boolean }[] {
  if (words.length === 0) return [{ key: '0', text: title, hit: false }]
  const escaped = words.map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
  const parts = title.split(new RegExp(`(${escaped.join('|')})`, 'i'))
  return parts.filter((text) => text !== '').map((text, at) => ({ key: `${at}`, text, hit: words.includes(text.toLowerCase()) }))
}
