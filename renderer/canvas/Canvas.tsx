import { type EdgeChange, ViewportPortal } from '@xyflow/react'
import { type DragEvent, type MouseEvent, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react'
import { measures } from '../../shared/logic/forest.ts'
import { mayFollow } from '../../shared/logic/relate.ts'
import type { ComponentId } from '../../shared/model/id.ts'
import type { Acts } from './acts.ts'
import { AfterLine } from './AfterLine.tsx'
import { showsMap, useBench } from './bench.ts'
import { BoxBrick, Brick } from './BrickNode.tsx'
import { ConnectionNote } from './ConnectionNote.tsx'
import { useCursor } from './cursor.ts'
import { Drawing, FEW } from './Drawing.tsx'
import { FacesNowContext, facesNow } from './facesNow.ts'
import { type AfterEdge, type BrickNode, edgesOf, nodesOf, readEdge } from './flow.ts'
import { Overview } from './Overview.tsx'
import { useSelection } from './selection.ts'
import { useDragging } from './useDragging.ts'
import { type CanvasEvents, useFlowEvents } from './useFlowEvents.ts'
import type { Stage } from './useScene.ts'
import { useStable } from './useStable.ts'
import { fit } from './zoom.ts'

const nodeTypes = { brick: Brick, box: BoxBrick }
const edgeTypes = { after: AfterLine }

/** The canvas of one service: boxes in boxes, waits as edges. */
export function Canvas({ stage, acts, events }: { stage: Stage; acts: Acts; events: CanvasEvents }) {
  const { service, nest, whole, boxes, faces, locked, running } = stage
  const cursor = useCursor(stage)
  const frame = useRef<HTMLDivElement>(null)
  const note = useRef<HTMLDivElement>(null)
  const selected = useSelection(service)
  const { minimap, snap, dragged } = useBench()
  const [nodes, setNodes] = useState<BrickNode[]>([])
  const [edges, setEdges] = useState<AfterEdge[]>([])
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const [wired, setWired] = useState<ComponentId | null>(null)
  const [near, setNear] = useState(false)
  const dragging = useDragging(stage, acts, note)
  const { aim } = dragging

  const look = useMemo(
    () => ({
      nest,
      whole,
      boxes: aim?.boxes ?? boxes,
      selection: new Set(selected),
      target: aim?.boxes && !aim.reason ? aim.target : null,
      cursor,
      locked,
      running,
    }),
    [aim, nest, whole, boxes, selected, cursor, locked, running],
  )
  const [shown] = useState(() => facesNow(faces))
  useLayoutEffect(() => shown.show(faces), [shown, faces])
  const { lifted } = dragging
  useLayoutEffect(() => {
    // A drag that ended without an edit left its nodes where the pointer let go: `restored` counts those.
    if (dragging.restored >= 0) setNodes((before) => nodesOf(look, lifted() ? before : before.map(landed)))
  }, [look, lifted, dragging.restored])
  useEffect(() => {
    if (selected.length > 0) setChosen((before) => (before.size > 0 ? new Set() : before))
  }, [selected])
  useLayoutEffect(() => setEdges((before) => edgesOf(look, chosen, before)), [look, chosen])

  const onEdgesChange = useStable((changes: EdgeChange<AfterEdge>[]) => {
    const told = changes.filter((c) => c.type === 'select')
    if (told.length === 0) return
    setChosen((before) => {
      const next = new Set(before)
      for (const c of told) c.selected ? next.add(c.id) : next.delete(c.id)
      return next
    })
  })
  const refuses = (target: string | null, late: string | null): string | null => {
    const pair = readEdge(`${target}>${late}`)
    return pair ? mayFollow(service, pair.late, pair.target) : 'It is no longer here.'
  }
  const { listeners, onNodes } = useFlowEvents({ frame, stage, acts, dragging, events, refuses, setNodes, setWired, setNear })
  const order = useMemo(() => inReadingOrder(boxes), [boxes])
  const follow = wired ? new Set(service.components.filter((c) => refuses(wired, c.id) !== null && c.id !== wired).map((c) => c.id)) : null
  const onDrag = (event: DragEvent) => {
    if (!dragged) return
    event.preventDefault()
    dragging.over(dragged, event)
  }
  return (
    <FacesNowContext value={shown}>
      <Drawing<BrickNode, AfterEdge>
        title="Canvas"
        stage={stage}
        acts={acts}
        events={events}
        frame={frame}
        looks={`${aim?.reason ? 'refusing' : ''} ${wired ? 'wiring' : ''}`}
        walk={{ ways, order, spotOf: (id) => boxes.get(id), nudges: true }}
        sight={sight}
        origin={origin}
        onFirst={(flow) => void flow.fitView(fit)}
        flow={{
          nodes,
          edges,
          nodeTypes,
          edgeTypes,
          onEdgesChange,
          ...listeners,
          nodesConnectable: !locked,
          nodeDragThreshold: 3,
          connectionRadius: 28,
          // Near enough to read, the browser would paint thousands of px around what is in sight.
          onlyRenderVisibleElements: near && nodes.length > FEW,
          snapToGrid: snap,
          snapGrid: grid,
        }}
        onNodes={onNodes}
        around={{
          onDragOver: onDrag,
          onDragLeave: () => dragging.leave(),
          onDrop(event) {
            event.preventDefault()
            if (dragged) dragging.drop(dragged, event)
            useBench.getState().set({ dragged: null })
          },
          onDoubleClick(event: MouseEvent) {
            if (event.target instanceof Element && event.target.classList.contains('react-flow__pane') && !locked) events.wish(event, null)
          },
        }}
        keys={keys}
        empty="Drag a machine from the left, or double click here."
        over={
          <>
            {follow && (
              <style>
                {[...follow].map((id) => `.react-flow__node[data-id="${id}"]`).join(',')}
                {'{opacity:.4}'}
              </style>
            )}
            <div ref={note} className={`pointer-note ${aim?.reason ? 'no' : ''}`} role="status">
              {aim?.reason ?? aim?.note}
            </div>
          </>
        }
      >
        {nodes.length > 0 && showsMap({ minimap }, boxes) && <Overview boxes={boxes} faces={faces} />}
        <ConnectionNote reason={refuses} />
        {service.note && nodes.length > 0 && <Note text={service.note} boxes={boxes} />}
      </Drawing>
    </FacesNowContext>
  )
}
const keys = [
  [['←', '→'], 'beside it'],
  [['↓'], 'into it'],
  [['↑'], 'out of it'],
  [['Space'], 'choose'],
  [['Enter'], 'settings'],
  [['F'], 'fold'],
  [['Alt ↑'], 'carry elsewhere…'],
  [['Shift D'], 'depends on…'],
] as const
/** Down goes into a box, up out of it: what it carries is drawn in it, below its name. */
const ways = {
  ArrowLeft: 'before',
  ArrowRight: 'next',
  ArrowDown: 'up',
  ArrowUp: 'down',
  Home: 'first',
  End: 'last',
} as const
/** Column after column, as tidying puts them; what stands nearly below each other is one column. */
const inReadingOrder = (boxes: Stage['boxes']) => {
  const column = (id: ComponentId): number => Math.round((boxes.get(id)?.x ?? 0) / measures.column)
  return (ids: readonly ComponentId[]): ComponentId[] =>
    ids.toSorted((a, b) => column(a) - column(b) || (boxes.get(a)?.y ?? 0) - (boxes.get(b)?.y ?? 0))
}
const grid: [number, number] = [measures.grid, measures.grid]
const landed = (node: BrickNode): BrickNode => (node.dragging ? { ...node, dragging: false } : node)
const origin = { x: 40, y: 40, zoom: 1 }
const sight = { width: Number.POSITIVE_INFINITY, height: 200 }
/** The note of the service, below everything that is drawn. */
function Note({ text, boxes }: { text: string; boxes: Stage['boxes'] }) {
  const all = [...boxes.values()]
  const x = Math.min(...all.map((box) => box.x))
  const y = Math.max(...all.map((box) => box.y + box.height)) + 24
  return (
    <ViewportPortal>
      <p className="canvas-note" style={{ transform: `translate(${x}px, ${y}px)` }}>
        {text}
      </p>
    </ViewportPortal>
  )
}
