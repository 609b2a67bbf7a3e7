import {
  IconArrowBackUp,
  IconArrowForwardUp,
  IconArrowsMaximize,
  IconGridDots,
  IconLayoutSidebarRight,
  IconMagnet,
  IconMinus,
  IconPlus,
  IconWand,
} from '@tabler/icons-react'
import { useDocument } from '../../store/document.ts'
import { useLive } from '../../store/live.ts'
import { attempt } from '../../store/view.ts'
import { Button, IconButton } from '../../ui/Button.tsx'
import { align, applyToOpen, distribute } from './acts.ts'
import { type Board, fills } from './board.ts'
import { MOST_ZOOM, useBoardView } from './boardView.ts'
import { alignments, distributions } from './commands.tsx'
import { showInspector, useInspector } from './useInspector.ts'

const look = { size: 16, stroke: 1.75 } as const
/** How much nearer one press of the zoom goes. */
const ZOOM_STEP = 1.25

/** Undo, how a drag snaps, lining up, how near one looks, and putting the open windows in place. */
export function Toolbar({ board }: { board: Board }) {
  const { snap, grid } = useBoardView()
  const inspector = useInspector()
  const set = useBoardView.setState
  return (
    <div className="toolbar row" role="toolbar" aria-label="Layout">
      <History />
      <span className="divider" />
      <IconButton label="Snap to edges, thirds and other windows; Alt suspends it" active={snap} onClick={() => set({ snap: !snap })}>
        <IconMagnet {...look} />
      </IconButton>
      <IconButton label="Snap to a grid of twelfths" active={grid} onClick={() => set({ grid: !grid })}>
        <IconGridDots {...look} />
      </IconButton>
      <span className="divider lining" />
      <span className="row lining">
        <LiningUp board={board} />
      </span>
      <span className="divider" />
      <Zoom />
      <span className="grow" />
      <Apply board={board} />
      <IconButton label="Inspector" active={inspector} onClick={() => showInspector(!inspector)}>
        <IconLayoutSidebarRight {...look} />
      </IconButton>
    </div>
  )
}

function History() {
  const { undo, redo } = useDocument.getState()
  const last = useDocument((state) => state.undos.at(-1)?.name ?? null)
  const next = useDocument((state) => state.redos.at(-1)?.name ?? null)
  return (
    <>
      <IconButton label={last ? `Undo: ${last}` : 'Undo'} shortcut="Ctrl Z" disabled={!last} onClick={() => attempt(undo)}>
        <IconArrowBackUp {...look} />
      </IconButton>
      <IconButton label={next ? `Redo: ${next}` : 'Redo'} shortcut="Ctrl Shift Z" disabled={!next} onClick={() => attempt(redo)}>
        <IconArrowForwardUp {...look} />
      </IconButton>
    </>
  )
}

/** The buttons that align and distribute the chosen windows. */
export function LiningUp({ board }: { board: Board }) {
  const movable = board.chosen.filter(({ placement }) => !fills(placement)).length
  return (
    <>
      {alignments.map(({ edge, title, icon: Picture, keys }) => (
        <IconButton key={edge} label={title} shortcut={keys} disabled={movable === 0} onClick={() => align(board, edge)}>
          <Picture {...look} />
        </IconButton>
      ))}
      {distributions.map(({ axis, title, icon: Picture, keys }) => (
        <IconButton key={axis} label={title} shortcut={keys} disabled={movable < 3} onClick={() => distribute(board, axis)}>
          <Picture {...look} />
        </IconButton>
      ))}
    </>
  )
}

function Zoom() {
  const zoom = useBoardView((view) => view.zoom)
  const scale = useBoardView((view) => view.stage?.scale ?? null)
  const to = (next: number) => useBoardView.setState({ zoom: Math.min(MOST_ZOOM, Math.max(1, next)) })
  return (
    <>
      <IconButton label="Zoom out" disabled={zoom <= 1} onClick={() => to(zoom / ZOOM_STEP)}>
        <IconMinus {...look} />
      </IconButton>
      <span className="zoom number small">{scale === null ? '' : `${Math.round(scale * 100)} %`}</span>
      <IconButton label="Zoom in" disabled={zoom >= MOST_ZOOM} onClick={() => to(zoom * ZOOM_STEP)}>
        <IconPlus {...look} />
      </IconButton>
      <IconButton label="Show all screens" disabled={zoom === 1} onClick={() => to(1)}>
        <IconArrowsMaximize {...look} />
      </IconButton>
    </>
  )
}

function Apply({ board }: { board: Board }) {
  const open = useLive((live) => live.open)
  const desk = useLive((live) => live.info?.desk)
  const mine = board.placed.filter(({ pane }) => open.includes(pane.session.id))
  const why =
    desk !== 'electron' && desk !== 'chromium'
      ? 'A browser cannot place windows; the app on the desktop can.'
      : mine.length === 0
        ? 'None of its windows is open.'
        : undefined
  return (
    <Button icon={<IconWand {...look} />} disabled={why !== undefined} title={why} onClick={() => applyToOpen(board, open)}>
      Apply to open windows
    </Button>
  )
}
