/** What somebody is about to paste into a terminal. */
export interface Paste {
  /** What is sent: as it was copied, without characters that a terminal would obey instead of show. */
  readonly text: string
  readonly lines: number
  /** How many such characters were left out. */
  readonly hidden: number
}

/** Tabs and line ends are text; everything else below a space, DEL, and the second set of orders are not. */
const ORDERS = /[^\P{Cc}\t\n\r]/gu

/** Looks at a text from the clipboard before a terminal gets it. */
export function pasteOf(copied: string): Paste {
  const text = copied.replace(ORDERS, '')
  return { text, lines: linesOf(text).length, hidden: copied.length - text.length }
}

/** Whether it must be asked first: a shell runs each line as soon as it ends, and nobody sees characters that are orders. */
export const mustAsk = ({ lines, hidden }: Paste): boolean => lines > 1 || hidden > 0

/** Its lines; a line end at the very end begins no other. */
export function linesOf(text: string): readonly string[] {
  const lines = text.split(/\r\n|\r|\n/)
  return lines.length > 1 && lines.at(-1) === '' ? lines.slice(0, -1) : lines
}
