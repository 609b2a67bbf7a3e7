import type { PointerEvent as Pressed } from 'react'
import { abutted } from '../../../shared/logic/geometry/abut.ts'
import { around } from '../../../shared/logic/geometry/align.ts'
import type { Bounds } from '../../../shared/logic/geometry/fit.ts'
import { covers } from '../../../shared/logic/geometry/free-spot.ts'
import { pulled, rounded, type Sides, snapped, THIRDS, TWELFTHS } from '../../../shared/logic/geometry/snap.ts'
import type { Screen } from '../../../shared/model/layout.ts'
import { choose, firstSize, named, place, placesAt, spotOf, toDesktop, toggle } from './acts.ts'
import { type Board, fills, type Pane, type Spot } from './board.ts'
import { atRest, type Desktop, useBoardView } from './boardView.ts'
import { follow } from './follow.ts'
import { screenUnder } from './place.ts'
import { reviseLayout } from './variants.ts'

/** How near to a line a window must come to be drawn to it, in px of the page. */
const NEAR_PX = 8

const rest = () => useBoardView.setState(atRest)
const several = (event: { shiftKey: boolean; ctrlKey: boolean; metaKey: boolean }) => event.shiftKey || event.ctrlKey || event.metaKey

/** A window was pressed: a click chooses it, a drag moves it and what is chosen with it, or pulls the held sides. */
export function holdWindow(pressed: Pressed, board: Board, spot: Spot, sides: Sides): void {
  if (pressed.button !== 0) return
  const id = spot.pane.session.id
  const among = board.chosen.some(({ pane }) => pane.session.id === id)
  if (several(pressed)) {
    toggle(board, id)
    return
  }
  if (!among) choose(board, [id])
  const moving = Object.keys(sides).length === 0
  const spots = (moving && among ? board.chosen : [spot]).filter(({ placement }) => !fills(placement))
  const was = spots.map(({ box }) => box)
  const boxesAfter = (whole: Bounds): Bounds[] => {
    const from = around(was)
    return moving ? was.map((box) => ({ ...box, x: box.x + whole.x - from.x, y: box.y + whole.y - from.y })) : [whole]
  }
  let now: readonly Bounds[] = was
  follow(pressed, {
    move(dx, dy, event) {
      if (spots.length === 0) return
      const over = moving ? tabUnder(event) : undefined
      // Over a tab it is the desktop that changes, not the place: it stays where it was.
      if (over !== undefined) {
        useBoardView.setState({ ...atRest, over })
        return
      }
      const scale = useBoardView.getState().stage?.scale ?? 1
      const { box, guides } = drawn(board, pulled(around(was), sides, dx / scale, dy / scale), sides, spots, event.altKey)
      now = boxesAfter(box)
      useBoardView.setState({ draft: placesAt(board, spots, now), guides, over: undefined })
    },
    drop(event) {
      const over = moving ? tabUnder(event) : undefined
      rest()
      if (over !== undefined) toDesktop(board, spots, over)
      else place(board, `${moving ? 'Move' : 'Resize'} ${named(spots)}`, placesAt(board, spots, now))
    },
    giveBack: rest,
    click: () => choose(board, [id]),
  })
}

/** The name of a monitor was pressed: a drag tells where it stands beside the others; a click shows the screens. */
export function holdScreen(pressed: Pressed, board: Board, screen: Screen): void {
  if (pressed.button !== 0) return
  const { workspace, layout } = board
  const all = around(board.screens)
  const others = board.screens.filter((one) => one !== screen)
  let now = screen
  follow(pressed, {
    move(dx, dy, event) {
      const scale = useBoardView.getState().stage?.scale ?? 1
      const wished = { ...screen, x: screen.x + dx / scale, y: screen.y + dy / scale }
      now = { ...screen, ...abutted(wished, others, event.altKey ? 0 : NEAR_PX / scale) }
      useBoardView.setState({ monitor: { screen: now, all } })
    },
    drop() {
      rest()
      const stand = (one: Screen) => (one.name === screen.name ? { ...one, x: now.x, y: now.y } : one)
      reviseLayout(`Move the screen ${screen.name}`, workspace.id, layout, (was) => ({ ...was, screens: was.screens.map(stand) }))
    },
    giveBack: rest,
    click: () => choose(board, []),
  })
}

