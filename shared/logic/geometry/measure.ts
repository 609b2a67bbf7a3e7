import type { Length, Offset } from '../../model/layout.ts'

/** A rectangle in logical px of the whole desktop. */
export interface Bounds {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** Whether two rectangles are one. */
export const sameBounds = (a: Bounds, b: Bounds): boolean => a.x === b.x && a.y === b.y && a.width === b.width && a.height === b.height

/** What a placement is on, as far as that matters: a screen and its name. */
export interface Area extends Bounds {
  readonly name: string
}

/** One character of a terminal in logical px, and what its window has around the characters. */
export interface Cell {
  readonly width: number
  readonly height: number
  readonly around: { readonly width: number; readonly height: number }
}

/** Our own terminal at its usual font size: padding and scroll bar beside the characters, the session's bar above them. */
export const TERMINAL_CELL: Cell = { width: 7.8, height: 20, around: { width: 28, height: 40 } }

/** A length in whole px, at least 1: `whole` is the screen's, `cell` and `around` those of one character. */
export function lengthIn(length: Length, whole: number, cell: number, around: number): number {
  if (typeof length === 'number') return length
  if ('cells' in length) return Math.ceil(length.cells * cell + around)
  return Math.max(1, share(length.percent, whole))
}

/** How far from the screen's left (upper) edge a window of `length` px begins, in whole px. */
export function offsetIn(offset: Offset, whole: number, length: number): number {
  if (typeof offset === 'number') return offset
  if ('percent' in offset) return share(offset.percent, whole)
  const { fromEnd } = offset
  return whole - length - (typeof fromEnd === 'number' ? fromEnd : share(fromEnd.percent, whole))
}

/** Adding 0 makes a zero of minus zero. */
const share = (percent: number, whole: number) => Math.round((whole * percent) / 100) + 0
