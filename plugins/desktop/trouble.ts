import type { Problem } from '../../shared/model/problem.ts'
import type { DesktopWindow, Move, Show, Size } from '../../shared/plugin/desktop.ts'
import { aimOf, nearest } from './aim.ts'

const words: Record<Show, string> = {
  normal: 'in a usual window',
  maximised: 'maximised',
  minimised: 'minimised',
  fullscreen: 'in full screen',
}

/** What of a move did not come true, and why. Empty when all did. */
export function troubleOf(move: Move, window: DesktopWindow, manager: string): Problem[] {
  const aim = aimOf(move, window)
  const called = window.title || window.kind
  const { content, show, desktop, sizes } = window
  const warn = (code: string, title: string, message: string, hint: string): Problem => ({
    code,
    severity: 'warning',
    title,
    message,
    hint,
    about: move.id,
  })
  const found: Problem[] = []
  if (show !== move.show)
    found.push(
      warn(
        'window.show-refused',
        `${called} is not ${words[move.show]}`,
        `${manager} was asked to show it ${words[move.show]}, and shows it ${words[show]}.`,
        'Change it by hand, or choose another show in the layout.',
      ),
    )
  if (move.desktop !== null && desktop !== null && desktop !== move.desktop)
    found.push(
      warn(
        'window.desktop-refused',
        `${called} is not on desktop ${move.desktop + 1}`,
        `${manager} was asked for desktop ${move.desktop + 1}, and keeps it on desktop ${desktop + 1}.`,
        'See how many desktops there are, or choose another one in the layout.',
      ),
    )
  if (aim === null || move.show !== 'normal' || show !== 'normal') return found
  if (content.width !== aim.width || content.height !== aim.height) found.push(warn(...sizeTrouble(called, aim, window, manager)))
  if (content.x !== aim.x || content.y !== aim.y)
    found.push(
      warn(
        'window.moved',
        `${called} is not where it was asked`,
        `${manager} was asked for ${aim.x},${aim.y}, and keeps it at ${content.x},${content.y}${sizes.step.width > 1 ? ', in steps of its cells' : ''}.`,
        'A window manager may keep title bars on the screen and panels free: choose a place that leaves room for both.',
      ),
    )
  return found
}

type Said = readonly [code: string, title: string, message: string, hint: string]

function sizeTrouble(called: string, aim: Size, { content, sizes }: DesktopWindow, manager: string): Said {
  const became = `${text(aim)} became ${text(content)}`
  const near = nearest(aim, sizes)
  const asNear = near.width === content.width && near.height === content.height
  const { step, least, most } = sizes
  const fixed = least.width === most.width && least.height === most.height
  const beyond = aim.width < least.width || aim.height < least.height || aim.width > most.width || aim.height > most.height
  if (asNear && fixed)
    return [
      'window.fixed-size',
      `${called} has one size only`,
      `${became}: it says that it cannot be resized.`,
      'Give it its size where it is started.',
    ]
  if (asNear && beyond)
    return [
      'window.size-limits',
      `${called} does not take this size`,
      `${became}: it takes ${text(least)} at least and ${text(most)} at most.`,
      'Choose a size between.',
    ]
  if (asNear)
    return [
      'window.size-steps',
      `${called} takes sizes in steps`,
      `${became}: its size changes in steps of ${text(step)}, the cells of its text.`,
      'Choose the size in cells, or take it as it is: no text is cut.',
    ]
  return [
    'window.size-refused',
    `${called} did not take its size`,
    `${became}: it or ${manager} chose another one.`,
    'See whether the program can be resized at all, and whether the window manager puts windows side by side by itself.',
  ]
}

const text = ({ width, height }: Size): string => `${width}x${height}`

export const windowGone = (id: string): Problem => ({
  code: 'window.gone',
  severity: 'error',
  title: 'The window is gone',
  message: 'The window that was to be placed was closed meanwhile.',
  hint: 'Open it again.',
  about: id,
})
