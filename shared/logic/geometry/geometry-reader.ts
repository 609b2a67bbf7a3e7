import { Length, Offset, type Show } from '../../model/layout.ts'
import { Misread, readQuoted } from '../misread.ts'

/** What a `-g` text says; what it leaves out is left out. */
export interface SaidGeometry {
  readonly size?: readonly [width: Length, height: Length]
  readonly place?: readonly [x: Offset, y: Offset]
  readonly screen?: number | string | null
  readonly layout?: string
  readonly desktop?: number | string
  readonly show?: Show
}

/** What a number without a unit counts in a size: px, or the characters of a terminal. */
export type Unit = 'px' | 'cells'

/** Words that say how a window is shown, in both spellings. */
export const SHOWS: ReadonlyMap<string, Show> = new Map([
  ['normal', 'normal'],
  ['maximised', 'maximised'],
  ['maximized', 'maximised'],
  ['minimised', 'minimised'],
  ['minimized', 'minimised'],
  ['fullscreen', 'fullscreen'],
])

/** Digits alone are a number, unless they stand in quotes. */
export const COUNTS = /^-?\d+$/

/** Throws Misread. */
export function readGeometry(text: string, unit: Unit): SaidGeometry {
  let at = 0
  const rest = () => text.slice(at)
  const next = () => text[at] ?? ''
  const fail = (message: string, where = at): never => {
    throw new Misread(where, message)
  }
  const take = (pattern: RegExp): string | null => {
    const [found] = pattern.exec(rest()) ?? []
    at += found?.length ?? 0
    return found ?? null
  }
  const whole = (digits: string, from: number): number => {
    const value = Number(digits)
    // Adding 0 makes a zero of minus zero.
    return Number.isSafeInteger(value) ? value + 0 : fail('This number is too large.', from)
  }
  const percent = (digits: string, least: number, from: number): number => {
    const value = Number(digits) + 0
    if (value > 1000 || value < least) fail(`A percentage is a number from ${least} to 1000 here.`, from)
    return value
  }

  const readLength = (what: 'width' | 'height'): Length => {
    const from = at
    const digits = take(/^\d+(?:\.\d+)?/) ?? fail(`Expected the ${what}: a number, such as ${what === 'width' ? 800 : 600}, 50% or 80c.`)
    if (take(/^%/)) {
      if (/\.\d{5}/.test(digits)) fail('A percentage has at most four decimals.', from)
      return { percent: percent(digits, 0.0001, from) }
    }
    const cells = take(/^c/i) !== null || (take(/^px/i) === null && unit === 'cells')
    if (digits.includes('.')) fail('Expected %: only a percentage has decimals.')
    const read = Length.safeParse(cells ? { cells: whole(digits, from) } : whole(digits, from))
    return read.success ? read.data : fail(`The ${what} of a window is at least 1${cells ? ' and at most 10000 characters' : ''}.`, from)
  }
  const readOffset = (axis: 'x' | 'y'): Offset => {
    const example = axis === 'x' ? '+0 from the left edge or -0 from the right one' : '+0 from the upper edge or -0 from the lower one'
    const sign = take(/^[+-]/) ?? fail(`Expected the place ${axis === 'x' ? 'across' : 'down'}: ${example}.`)
    const from = at
    const digits = take(/^-?\d+(?:\.\d+)?/) ?? fail(`Expected a number after ${sign}, such as ${sign}40.`)
    const shares = take(/^%/) !== null
    if (shares && /\.\d{5}/.test(digits)) fail('A percentage has at most four decimals.', from)
    if (!shares && digits.includes('.')) fail('Expected %: only a percentage has decimals.')
    if (!shares) take(/^px/i)
    const value = shares ? { percent: percent(digits, -1000, from) } : whole(digits, from)
    return Offset.parse(sign === '-' ? { fromEnd: value } : value)
  }

  const readName = (): { readonly text: string; readonly quoted: boolean } => {
    take(/^\s+/)
    if (next() === '"') {
      const { word, end } = readQuoted(text, at)
      at = end
      take(/^\s+/)
      return { text: word, quoted: true }
    }
    const word = take(/^[^:"]*/) ?? ''
    if (next() === '"') fail('A quote may stand only at the beginning of a name, around all of it.')
    return { text: word.trim(), quoted: false }
  }
  const counted = ({ text: name, quoted }: ReturnType<typeof readName>, from: number) =>
    !quoted && COUNTS.test(name) ? whole(name, from) : name

  const readScreen = (): Pick<SaidGeometry, 'screen'> => {
    const from = at
    const name = readName()
    if (name.text === '' && !name.quoted) return {}
    return { screen: !name.quoted && name.text === '*' ? null : counted(name, from) }
  }
  /** After the screen: a desktop, a state, or the name of a layout, each told by what it looks like. */
  const readField = (): Pick<SaidGeometry, 'layout' | 'desktop' | 'show'> => {
    take(/^\s+/)
    const from = at
    const named = take(/^@/) !== null
    const name = readName()
    if (named) return name.text === '' ? fail('Expected the name of a desktop after @.') : { desktop: counted(name, from) }
    if (name.quoted) return name.text === '' ? fail('A layout has a name.', from) : { layout: name.text }
    if (name.text === '') return {}
    if (COUNTS.test(name.text)) return { desktop: whole(name.text, from) }
    const show = SHOWS.get(name.text.toLowerCase())
    if (show) return { show }
    if (/^[/~]/.test(name.text)) fail('Screens are not read from a file: name a layout that is known here.', from)
    return { layout: name.text }
  }

  take(/^\s+/)
  let said: SaidGeometry = {}
  if (/^\d/.test(rest())) {
    const width = readLength('width')
    if (!take(/^[x×]/i)) fail('Expected x and the height, as in 800x600.')
    said = { size: [width, readLength('height')] }
  }
  if (/^[+-]/.test(rest())) said = { ...said, place: [readOffset('x'), readOffset('y')] }
  take(/^\s+/)
  for (let screen = true; take(/^:/); screen = false) {
    const from = at
    const field: SaidGeometry = screen ? readScreen() : readField()
    for (const [key, word] of [
      ['layout', 'layout'],
      ['desktop', 'desktop'],
      ['show', 'state'],
    ] as const)
      if (field[key] !== undefined && said[key] !== undefined) fail(`There is a second ${word}.`, from)
    said = { ...said, ...field }
  }
  if (at < text.length) fail(said.place ? 'Expected : and a screen, or the end.' : 'Expected a place such as +0+0, or : and a screen.')
  if (Object.keys(said).length === 0) fail('Expected a size such as 800x600, a place such as +0+0, or a screen such as :left.')
  return said
}
