import { ProblemError } from '../../shared/model/problem.ts'

/**
 * The one place where a list of words becomes a sentence: a line that a POSIX shell reads back as exactly this list. Every word is
 * quoted, the plain ones too, so that no word can be taken for a keyword, an alias or an assignment.
 * Throws `command.unsayable` for what no command line can hold: NUL, and text that is not valid Unicode.
 */
export function quote(argv: readonly string[]): string {
  checkWords(argv)
  return argv.map((word) => `'${word.replaceAll("'", `'\\''`)}'`).join(' ')
}

/** Throws `command.unsayable` when a word can be part of no command at all. */
export function checkWords(argv: readonly string[]): void {
  for (const word of argv) if (word.includes('\0') || !word.isWellFormed()) throw unsayable(word)
}

function unsayable(word: string): ProblemError {
  return new ProblemError({
    code: 'command.unsayable',
    severity: 'error',
    title: 'A word cannot be part of a command',
    message: `${JSON.stringify(word.slice(0, 80))} holds a NUL or a broken character, which no command line can carry.`,
    hint: 'Remove the character from the setting it comes from.',
  })
}
