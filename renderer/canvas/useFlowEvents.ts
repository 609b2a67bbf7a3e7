import type { Connection, Edge, FinalConnectionState, NodeChange, OnConnectStartParams, Viewport } from '@xyflow/react'
import { applyNodeChanges } from '@xyflow/react'
import type { Dispatch, MouseEvent, RefObject, SetStateAction } from 'react'
import { ComponentId } from '../../shared/model/id.ts'
import type { Acts } from './acts.ts'
import { type AfterEdge, type BrickNode, readEdge } from './flow.ts'
import type { useDragging } from './useDragging.ts'
import type { Stage } from './useScene.ts'
import { useStable } from './useStable.ts'
import { isNear, tellZoom } from './zoom.ts'

type At = { readonly clientX: number; readonly clientY: number }

/** What the canvas asks of the composer around it. */
export interface CanvasEvents {
  /** A new component is wished here; `after`: it is to wait for that one, `before`: that one waits for it. */
  wish(at: At, link: { after?: ComponentId; before?: ComponentId } | null): void
  menu(at: At, component: ComponentId | null): void
  open(component: ComponentId): void
  settings(component: ComponentId): void
  session(component: ComponentId): void
}

interface Parts {
  readonly frame: RefObject<HTMLElement | null>
  readonly stage: Stage
  readonly acts: Acts
  readonly dragging: ReturnType<typeof useDragging>
  readonly events: CanvasEvents
  readonly refuses: (target: string | null, late: string | null) => string | null
  readonly setNodes: Dispatch<SetStateAction<BrickNode[]>>
  readonly setWired: (from: ComponentId | null) => void
  /** Told when the zoom crosses what can be read. */
  readonly setNear: (near: boolean) => void
}

/** What React Flow reports of dragging, of drawing waits and of the zoom, each listener the same function for as long as the canvas is shown. */
export function useFlowEvents({ frame, stage, acts, dragging, events, refuses, setNodes, setWired, setNear }: Parts) {
  const { locked } = stage
  const onNodes = useStable((changes: NodeChange<BrickNode>[]) => {
    const moved = changes.filter((c) => c.type === 'dimensions' || (c.type === 'position' && !dragging.cancelled()))
    if (moved.length > 0) setNodes((before) => applyNodeChanges(moved, before))
  })
  const onNodeDragStart = useStable((_event: unknown, _node: BrickNode, moved: BrickNode[]) => dragging.start(moved))
  const onSelectionDragStart = useStable((_event: unknown, moved: BrickNode[]) => dragging.start(moved))
  const onNodeDrag = useStable((event: Pointing) => dragging.move(pointerOf(event)))
  const onNodeDragStop = useStable((event: Pointing) => dragging.stop(pointerOf(event)))
  const onConnectStart = useStable((_event: unknown, { nodeId, handleType }: OnConnectStartParams) =>
    setWired(handleType === 'source' ? (ComponentId.safeParse(nodeId).data ?? null) : null),
  )
  const onConnect = useStable(({ source, target }: Connection) => {
    const pair = readEdge(`${source}>${target}`)
    if (pair) acts.setAfter(pair.late, pair.target)
  })
  const onConnectEnd = useStable((event: Pointing, state: FinalConnectionState) => {
    setWired(null)
    const id = ComponentId.safeParse(state.fromNode?.id).data
    if (state.toNode || !id || locked) return
    events.wish(pointerOf(event), state.fromHandle?.type === 'target' ? { before: id } : { after: id })
  })
  const isValidConnection = useStable(({ source, target }: Connection | Edge | AfterEdge) => refuses(source, target) === null)
  const onMove = useStable((_event: unknown, { zoom }: Viewport) => {
    setNear(isNear(zoom))
    tellZoom(frame.current, zoom)
  })
  const listeners = {
    onNodeDragStart,
    onNodeDrag,
    onNodeDragStop,
    onSelectionDragStart,
    onSelectionDrag: onNodeDrag,
    onSelectionDragStop: onNodeDragStop,
    onConnectStart,
    onConnect,
    onConnectEnd,
    isValidConnection,
    onMove,
  }
  return { onNodes, listeners }
}

type Pointing = globalThis.MouseEvent | TouchEvent | MouseEvent
/** Where the pointer is, for a mouse as for a finger. */
function pointerOf(event: Pointing): { clientX: number; clientY: number; altKey: boolean } {
  if ('clientX' in event) return event
  const touch = event.changedTouches[0] ?? event.touches[0]
  return { clientX: touch?.clientX ?? 0, clientY: touch?.clientY ?? 0, altKey: event.altKey }
}
