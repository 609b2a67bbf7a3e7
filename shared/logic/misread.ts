/** What could not be read in a text, and where: `at` is the index of the character. */
export interface Misreading {
  readonly at: number
  readonly message: string
}

/** Ends the reading there. */
export class Misread extends Error implements Misreading {
  readonly at: number
  constructor(at: number, message: string) {
    super(message)
    this.at = at
  }
}

/**
 * A name in double quotes that begins at `from`; a quote inside is doubled. `end` is behind the closing one. Throws Misread.
 */
export function readQuoted(text: string, from: number): { readonly word: string; readonly end: number } {
  const [all, inside = ''] = /^"((?:[^"]|"")*)"/.exec(text.slice(from)) ?? []
  if (all === undefined) throw new Misread(from, 'This quote is never closed.')
  return { word: inside.replaceAll('""', '"'), end: from + all.length }
}
