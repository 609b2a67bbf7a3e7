import type { Connection, Edge, FinalConnectionState, NodeChange, OnConnectStartParams, Viewport } from '@xyflow/react'
import { applyNodeChanges } from '@xyflow/react'
import type { Dispatch, MouseEvent, RefObject, SetStateAction } from 'react'
import { ComponentId } from '../../shared/model/id.ts'
import { useView } from '../store/view.ts'
import type { Acts } from './acts.ts'
import { type AfterEdge, type BrickNode, readEdge } from './flow.ts'
import type { useDragging } from './useDragging.ts'
import type { Stage } from './useScene.ts'
import { useStable } from './useStable.ts'

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
  readonly viewports: Map<string, Viewport>
  readonly refuses: (target: string | null, late: string | null) => string | null
  readonly setNodes: Dispatch<SetStateAction<BrickNode[]>>
  readonly setWired: (from: ComponentId | null) => void
  /** Told when the zoom crosses what can be read. */
  readonly setNear: (near: boolean) => void
}

/** All that React Flow reports, each listener the same function for as long as the canvas is shown. */
export function useFlowEvents({ frame, stage, acts, dragging, events, viewports, refuses, setNodes, setWired, setNear }: Parts) {
  const { service, locked } = stage
  const onNodesChange = useStable((changes: NodeChange<BrickNode>[]) => {
    const picked = changes.filter((c) => c.type === 'select')
    if (picked.length > 0) {
      const next = new Set(useView.getState().selection[service.id] ?? [])
      for (const c of picked) c.selected ? next.add(c.id) : next.delete(c.id)
      acts.select([...next])
    }
    const moved = changes.filter((c) => c.type === 'dimensions' || (c.type === 'position' && !dragging.cancelled()))
    if (moved.length > 0) setNodes((before) => applyNodeChanges(moved, before))
  })
  const onNodeDragStart = useStable((_event: unknown, _node: BrickNode, moved: BrickNode[]) => dragging.start(moved))
  const onSelectionDragStart = useStable((_event: unknown, moved: BrickNode[]) => dragging.start(moved))
  const onNodeDrag = useStable((event: Pointing) => dragging.move(pointerOf(event)))
  const onNodeDragStop = useStable((event: Pointing) => dragging.stop(pointerOf(event)))
  const onNodeDoubleClick = useStable((_event: unknown, node: BrickNode) => events.open(node.data.component.id))
  const onNodeContextMenu = useStable((event: MouseEvent, node: BrickNode) => {
    event.preventDefault()
    if (!node.selected) acts.select([node.id])
    events.menu(event, node.data.component.id)
  })
  const onPaneContextMenu = useStable((event: MouseEvent | globalThis.MouseEvent) => {
    event.preventDefault()
    events.menu({ clientX: event.clientX, clientY: event.clientY }, null)
  })
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
    // Straight to the element: drawing the canvas anew for an attribute would cost what it saves.
    setNear(zoom >= FAR)
    if (frame.current) frame.current.dataset['zoom'] = zoom < MAP ? 'map' : zoom < FAR ? 'far' : 'near'
  })
  const onMoveEnd = useStable((_event: unknown, viewport: Viewport) => void viewports.set(service.id, viewport))
  return {
    onNodesChange,
    onNodeDragStart,
    onNodeDrag,
    onNodeDragStop,
    onSelectionDragStart,
    onSelectionDrag: onNodeDrag,
    onSelectionDragStop: onNodeDragStop,
    onNodeDoubleClick,
    onNodeContextMenu,
    onPaneContextMenu,
    onConnectStart,
    onConnect,
    onConnectEnd,
    isValidConnection,
    onMove,
    onMoveEnd,
  }
}

/** Below this zoom text of 12 px cannot be read any more; below that not even a large name. */
export const FAR = 0.45
export const MAP = 0.22

type Pointing = globalThis.MouseEvent | TouchEvent | MouseEvent
/** Where the pointer is, for a mouse as for a finger. */
function pointerOf(event: Pointing): { clientX: number; clientY: number; altKey: boolean } {
  if ('clientX' in event) return event
  const touch = event.changedTouches[0] ?? event.touches[0]
  return { clientX: touch?.clientX ?? 0, clientY: touch?.clientY ?? 0, altKey: event.altKey }
}
