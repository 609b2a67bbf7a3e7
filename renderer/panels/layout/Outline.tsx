import type { Sides } from '../../../shared/logic/geometry/snap.ts'
import { type Board, fills, type Spot } from './board.ts'
import type { At } from './boardView.ts'
import { holdWindow } from './holding.ts'

const handles: readonly Sides[] = [
  { left: true, top: true },
  { top: true },
  { right: true, top: true },
  { right: true },
  { right: true, bottom: true },
  { bottom: true },
  { left: true, bottom: true },
  { left: true },
]

/** Around a chosen window, above all others even where it lies below them. One alone is pulled at its edges. */
export function Outline({ spot, board, at }: { spot: Spot; board: Board; at: At }) {
  const { placement, box } = spot
  return (
    <div className="stage-outline" style={at(box)}>
      {board.chosen.length === 1 && !fills(placement) && (
        <>
          {handles.map((sides) => (
            <span
              key={Object.keys(sides).join(' ')}
              className={`handle ${Object.keys(sides).join(' ')}`}
              onPointerDown={(event) => holdWindow(event, board, spot, sides)}
            />
          ))}
          <span className="size number">
            {box.width} × {box.height}
          </span>
        </>
      )}
    </div>
  )
}
