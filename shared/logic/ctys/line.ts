import type { Problem } from '../../model/problem.ts'
import type { CtysLine } from './call.ts'
import { readCall } from './reader.ts'
import { type Token, tokensOf, WordMisread } from './tokens.ts'

/**
 * Reads the words after `ctys`: `-t VNC -a create=l:myApp,reconnect -g 30x100+30+100 host`. Several targets make several calls; options
 * in brackets behind a target, such as `host(-g :left)`, are for that one alone.
 */
export function parseCtys(words: readonly string[]): CtysLine | { readonly problem: Problem } {
  try {
    return readCall(tokensOf(words))
  } catch (cause) {
    if (!(cause instanceof WordMisread)) throw cause
    return { problem: notUnderstood(words, cause.token, cause.message) }
  }
}

/** A problem that points at a word of the call, with the line and a caret below it. */
export function notUnderstood(words: readonly string[], { word, at }: Token, message: string): Problem {
  const typed = words.map(quoted)
  const before = ['ctys', ...typed.slice(0, word)].join(' ')
  const begun = (words[word] ?? '').slice(0, at)
  const inside = typed[word]?.startsWith("'") ? quoted(`${begun} `).length - 2 : at
  return {
    code: 'ctys.syntax',
    severity: 'error',
    title: word < words.length ? `"${words[word]}" cannot be understood` : 'This call is not complete',
    message,
    hint: 'ctys --help shows how calls are written.',
    detail: `ctys ${typed.join(' ')}\n${' '.repeat(before.length + 1 + inside)}^`,
  }
}

const quoted = (word: string) => (/^[^\s'"(){}$;&|<>*?!`\\]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`)
