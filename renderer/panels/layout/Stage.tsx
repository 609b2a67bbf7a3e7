import { useEffect, useRef, useState, type KeyboardEvent, type PointerEvent } from 'react'
import type { SessionId } from '../../../shared/model/id.ts'
import type { Placement, Screen } from '../../../shared/model/layout.ts'
import { useSorted, pathOf } from '../../store/entries.ts'
import { KindIcon } from '../../ui/KindIcon.tsx'
import { bounds, boxOf, screenOf, type Placed } from './arrange.ts'
import { pulled, snapped, type Box, type Sides } from './snap.ts'

interface StageProps {
  readonly screens: readonly Screen[]
  readonly windows: readonly Placed[]
  readonly chosen: SessionId | null
  readonly snap: boolean
  choose(session: SessionId | null): void
  /** Saves one placement; the same `merge` in a row is one undo. */
  place(session: SessionId, placement: Placement, merge?: string): void
}

const MARGIN = 40
const NEAR_PX = 8

/** The monitors to scale. Windows are dragged, pulled at their edges, or moved with the arrow keys. */
export function Stage({ screens, windows, chosen, snap, choose, place }: StageProps) {
  const { services } = useSorted()
  const frame = useRef<HTMLDivElement>(null)
  const room = useRoom(frame)
  const all = bounds(screens)
  const scale = Math.max(0.02, Math.min((room.width - 2 * MARGIN) / all.width, (room.height - 2 * MARGIN - 20) / all.height))
  const at = (box: Box) => ({
    left: (room.width - all.width * scale) / 2 + (box.x - all.x) * scale,
    top: (room.height - all.height * scale) / 2 + 10 + (box.y - all.y) * scale,
    width: box.width * scale,
    height: box.height * scale,
  })
  const owner = (placed: Placed) => [...services.values()].find((service) => service.components.includes(placed.component))
  return (
    <div
      ref={frame}
      className="stage"
      role="group"
      aria-label="Screens"
      onPointerDown={(event) => event.target === event.currentTarget && choose(null)}
    >
      {screens.map((screen) => (
        <div key={screen.name} className="stage-screen" style={at(screen)}>
          <p className="small">
            <b>{screen.name}</b>{' '}
            <span className="quiet number">
              {screen.width} × {screen.height}
            </span>
          </p>
        </div>
      ))}
      {windows.map((placed) => {
        const service = owner(placed)
        return (
          <WindowBox
            key={placed.session.id}
            placed={placed}
            path={service ? pathOf(placed.component, service) : placed.component.name}
            screens={screens}
            others={windows.filter((one) => one !== placed).map((one) => boxOf(one.placement, screens))}
            scale={scale}
            at={at}
            chosen={placed.session.id === chosen}
            snap={snap}
            choose={choose}
            place={place}
          />
        )
      })}
      <p className="stage-hints small quiet">
        <kbd>Alt</kbd> no snapping <kbd>Arrows</kbd> 1 px <kbd>Shift Arrows</kbd> 10 px
      </p>
    </div>
  )
}

interface WindowBoxProps extends Pick<StageProps, 'screens' | 'snap' | 'choose' | 'place'> {
  readonly placed: Placed
  readonly path: string
  readonly others: readonly Box[]
  readonly scale: number
  readonly chosen: boolean
  at(box: Box): { left: number; top: number; width: number; height: number }
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

function WindowBox({ placed, path, screens, others, scale, at, chosen, snap, choose, place }: WindowBoxProps) {
  const { session, component, placement } = placed
  const [draft, setDraft] = useState<Box | null>(null)
  const held = useRef<{ sides: Sides; x: number; y: number; box: Box } | null>(null)
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
    place(session.id, { ...placement, x: placement.x + dx, y: placement.y + dy }, `nudge ${session.id}`)
  }
  return (
    <div className={`stage-window ${chosen ? 'chosen' : ''} ${draft ? 'held' : ''}`} style={at(box)}>
      <button
        type="button"
        className="stage-title"
        aria-label={`${component.name}, ${session.name}: ${placement.width} by ${placement.height} at ${placement.x}, ${placement.y}`}
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
function placedAt(placement: Placement, box: Box, screens: readonly Screen[]): Placement {
  const screen = screenUnder(box, screens) ?? screenOf(placement, screens)
  return {
    ...placement,
    screen: screen.name,
    x: Math.round(box.x - screen.x),
    y: Math.round(box.y - screen.y),
    width: Math.round(box.width),
    height: Math.round(box.height),
  }
}

function screenUnder(box: Box, screens: readonly Screen[]): Screen | undefined {
  const x = box.x + box.width / 2
  const y = box.y + box.height / 2
  return screens.find((one) => x >= one.x && x < one.x + one.width && y >= one.y && y < one.y + one.height)
}

const rounded = (box: Box): Box => ({
  x: Math.round(box.x),
  y: Math.round(box.y),
  width: Math.round(box.width),
  height: Math.round(box.height),
})

function useRoom(frame: React.RefObject<HTMLDivElement | null>): { width: number; height: number } {
  const [room, setRoom] = useState({ width: 800, height: 500 })
  useEffect(() => {
    if (!frame.current) return
    const watch = new ResizeObserver(([entry]) => entry && setRoom({ width: entry.contentRect.width, height: entry.contentRect.height }))
    watch.observe(frame.current)
    return () => watch.disconnect()
  }, [frame])
  return room
}
