import type { FontStep } from './fontSize.ts'

/** What a terminal window does itself; every other key goes to the machine. */
export type TerminalAct = 'copy' | 'paste' | 'find' | FontStep

/** The part of a key event that decides. */
export interface Stroke {
  readonly key: string
  readonly code: string
  readonly ctrlKey: boolean
  readonly shiftKey: boolean
  readonly altKey: boolean
  readonly metaKey: boolean
}

const PLUS = new Set(['Equal', 'NumpadAdd'])
const MINUS = new Set(['-', '_'])
const ZERO = new Set(['Digit0', 'Numpad0'])

/** The act of a key, all of them with Ctrl and Shift as in every terminal; null for a key that is the machine's. */
export function actOf({ key, code, ctrlKey, shiftKey, altKey, metaKey }: Stroke): TerminalAct | null {
  if (!ctrlKey || !shiftKey || altKey || metaKey) return null
  const letter = key.toLowerCase()
  if (letter === 'c') return 'copy'
  if (letter === 'v') return 'paste'
  if (letter === 'f') return 'find'
  // Where plus has a key of its own, Shift makes a star of it.
  if (key === '+' || PLUS.has(code) || (key === '*' && code === 'BracketRight')) return 'larger'
  if (MINUS.has(key) || code === 'NumpadSubtract') return 'smaller'
  return ZERO.has(code) ? 'standard' : null
}
