import {
  Background,
  BackgroundVariant,
  type Edge,
  type Node,
  type NodeChange,
  ReactFlow,
  type ReactFlowInstance,
  type ReactFlowProps,
  SelectionMode,
  useReactFlow,
  type Viewport,
} from '@xyflow/react'
import '@xyflow/react/dist/style.css'
import { type HTMLAttributes, type MouseEvent, type ReactNode, type RefObject, useEffect, useRef } from 'react'
import { ComponentId } from '../../shared/model/id.ts'
import type { Acts } from './acts.ts'
import { useBench } from './bench.ts'
import { partAt } from './cursor.ts'
import { Hints, type Keys } from './Hints.tsx'
import { picked } from './selection.ts'
import type { CanvasEvents } from './useFlowEvents.ts'
import type { Stage } from './useScene.ts'
import { useStable } from './useStable.ts'
import { useWalking, type Walk } from './useWalking.ts'
import './canvas.css'
import './wires.css'

/** More nodes than these are too many to draw, or to let move, where they are not seen. */
export const FEW = 60

interface Props<N extends Node, E extends Edge> {
  /** What it is called: `Canvas`, `Layers`. */
  readonly title: string
  readonly stage: Stage
  readonly acts: Acts
  readonly events: CanvasEvents
  readonly frame: RefObject<HTMLDivElement | null>
  readonly looks: string
  readonly walk: Walk
  /** So much of a large part is brought into the middle when it is asked for, in px. */
  readonly sight: { readonly width: number; readonly height: number }
  /** Where it is looked at first, and how it is found where nobody has moved it yet. */
  readonly origin: Viewport
  readonly onFirst: (flow: ReactFlowInstance<N, E>) => void
  /** What is drawn, and what only this drawing listens to. */
  readonly flow: ReactFlowProps<N, E>
  /** All that changes in nodes besides being chosen. */
  readonly onNodes?: (changes: NodeChange<N>[]) => void
  readonly around?: HTMLAttributes<HTMLDivElement>
  readonly keys: Keys
  /** Said where nothing is drawn. */
  readonly empty: string
  /** Over the drawing. */
  readonly over: ReactNode
  readonly children: ReactNode
}

/** A stack drawn with React Flow: what boxes and layers have in common. Each remembers per service where it was looked at. */
export function Drawing<N extends Node, E extends Edge>(props: Props<N, E>) {
  const { title, stage, acts, events, frame, looks, walk, sight, origin, onFirst, flow, onNodes, around, keys, empty, over, children } =
    props
  const { service, running } = stage
  const place = `${title} ${service.id}`
  const count = flow.nodes?.length ?? 0
  const walking = useWalking({ stage, acts, frame, ...walk })
  useComing(walk.spotOf, sight)

  const onNodesChange = useStable((changes: NodeChange<N>[]) => {
    const chosen = picked(service, changes)
    if (chosen) acts.select(chosen)
    onNodes?.(changes)
  })
  const onInit = useStable((made: ReactFlowInstance<N, E>) => {
    if (!viewports.has(place)) requestAnimationFrame(() => onFirst(made))
  })
  const onMoveEnd = useStable((_event: unknown, viewport: Viewport) => void viewports.set(place, viewport))
  const onNodeDoubleClick = useStable((_event: unknown, { id }: N) => {
    const part = partOf(id)
    if (part) events.open(part)
  })
  const onNodeContextMenu = useStable((event: MouseEvent, { id, selected }: N) => {
    event.preventDefault()
    const part = partOf(id)
    if (part && !selected) acts.select([part])
    events.menu(event, part)
  })
  const onPaneContextMenu = useStable((event: MouseEvent | globalThis.MouseEvent) => {
    event.preventDefault()
    events.menu({ clientX: event.clientX, clientY: event.clientY }, null)
  })
  return (
    <div
      {...around}
      ref={frame}
      role="application"
      className={`canvas ${looks} ${running ? 'running' : ''} ${count > FEW ? 'many' : ''}`}
      aria-label={`${title} of ${service.name}`}
      onKeyDown={walking}
      onFocus={(event) => {
        const part = partAt(event.target)
        if (part) useBench.getState().point(service.id, part)
        event.currentTarget.classList.toggle('by-keys', part !== null && event.target.matches(':focus-visible'))
      }}
      onBlur={(event) => event.currentTarget.classList.remove('by-keys')}
    >
      <ReactFlow<N, E>
        {...common}
        {...flow}
        onNodesChange={onNodesChange}
        onInit={onInit}
        onMoveEnd={onMoveEnd}
        onNodeDoubleClick={onNodeDoubleClick}
        onNodeContextMenu={onNodeContextMenu}
        onPaneContextMenu={onPaneContextMenu}
        defaultViewport={viewports.get(place) ?? origin}
      >
        <Background variant={BackgroundVariant.Dots} gap={20} size={1} color="var(--line2)" />
        {children}
      </ReactFlow>
      {count === 0 && <p className="canvas-empty">{empty}</p>}
      <div className="canvas-keys">
        <Hints keys={keys} />
      </div>
      {over}
    </div>
  )
}

const viewports = new Map<string, Viewport>()
/** Null is this computer. */
const partOf = (id: string): ComponentId | null => ComponentId.safeParse(id).data ?? null

/** Brings into the middle what somebody asks for, as soon as it is drawn. */
function useComing(spotOf: Walk['spotOf'], sight: Props<Node, Edge>['sight']): void {
  const goTo = useBench((bench) => bench.goTo)
  const { setCenter, getZoom } = useReactFlow()
  // Which asking has been followed: when what is drawn changes later, that is no reason to go there again.
  const followed = useRef(0)
  const spot = goTo && spotOf(goTo.component)
  useEffect(() => {
    if (!goTo || !spot || goTo.count === followed.current) return
    followed.current = goTo.count
    const [width, height] = [Math.min(spot.width, sight.width), Math.min(spot.height, sight.height)]
    void setCenter(spot.x + width / 2, spot.y + height / 2, { zoom: getZoom(), duration: 250 })
  }, [goTo, spot, sight, setCenter, getZoom])
}

const common = {
  edgesFocusable: false,
  deleteKeyCode: null,
  selectionKeyCode: 'Shift',
  multiSelectionKeyCode: ['Shift', 'Control', 'Meta'],
  selectionMode: SelectionMode.Partial,
  panOnScroll: true,
  zoomOnDoubleClick: false,
  disableKeyboardA11y: true,
  minZoom: 0.15,
  maxZoom: 2,
  proOptions: { hideAttribution: true },
} as const satisfies ReactFlowProps
