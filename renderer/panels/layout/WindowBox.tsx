import { screenOf } from '../../../shared/logic/geometry/fit.ts'
import { useLive } from '../../store/live.ts'
import { KindIcon } from '../../ui/KindIcon.tsx'
import type { Board, Spot } from './board.ts'
import { type At, useBoardView } from './boardView.ts'
import { holdWindow } from './holding.ts'
import { isMissing, showWord } from './placeWords.ts'
import { usePicture } from './usePicture.ts'

/** More than there ever are windows. */
const ABOVE_ALL = 10_000

/** One window on its screen: a click chooses it, a drag moves it. */
export function WindowBox({ spot, board, at, above }: { spot: Spot; board: Board; at: At; above: number }) {
  const { pane, placement, box } = spot
  const chosen = board.chosen.includes(spot)
  const held = useBoardView((view) => view.draft?.has(pane.session.id) ?? false)
  const place = at(box)
  const shown = placement.show === 'normal' ? null : showWord(placement.show)
  const away = isMissing(placement, board.screens)
  const classes = ['stage-window', chosen && 'chosen', held && 'held', away && 'away', placement.show === 'minimised' && 'small-now']
  return (
    <div className={classes.filter(Boolean).join(' ')} style={{ ...place, zIndex: above + (held ? ABOVE_ALL : 0) }}>
      <button
        type="button"
        className="stage-grip"
        aria-label={`${pane.title}: ${box.width} by ${box.height} at ${whereOn(spot, board)}${shown ? `, ${shown}` : ''}`}
        aria-pressed={chosen}
        data-session={pane.session.id}
        onPointerDown={(event) => holdWindow(event, board, spot, {})}
      >
        <span className="stage-title">
          <KindIcon kind={pane.session.plugin} size={13} />
          <span className="cut">{pane.title}</span>
          {shown && <span className="quiet">{shown}</span>}
        </span>
        <Inside spot={spot} />
      </button>
    </div>
  )
}

/** What is seen in the window: the machine's screen as it was a moment ago, or that it is a terminal. */
function Inside({ spot: { pane } }: { spot: Spot }) {
  const condition = useLive((live) => live.seen[pane.component.id]?.condition)
  const picture = usePicture(pane.component.id, pane.view === 'screen' && (condition === 'ready' || condition === 'on'))
  return (
    <span className={`stage-inside ${pane.cell ? 'dark-text' : ''}`}>
      {picture ? <img src={picture} alt="" draggable={false} /> : <code className="cut">{pane.path}</code>}
    </span>
  )
}

/** `0, 0 on left` */
function whereOn({ box, placement, pane }: Spot, { screens }: Board): string {
  const screen = screenOf(placement, screens, pane.cell ?? undefined)
  return screen ? `${box.x - screen.x}, ${box.y - screen.y} on ${screen.name}` : `${box.x}, ${box.y}`
}
