import type { Placement } from '../model/layout.ts'

/** What could not be read in a `-g` text, and where: `at` is the index of the character. */
export interface Misread {
  readonly at: number
  readonly message: string
}

/** `1268x994+0+0:left:2`: size, place on its screen, the screen by name or number, the virtual desktop. In logical px. */
export function showGeometry({ width, height, x, y, screen, desktop }: Placement): string {
  const place = `${width}x${height}+${x}+${y}`
  if (desktop !== null) return `${place}:${screen}:${desktop}`
  return screen === 0 ? place : `${place}:${screen}`
}

/**
 * Reads `WxH+X+Y[:screen[:desktop]]`. What is left out stays as it is in `was`; left of or above the screen is written
 * `+-40` or `-40`.
 */
export function parseGeometry(text: string, was: Placement): { placement: Placement } | { misread: Misread } {
  const [rectangle = '', screen, desktop, ...rest] = text.trim().split(':')
  const numbers = /^(\d+)x(\d+)(?:(\+-?\d+|-\d+)(\+-?\d+|-\d+))?$/i.exec(rectangle)
  if (!numbers) return { misread: { at: misreadAt(rectangle), message: 'Write it as WIDTHxHEIGHT+X+Y, such as 800x600+0+0.' } }
  if (rest.length > 0) return { misread: { at: text.split(':', 3).join(':').length, message: 'After the desktop nothing more is known.' } }
  const [, width = 0, height = 0] = numbers.map(Number)
  const [x = was.x, y = was.y] = [numbers[3], numbers[4]].map((part) => (part === undefined ? undefined : Number(part.replace('+-', '-'))))
  if (width === 0 || height === 0)
    return { misread: { at: width === 0 ? 0 : rectangle.toLowerCase().indexOf('x') + 1, message: 'A window needs a size.' } }
  if (desktop !== undefined && desktop !== '' && !/^\d+$/.test(desktop))
    return { misread: { at: rectangle.length + (screen?.length ?? 0) + 2, message: 'A desktop is a number.' } }
  return {
    placement: {
      ...was,
      width,
      height,
      x,
      y,
      screen: screen === undefined ? was.screen : screen === '' ? 0 : /^\d+$/.test(screen) ? Number(screen) : screen,
      desktop: desktop === undefined ? was.desktop : desktop === '' ? null : Number(desktop),
    },
  }
}

/** The first character that no continuation could make right. */
function misreadAt(rectangle: string): number {
  const good = /^\d*(?:(?<=\d)x\d*(?:(?<=\d)(?:\+-?|-)\d*(?:(?<=\d)(?:\+-?|-)\d*)?)?)?/i.exec(rectangle)
  return good ? good[0].length : 0
}