/** A window without a place was pressed: dragged onto a screen it gets one there; a click is `onClick`. */
export function holdPane(pressed: Pressed, board: Board, pane: Pane, onClick: () => void): void {
  if (pressed.button !== 0) return
  let spot: Spot | null = null
  follow(pressed, {
    move(_dx, _dy, event) {
      const at = pointOf(event)
      const over = at && board.screens.find((screen) => inside(at, screen))
      spot = null
      if (!at || !over) return rest()
      const { width, height } = firstSize(pane)
      const size = { width: Math.min(width, over.width), height: Math.min(height, over.height) }
      const wished = { ...size, x: at.x - size.width / 2, y: Math.max(over.y, at.y - 20) }
      const { box, guides } = drawn(board, wished, {}, [], event.altKey)
      spot = spotOf(board, pane, box)
      useBoardView.setState({ draft: new Map([[pane.session.id, spot.placement]]), guides, over: undefined })
    },
    drop() {
      rest()
      if (!spot) return
      place(board, `Place ${pane.title}`, new Map([[pane.session.id, spot.placement]]))
      choose(board, [pane.session.id])
    },
    giveBack: rest,
    click: onClick,
  })
}

/** The empty stage was pressed: a band is drawn, and what it touches is chosen; with Shift besides what is chosen already. */
export function holdBand(pressed: Pressed, board: Board): void {
  const from = pointOf(pressed)
  if (pressed.button !== 0 || !from) return
  const kept = several(pressed) ? board.chosen.map(({ pane }) => pane.session.id) : []
  follow(pressed, {
    move(_dx, _dy, event) {
      const to = pointOf(event)
      if (!to) return
      const band = { x: Math.min(from.x, to.x), y: Math.min(from.y, to.y), width: Math.abs(to.x - from.x), height: Math.abs(to.y - from.y) }
      const touched = board.shown.filter(({ box }) => covers(box, band)).map(({ pane }) => pane.session.id)
      useBoardView.setState({ band })
      choose(board, [...new Set([...kept, ...touched])])
    },
    drop: rest,
    giveBack: rest,
    click: () => choose(board, kept),
  })
}

/** The box drawn to the lines that are near, unless snapping is off or suspended. */
function drawn(board: Board, wished: Bounds, sides: Sides, held: readonly Spot[], suspended: boolean): ReturnType<typeof snapped> {
  const { snap, grid, stage } = useBoardView.getState()
  const screen = screenUnder(wished, board.screens) ?? nearest(wished, board.screens)
  if (suspended || !screen || !(snap || grid)) return { box: rounded(wished), guides: [] }
  const ids = new Set(held.map(({ pane }) => pane.session.id))
  const others = snap ? board.shown.filter(({ pane }) => !ids.has(pane.session.id)).map(({ box }) => box) : []
  return snapped(wished, sides, { screen, others, shares: grid ? TWELFTHS : THIRDS }, NEAR_PX / (stage?.scale ?? 1))
}

function nearest(box: Bounds, screens: readonly Screen[]): Screen | null {
  const away = (screen: Screen) =>
    Math.hypot(screen.x + screen.width / 2 - box.x - box.width / 2, screen.y + screen.height / 2 - box.y - box.height / 2)
  return [...screens].sort((a, b) => away(a) - away(b))[0] ?? null
}

interface Point {
  readonly x: number
  readonly y: number
}

/** The px of the whole desktop under the pointer. */
function pointOf({ clientX, clientY }: { readonly clientX: number; readonly clientY: number }): Point | null {
  const { stage } = useBoardView.getState()
  if (!stage) return null
  const corner = stage.plane.getBoundingClientRect()
  return { x: stage.x + (clientX - corner.left) / stage.scale, y: stage.y + (clientY - corner.top) / stage.scale }
}

const inside = (at: Point, area: Bounds) => at.x >= area.x && at.x < area.x + area.width && at.y >= area.y && at.y < area.y + area.height

/** The desktop whose tab is under the pointer; undefined for none. */
function tabUnder({ clientX, clientY }: PointerEvent): Desktop | undefined {
  const tab = document.elementFromPoint(clientX, clientY)?.closest('[data-desktop]')?.getAttribute('data-desktop')
  if (tab === undefined || tab === null) return undefined
  return readDesktop(tab)
}

/** Reads what `data-desktop` of a tab says: a number, a name after `=`, or nothing for the current one. */
function readDesktop(text: string): Desktop {
  if (text === '') return null
  return text.startsWith('=') ? text.slice(1) : Number(text)
}

/** Writes it: see `readDesktop`. */
export const dataDesktop = (desktop: Desktop): string =>
  desktop === null ? '' : typeof desktop === 'number' ? String(desktop) : `=${desktop}`
