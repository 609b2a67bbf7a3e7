import type { Guide } from '../../../shared/logic/geometry/snap.ts'
import { around } from '../../../shared/logic/geometry/align.ts'
import type { Board } from './board.ts'
import { type At, useBoardView } from './boardView.ts'

/** So far a line reaches beyond what it joins, in px of the page. */
const BEYOND = 10

/** The lines that a held window has been drawn to, and the gap it keeps. */
export function Lines({ at, board }: { at: At; board: Board }) {
  const guides = useBoardView((view) => view.guides)
  const held = useBoardView((view) => view.draft)
  if (!held || guides.length === 0) return null
  const box = around(board.shown.filter(({ pane }) => held.has(pane.session.id)).map((spot) => spot.box))
  const gap = guides.find((guide) => guide.beside !== null)
  return (
    <div className="stage-lines" aria-hidden>
      {guides.map((guide) => (
        <span key={`${guide.axis} ${guide.at}`} className={`line ${guide.axis}`} style={lineAt(guide, at)} />
      ))}
      {gap && gap.beside !== null && <Gap guide={gap} beside={gap.beside} at={at} box={box} />}
    </div>
  )
}

function lineAt({ axis, at: place, from, to }: Guide, at: At) {
  const box = axis === 'x' ? { x: place, y: from, width: 0, height: to - from } : { x: from, y: place, width: to - from, height: 0 }
  const { left, top, width, height } = at(box)
  return axis === 'x' ? { left, top: top - BEYOND, height: height + 2 * BEYOND } : { left: left - BEYOND, top, width: width + 2 * BEYOND }
}

function Gap({
  guide,
  beside,
  at,
  box,
}: {
  guide: Guide
  beside: number
  at: At
  box: { x: number; y: number; width: number; height: number }
}) {
  const middle = (guide.at + beside) / 2
  const point =
    guide.axis === 'x'
      ? { x: middle, y: box.y + box.height * 0.75, width: 0, height: 0 }
      : { x: box.x + box.width * 0.75, y: middle, width: 0, height: 0 }
  const { left, top } = at(point)
  return (
    <span className="gap number" style={{ left, top }}>
      {Math.abs(guide.at - beside)}
    </span>
  )
}
