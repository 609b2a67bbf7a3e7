import type { Bounds, DesktopWindow, Move, Show } from '../../shared/plugin/desktop.ts'
import type { AtomName } from './atoms.ts'
import type { Display } from './display.ts'
import { request } from './wire.ts'

/** SubstructureRedirect and SubstructureNotify: what the window manager listens to on the root window. */
const TO_MANAGER = (1 << 20) | (1 << 19)

/** A pager asks, not the program itself: window managers do what people want (EWMH 1.5, source indication). */
const PAGER = 2

/** The bounds are those of the content: StaticGravity (10), with x, y, width and height all given. */
const CONTENT_BOUNDS = 10 | (0xf << 8) | (PAGER << 12)

const ICONIC = 3
const STATE = { remove: 0, add: 1 }

/** Asks the window manager for a number of desktops. */
export const askForDesktops = (display: Display, count: number): void => tell(display, display.root, '_NET_NUMBER_OF_DESKTOPS', [count])

/** What is known when it is asked again: the desktop that is in front. */
export type Again = { readonly current: number } | null

/** Asks the window manager for all that a move wants. It does one after the other, so that nothing has to be waited for. */
export function askFor(display: Display, move: Move, window: DesktopWindow, aim: Bounds | null, again: Again): void {
  const id = Number(window.id)
  const hides = (window.show === 'minimised') !== (move.show === 'minimised')
  // Some minimise a window, and bring it back, only where people are: there the second time, then back to its own desktop the third.
  const desktop = again && hides ? again.current : move.desktop
  if (desktop !== null && window.desktop !== desktop) tell(display, id, '_NET_WM_DESKTOP', [desktop, PAGER])
  if (window.show !== move.show) leave(display, id, window.show, again)
  if (aim !== null && (move.show === 'normal' || window.show !== move.show))
    tell(display, id, '_NET_MOVERESIZE_WINDOW', [CONTENT_BOUNDS, aim.x, aim.y, aim.width, aim.height])
  if (window.show !== move.show) enter(display, id, move.show)
}

/** To map it brings a window back (ICCCM 4.1.4); one that never was unmapped comes back when it is activated, which takes the focus. */
function leave(display: Display, id: number, show: Show, again: Again): void {
  if (show === 'minimised') display.tell(request(8, 0, [id]))
  if (show === 'minimised' && again) tell(display, id, '_NET_ACTIVE_WINDOW', [PAGER])
  if (show !== 'normal') change(display, id, STATE.remove, 'fullscreen')
  if (show !== 'normal') change(display, id, STATE.remove, 'maximised')
}

function enter(display: Display, id: number, show: Show): void {
  if (show === 'maximised' || show === 'fullscreen') change(display, id, STATE.add, show)
  if (show === 'minimised') tell(display, id, 'WM_CHANGE_STATE', [ICONIC])
}

function change(display: Display, id: number, how: number, show: 'maximised' | 'fullscreen'): void {
  const { atom } = display
  const both =
    show === 'maximised'
      ? [atom('_NET_WM_STATE_MAXIMIZED_VERT'), atom('_NET_WM_STATE_MAXIMIZED_HORZ')]
      : [atom('_NET_WM_STATE_FULLSCREEN'), 0]
  tell(display, id, '_NET_WM_STATE', [how, ...both, PAGER])
}

/** A client message about a window, sent to the root window, where the window manager listens. */
export function tell(display: Display, about: number, type: AtomName, data: readonly number[]): void {
  const event = new Uint8Array(32)
  const view = new DataView(event.buffer)
  view.setUint8(0, 33)
  view.setUint8(1, 32)
  view.setUint32(4, about, true)
  view.setUint32(8, display.atom(type), true)
  data.forEach((word, index) => {
    view.setUint32(12 + 4 * index, word, true)
  })
  display.tell(request(25, 0, [display.root, TO_MANAGER], event))
}
