/** A piece of a call: its text, the word it stands in (counted after `ctys`), and where in that word it begins. */
export interface Token {
  readonly text: string
  readonly word: number
  readonly at: number
}

/** A word that cannot be understood: the token that is pointed at, and what is expected there. */
export class WordMisread extends Error {
  readonly token: Token
  constructor(token: Token, message: string) {
    super(message)
    this.token = token
  }
}

export const tokensOf = (words: readonly string[]): Token[] => words.map((text, word) => ({ text, word, at: 0 }))

/** A part of a token. */
export const partOf = ({ text, word, at }: Token, from: number, to = text.length): Token => ({
  text: text.slice(from, to),
  word,
  at: at + from,
})

/** What follows a token immediately. */
export const after = ({ text, word, at }: Token): Token => ({ text: '', word, at: at + text.length })

/** The pieces between separators; one in double quotes or brackets separates nothing. */
export function splitToken(token: Token, separator: string): Token[] {
  const pieces: Token[] = []
  let from = 0
  let quoted = false
  let depth = 0
  for (let index = 0; index < token.text.length; index++) {
    const letter = token.text[index] ?? ''
    if (letter === '"') quoted = !quoted
    else if (quoted) continue
    else if ('(['.includes(letter)) depth++
    else if (')]'.includes(letter)) depth--
    else if (letter === separator && depth === 0) {
      pieces.push(partOf(token, from, index))
      from = index + 1
    }
  }
  return [...pieces, partOf(token, from)]
}
