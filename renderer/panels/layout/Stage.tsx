import { useEffect, useRef, useState } from 'react'
import type { Bounds } from '../../../shared/logic/fit.ts'
import type { SessionId } from '../../../shared/model/id.ts'
import { useSorted, pathOf } from '../../store/entries.ts'
import { bounds, boxOf, type Placed } from './arrange.ts'
import { type Placing, WindowBox } from './WindowBox.tsx'

interface StageProps extends Placing {
  readonly windows: readonly Placed[]
  readonly chosen: SessionId | null
}

const MARGIN = 40

/** The monitors to scale. Windows are dragged, pulled at their edges, or moved with the arrow keys. */
export function Stage({ screens, windows, chosen, snap, choose, place }: StageProps) {
  const { services } = useSorted()
  const frame = useRef<HTMLDivElement>(null)
  const room = useRoom(frame)
  const all = bounds(screens)
  const scale = Math.max(0.02, Math.min((room.width - 2 * MARGIN) / all.width, (room.height - 2 * MARGIN - 20) / all.height))
  const at = (box: Bounds) => ({
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
