import { aligned, distributed, type Edge, sized } from '../../../shared/logic/geometry/align.ts'
import type { Bounds } from '../../../shared/logic/geometry/fit.ts'
import { freeSpot } from '../../../shared/logic/geometry/free-spot.ts'
import { pulled } from '../../../shared/logic/geometry/snap.ts'
import { arranged, type TemplateName } from '../../../shared/logic/geometry/template.ts'
import type { SessionId } from '../../../shared/model/id.ts'
import type { Placement, Screen } from '../../../shared/model/layout.ts'
import { engine } from '../../client/engine.ts'
import { attempt, useView } from '../../store/view.ts'
import { counted } from '../../ui/time.ts'
import { type Board, fills, type Pane, screenMeant, type Spot } from './board.ts'
import { type Desktop, useBoardView } from './boardView.ts'
import { placedAt, screenUnder } from './place.ts'
import { reviseLayout, withPlaces } from './variants.ts'

/** Places of windows; null takes one away. */
export type Places = ReadonlyMap<SessionId, Placement | null>

/** What windows get that never were placed, in logical px. */
const TERMINAL_SIZE = { width: 800, height: 520 }
const SCREEN_SIZE = { width: 1024, height: 768 }

/** Chooses these windows, and none besides. */
export const choose = ({ workspace }: Board, chosen: readonly SessionId[]): void => useBoardView.getState().see(workspace.id, { chosen })

/** Takes one to the chosen, or from them. */
export function toggle(board: Board, id: SessionId): void {
  const ids = idsOf(board.chosen)
  choose(board, ids.includes(id) ? ids.filter((one) => one !== id) : [...ids, id])
}

/** Saves places, as one step back. */
export function place({ workspace, layout }: Board, what: string, places: Places, merge?: string): void {
  if (places.size > 0) reviseLayout(what, workspace.id, layout, (now) => withPlaces(now, places), merge)
}

/** The places of these windows at these boxes. */
export const placesAt = ({ screens }: Board, spots: readonly Spot[], boxes: readonly Bounds[]): Map<SessionId, Placement> =>
  new Map(
    spots.flatMap(({ pane, placement }, index) => {
      const box = boxes[index]
      return box ? [[pane.session.id, placedAt(placement, box, screens, pane.cell)] as const] : []
    }),
  )

/** Changes something of each of these windows' places. */
export const alter = (board: Board, what: string, spots: readonly Spot[], part: Partial<Placement>): void =>
  place(board, what, new Map(spots.map(({ pane, placement }) => [pane.session.id, { ...placement, ...part }])))

/** Moves the chosen by so many px. A row of such moves is one step back. */
export function nudge(board: Board, dx: number, dy: number): void {
  const spots = movable(board)
  const boxes = spots.map(({ box }) => ({ ...box, x: box.x + dx, y: box.y + dy }))
  place(board, `Move ${named(spots)}`, placesAt(board, spots, boxes), `move ${idsOf(spots).join(' ')}`)
}

/** Makes the chosen so much wider and higher. A row of such changes is one step back. */
export function grow(board: Board, dx: number, dy: number): void {
  const spots = movable(board)
  const boxes = spots.map(({ box }) => pulled(box, { right: true, bottom: true }, dx, dy))
  place(board, `Resize ${named(spots)}`, placesAt(board, spots, boxes), `resize ${idsOf(spots).join(' ')}`)
}

/** Brings an edge of the chosen to one line; of a single window, to that of its screen. */
export function align(board: Board, edge: Edge): void {
  const spots = movable(board)
  const boxes = spots.map(({ box }) => box)
  const area = spots.length === 1 ? screenMeant(board) : undefined
  place(board, `Align ${named(spots)}`, placesAt(board, spots, aligned(boxes, edge, area)))
}

/** Equal gaps between the chosen, along one axis. */
export function distribute(board: Board, axis: 'x' | 'y'): void {
  const spots = movable(board)
  const boxes = distributed(
    spots.map(({ box }) => box),
    axis,
  )
  place(board, `Distribute ${named(spots)}`, placesAt(board, spots, boxes))
}

/** As wide, or as high, as the first of the chosen. */
export function sameSize(board: Board, side: 'width' | 'height'): void {
  const spots = movable(board)
  const boxes = sized(
    spots.map(({ box }) => box),
    side,
  )
  place(board, `Same ${side} for ${named(spots)}`, placesAt(board, spots, boxes))
}

