import { type RefObject, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { around } from '../../../shared/logic/geometry/align.ts'
import { recognise } from '../../../shared/logic/geometry/screens.ts'
import type { Screen } from '../../../shared/model/layout.ts'
import type { Board, Spot } from './board.ts'
import { type At, MOST_ZOOM, useBoardView } from './boardView.ts'
import { holdBand, holdScreen } from './holding.ts'
import { Lines } from './Lines.tsx'
import { Outline } from './Outline.tsx'
import { pressed } from './stageKeys.ts'
import { WindowBox } from './WindowBox.tsx'

/** Room around the screens, in px of the page; above also their names. */
const MARGIN = { across: 36, above: 56, below: 56 }

/** The monitors to scale. Windows are dragged, pulled at their edges, or moved with the arrow keys. */
export function Stage({ board }: { board: Board }) {
  const frame = useRef<HTMLDivElement>(null)
  const plane = useRef<HTMLDivElement>(null)
  const room = useRoom(frame)
  const zoom = useBoardView((view) => view.zoom)
  const band = useBoardView((view) => view.band)
  const grid = useBoardView((view) => view.grid)
  const all = useBoardView((view) => view.monitor?.all) ?? around(board.screens)
  const fit = Math.min((room.width - 2 * MARGIN.across) / all.width, (room.height - MARGIN.above - MARGIN.below) / all.height)
  const scale = Math.max(0.02, fit) * zoom
  const width = Math.max(room.width, all.width * scale + 2 * MARGIN.across)
  const height = Math.max(room.height, all.height * scale + MARGIN.above + MARGIN.below)
  const left = (width - all.width * scale) / 2
  const top = (height - all.height * scale + MARGIN.above - MARGIN.below) / 2
  const away = new Set<Screen>(
    board.here.length === 0 ? [] : recognise(board.screens, board.here).flatMap(({ logical, present }) => (present ? [] : [logical])),
  )
  const at: At = (box) => ({
    left: left + (box.x - all.x) * scale,
    top: top + (box.y - all.y) * scale,
    width: box.width * scale,
    height: box.height * scale,
  })
  useLayoutEffect(() => {
    if (plane.current) useBoardView.setState({ stage: { plane: plane.current, scale, x: all.x - left / scale, y: all.y - top / scale } })
  }, [scale, all.x, all.y, left, top])
  useEffect(() => () => useBoardView.setState({ stage: null }), [])
  useWheel(frame)
  useStayingInTheMiddle(frame, width, height)
  return (
    <div
      ref={frame}
      className="stage"
      role="group"
      aria-label="Screens"
      tabIndex={-1}
      onKeyDown={(event) => pressed(event, board)}
      onPointerDown={(event) => {
        if (event.target instanceof Element && event.target.closest('.stage-window, .handle')) return
        holdBand(event, board)
      }}
    >
      <div ref={plane} className="stage-plane" style={{ width, height }}>
        {board.screens.map((screen) => !away.has(screen) && <div key={screen.name} className="stage-bezel" style={at(screen)} />)}
        {board.screens.map((screen) => (
          <div key={screen.name} className={`stage-screen ${grid ? 'grid' : ''} ${away.has(screen) ? 'away' : ''}`} style={at(screen)}>
            <p
              className="screen-name small cut"
              title={board.screens.length > 1 ? 'Drag to tell where this screen stands' : undefined}
              onPointerDown={(event) => {
                event.stopPropagation()
                holdScreen(event, board, screen)
              }}
            >
              <b>{screen.name}</b>{' '}
              <span className="quiet number">
                {screen.width} × {screen.height}
                {away.has(screen) ? ', not here now' : screen.height > screen.width ? ', upright' : ''}
              </span>
            </p>
          </div>
        ))}
        {board.shown.map((spot) => (
          <WindowBox key={spot.pane.session.id} spot={spot} board={board} at={at} above={largerThan(spot, board)} />
        ))}
        {board.chosen.map((spot) => (
          <Outline key={spot.pane.session.id} spot={spot} board={board} at={at} />
        ))}
        <Lines at={at} board={board} />
        {band && <div className="stage-band" style={at(band)} />}
      </div>
      {zoom === 1 && <Hints />}
    </div>
  )
}

/** How many windows are larger: the smaller one is drawn above them, so that none is ever hidden by another. */
const largerThan = ({ box }: Spot, { shown }: Board): number =>
  shown.filter((one) => one.box.width * one.box.height > box.width * box.height).length

const hints = [
  ['Alt', 'no snapping'],
  ['Arrows', '1 px'],
  ['Shift Arrows', '10 px'],
  ['Ctrl Arrows', 'size'],
  ['Shift 0 … 9', 'to another desktop'],
] as const

function Hints() {
  return (
    <p className="stage-hints small quiet">
      {hints.map(([keys, what]) => (
        <span key={keys}>
          <kbd>{keys}</kbd> {what}
        </span>
      ))}
    </p>
  )
}

/** What was in the middle stays there when one goes nearer. */
function useStayingInTheMiddle(frame: RefObject<HTMLDivElement | null>, width: number, height: number): void {
  const before = useRef({ width, height })
  useLayoutEffect(() => {
    const box = frame.current
    const was = before.current
    before.current = { width, height }
    if (!box) return
    box.scrollLeft = ((box.scrollLeft + box.clientWidth / 2) * width) / was.width - box.clientWidth / 2
    box.scrollTop = ((box.scrollTop + box.clientHeight / 2) * height) / was.height - box.clientHeight / 2
  }, [frame, width, height])
}

/** Ctrl and the wheel go nearer. Not React's own listener: that one could not keep the page from being zoomed. */
function useWheel(frame: RefObject<HTMLDivElement | null>): void {
  useEffect(() => {
    const box = frame.current
    const turned = (event: WheelEvent) => {
      if (!event.ctrlKey) return
      event.preventDefault()
      const { zoom } = useBoardView.getState()
      useBoardView.setState({ zoom: Math.min(MOST_ZOOM, Math.max(1, zoom * Math.exp(-event.deltaY / 400))) })
    }
    box?.addEventListener('wheel', turned, { passive: false })
    return () => box?.removeEventListener('wheel', turned)
  }, [frame])
}

function useRoom(frame: RefObject<HTMLDivElement | null>): { width: number; height: number } {
  const [room, setRoom] = useState({ width: 800, height: 500 })
  useEffect(() => {
    if (!frame.current) return
    const watch = new ResizeObserver(([entry]) => entry && setRoom({ width: entry.contentRect.width, height: entry.contentRect.height }))
    watch.observe(frame.current)
    return () => watch.disconnect()
  }, [frame])
  return room
}
