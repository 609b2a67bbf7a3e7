import { useRef, useState, type KeyboardEvent, type PointerEvent } from 'react'
import { type Bounds, inPx, screenOf } from '../../../shared/logic/fit.ts'
import type { SessionId } from '../../../shared/model/id.ts'
import type { Placement, Screen } from '../../../shared/model/layout.ts'
import { KindIcon } from '../../ui/KindIcon.tsx'
import { boxOf, ONE_SCREEN, type Placed } from './arrange.ts'
import { pulled, snapped, type Sides } from './snap.ts'

/** What it takes to give windows a place. */
export interface Placing {
  readonly screens: readonly Screen[]
  readonly snap: boolean
  choose(session: SessionId | null): void
  /** Saves one placement; the same `merge` in a row is one undo. */
  place(session: SessionId, placement: Placement, merge?: string): void
}

interface WindowBoxProps extends Placing {
  readonly placed: Placed
  readonly path: string
  readonly others: readonly Bounds[]
  readonly scale: number
  readonly chosen: boolean
  at(box: Bounds): { left: number; top: number; width: number; height: number }
}

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

const NEAR_PX = 8

/** One window on its screen: a click chooses it, a drag moves it, a drag at its edge changes its size. */
export function WindowBox({ placed, path, screens, others, scale, at, chosen, snap, choose, place }: WindowBoxProps) {
  const { session, component, placement } = placed
  const [draft, setDraft] = useState<Bounds | null>(null)
  const held = useRef<{ sides: Sides; x: number; y: number; box: Bounds } | null>(null)
  const px = inPx(placement, screens)
  const box = draft ?? boxOf(placement, screens)
  const fixed = placement.show === 'maximised' || placement.show === 'fullscreen'

  const grab = (sides: Sides) => (event: PointerEvent<HTMLElement>) => {
    choose(session.id)
    if (fixed || event.button !== 0) return
    event.stopPropagation()
    event.currentTarget.setPointerCapture(event.pointerId)
    held.current = { sides, x: event.clientX, y: event.clientY, box }
  }
  const drag = (event: PointerEvent) => {
    const hold = held.current
    if (!hold) return
    const moved = pulled(hold.box, hold.sides, (event.clientX - hold.x) / scale, (event.clientY - hold.y) / scale)
    const screen = screenUnder(moved, screens)
    const free = event.altKey || !snap
    setDraft(free || !screen ? rounded(moved) : snapped(moved, hold.sides, screen, others, NEAR_PX / scale))
  }
  const drop = () => {
    held.current = null
    if (draft) place(session.id, placedAt(placement, draft, screens))
    setDraft(null)
  }
  const press = (event: KeyboardEvent) => {
    const step = event.shiftKey ? 10 : 1
    const way = { ArrowLeft: [-step, 0], ArrowRight: [step, 0], ArrowUp: [0, -step], ArrowDown: [0, step] }[event.key]
    if (event.key === 'Escape' && held.current) {
      held.current = null
      setDraft(null)
    }
    if (!way || fixed) return
    event.preventDefault()
    const [dx = 0, dy = 0] = way
    place(session.id, { ...px, x: px.x + dx, y: px.y + dy }, `nudge ${session.id}`)
  }
  return (
    <div className={`stage-window ${chosen ? 'chosen' : ''} ${draft ? 'held' : ''}`} style={at(box)}>
      <button
        type="button"
        className="stage-title"
        aria-label={`${component.name}, ${session.name}: ${px.width} by ${px.height} at ${px.x}, ${px.y}`}
        aria-pressed={chosen}
        onPointerDown={grab({})}
        onPointerMove={drag}
        onPointerUp={drop}
        onPointerCancel={drop}
        onKeyDown={press}
        onFocus={() => choose(session.id)}
      >
        <span className="row">
          <KindIcon kind={session.plugin} size={13} />
          <span className="cut">
            {component.name}, {session.name}
          </span>
        </span>
        <code className="cut quiet">{path}</code>
      </button>
      {chosen &&
        !fixed &&
        handles.map((sides) => (
          <span
            key={Object.keys(sides).join(' ')}
            className={`handle ${Object.keys(sides).join(' ')}`}
            onPointerDown={grab(sides)}
            onPointerMove={drag}
            onPointerUp={drop}
            onPointerCancel={drop}
          />
        ))}
      {chosen && (
        <span className="size number">
          {box.width} × {box.height}
        </span>
      )}
    </div>
  )
}

/** The placement for a box on the desktop: on the screen under its middle, relative to it. */
function placedAt(placement: Placement, box: Bounds, screens: readonly Screen[]): Placement {
  const screen = screenUnder(box, screens) ?? screenOf(placement, screens) ?? ONE_SCREEN
  return {
    ...placement,
    screen: screen.name,
    x: Math.round(box.x - screen.x),
    y: Math.round(box.y - screen.y),
    width: Math.round(box.width),
    height: Math.round(box.height),
  }
}

function screenUnder(box: Bounds, screens: readonly Screen[]): Screen | undefined {
  const x = box.x + box.width / 2
  const y = box.y + box.height / 2
  return screens.find((one) => x >= one.x && x < one.x + one.width && y >= one.y && y < one.y + one.height)
}

const rounded = (box: Bounds): Bounds => ({
  x: Math.round(box.x),
  y: Math.round(box.y),
  width: Math.round(box.width),
  height: Math.round(box.height),
})