/** Whom a template on this screen divides it among: several chosen windows, else those on it, else those without a place. */
export function templateFor(board: Board, screen: Screen): { spots: readonly Spot[]; panes: readonly Pane[] } {
  const chosen = movable(board)
  if (chosen.length > 1) return { spots: chosen, panes: [] }
  const on = board.shown.filter(({ box }) => screenUnder(box, board.screens) === screen)
  return on.length > 0 ? { spots: on, panes: [] } : { spots: [], panes: board.loose }
}

/** Divides the screen among its windows. The one that is chosen alone gets the main place. */
export function applyTemplate(board: Board, name: TemplateName, title: string, screen: Screen): void {
  const { spots: there, panes } = templateFor(board, screen)
  const spots = [...there, ...panes.map((pane) => spotOf(board, pane, { ...screen }))].map((spot) => ({
    ...spot,
    placement: { ...spot.placement, show: 'normal' as const },
  }))
  const [only] = board.chosen
  const main = board.chosen.length === 1 && only ? spots.findIndex(({ pane }) => pane === only.pane) : -1
  const boxes = arranged(
    name,
    screen,
    spots.map(({ box }) => box),
    main < 0 ? null : main,
  )
  place(board, `${title} on ${screen.name}`, placesAt(board, spots, boxes))
}

/** Brings windows to another desktop. */
export function toDesktop(board: Board, spots: readonly Spot[], desktop: Desktop): void {
  if (spots.length === 0 || spots.every(({ placement }) => placement.desktop === desktop)) return
  alter(board, `Move ${named(spots)} to another desktop`, spots, { desktop })
  useView.getState().say(`${named(spots)}: now on desktop ${desktop === null ? 'that is shown at the start' : desktop}.`)
}

/** The chosen have no place any more: they wait among those not placed yet. */
export function takeAway(board: Board): void {
  place(board, `Take the place of ${named(board.chosen)} away`, new Map(idsOf(board.chosen).map((id) => [id, null])))
  choose(board, [])
}

/** Gives windows without a place the first free spots of this desktop, and chooses them. */
export function placeFree(board: Board, panes: readonly Pane[]): void {
  const places = new Map<SessionId, Placement>()
  const others = board.shown.map(({ box }) => box)
  for (const pane of panes) {
    const box = freeSpot(firstSize(pane), board.screens, others)
    others.push(box)
    places.set(pane.session.id, spotOf(board, pane, box).placement)
  }
  place(board, panes.length === 1 && panes[0] ? `Place ${panes[0].title}` : `Place ${counted(panes.length, 'window')}`, places)
  choose(board, [...places.keys()])
}

/** The size a window begins with, in logical px. */
export const firstSize = ({ view }: Pane): { width: number; height: number } => (view === 'terminal' ? TERMINAL_SIZE : SCREEN_SIZE)

/** A window at this box, on the desktop that is looked at. */
export function spotOf({ screens, desktop }: Board, pane: Pane, box: Bounds): Spot {
  const blank: Placement = { screen: 0, desktop, x: 0, y: 0, width: box.width, height: box.height, show: 'normal' }
  const screen = screens[0]?.name ?? 0
  return { pane, placement: placedAt({ ...blank, screen }, box, screens, pane.cell), box }
}

/** Puts windows that are open to their places, looks where they then are, and says what they would not take. */
export function applyToOpen({ placed, layout }: Board, open: readonly string[]): void {
  const there = placed.filter(({ pane }) => open.includes(pane.session.id))
  attempt(async () => {
    const amiss: string[] = []
    for (const { pane, placement } of there) {
      const session = pane.session.id
      const answer = await engine['session.place']({ session, placement, layout: layout.name })
      useBoardView.getState().saw(session, answer)
      if (answer.notes.length > 0) amiss.push(`${pane.title}: ${answer.notes.join(' ')}`)
    }
    const done = `${counted(there.length, 'open window')} put in place.`
    useView.getState().say([done, ...amiss].join(' '))
  })
}

/** `gis, VNC console`, or `3 windows`. */
export const named = (spots: readonly Spot[]): string =>
  spots.length === 1 && spots[0] ? spots[0].pane.title : counted(spots.length, 'window')

const idsOf = (spots: readonly Spot[]): SessionId[] => spots.map(({ pane }) => pane.session.id)

/** What fills its screen has no size of its own to change. */
const movable = ({ chosen }: Board): Spot[] => chosen.filter(({ placement }) => !fills(placement))
