import {
  Background,
  BackgroundVariant,
  type EdgeChange,
  ReactFlow,
  type ReactFlowInstance,
  SelectionMode,
  useReactFlow,
  ViewportPortal,
} from '@xyflow/react'
import '@xyflow/react/dist/style.css'
import { type DragEvent, type MouseEvent, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react'
import { measures } from '../../shared/logic/forest.ts'
import { mayFollow } from '../../shared/logic/relate.ts'
import type { ComponentId } from '../../shared/model/id.ts'
import { useView } from '../store/view.ts'
import type { Acts } from './acts.ts'
import { AfterLine } from './AfterLine.tsx'
import { useBench } from './bench.ts'
import { BoxBrick, Brick } from './BrickNode.tsx'
import { ConnectionNote } from './ConnectionNote.tsx'
import { partAt, useCursor } from './cursor.ts'
import { type AfterEdge, type BrickNode, edgesOf, nodesOf, readEdge } from './flow.ts'
import { Hints } from './Hints.tsx'
import { Overview } from './Overview.tsx'
import { useDragging } from './useDragging.ts'
import { type CanvasEvents, useFlowEvents } from './useFlowEvents.ts'
import type { Stage } from './useScene.ts'
import { useStable } from './useStable.ts'
import { useWalking } from './useWalking.ts'
import './canvas.css'
import './wires.css'

const nodeTypes = { brick: Brick, box: BoxBrick }
const edgeTypes = { after: AfterLine }
const nobody: readonly string[] = []
const viewports = new Map<string, { x: number; y: number; zoom: number }>()
/** From here on, and near enough to read, only what is in sight is drawn: the browser would paint thousands of px around it. */
const FEW = 60
/** From here on the minimap is shown without being asked for. */
const MANY = 40

/** The canvas of one service: boxes in boxes, waits as edges. */
export function Canvas({ stage, acts, events }: { stage: Stage; acts: Acts; events: CanvasEvents }) {
  const { service, nest, whole, boxes, faces, locked, running } = stage
  const cursor = useCursor(stage)
  const wrapper = useRef<HTMLDivElement>(null)
  const note = useRef<HTMLDivElement>(null)
  const selected = useView((view) => view.selection[service.id] ?? nobody)
  const { minimap, snap, dragged, goTo } = useBench()
  const [nodes, setNodes] = useState<BrickNode[]>([])
  const [edges, setEdges] = useState<AfterEdge[]>([])
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const [wired, setWired] = useState<ComponentId | null>(null)
  const [near, setNear] = useState(false)
  const dragging = useDragging(stage, acts, note)
  const { aim } = dragging
  const { setCenter, getZoom } = useReactFlow()

  const look = useMemo(
    () => ({
      nest,
      whole,
      boxes: aim?.boxes ?? boxes,
      faces,
      selection: new Set(selected),
      target: aim?.boxes && !aim.reason ? aim.target : null,
      cursor,
      locked,
      running,
    }),
    [aim, nest, whole, boxes, faces, selected, cursor, locked, running],
  )
  const { lifted } = dragging
  useLayoutEffect(() => {
    // A drag that ended without an edit left its nodes where the pointer let go: `restored` counts those.
    if (dragging.restored >= 0) setNodes((before) => nodesOf(look, lifted() ? before : before.map(landed)))
  }, [look, lifted, dragging.restored])
  useEffect(() => {
    if (selected.length > 0) setChosen((before) => (before.size > 0 ? new Set() : before))
  }, [selected])
  useLayoutEffect(() => setEdges((before) => edgesOf(look, chosen, before)), [look, chosen])
  useEffect(() => {
    const box = goTo && boxes.get(goTo.component)
    if (box) void setCenter(box.x + box.width / 2, box.y + Math.min(box.height, 200) / 2, { zoom: getZoom(), duration: 250 })
  }, [goTo, boxes, setCenter, getZoom])

  const onEdgesChange = useStable((changes: EdgeChange<AfterEdge>[]) => {
    const picked = changes.filter((c) => c.type === 'select')
    if (picked.length === 0) return
    setChosen((before) => {
      const next = new Set(before)
      for (const c of picked) c.selected ? next.add(c.id) : next.delete(c.id)
      return next
    })
  })
  const refuses = (target: string | null, late: string | null): string | null => {
    const pair = readEdge(`${target}>${late}`)
    return pair ? mayFollow(service, pair.late, pair.target) : 'It is no longer here.'
  }
  const listeners = useFlowEvents({ frame: wrapper, stage, acts, dragging, events, viewports, refuses, setNodes, setWired, setNear })
  const order = useMemo(() => inReadingOrder(boxes), [boxes])
  const walking = useWalking({ stage, acts, frame: wrapper, ways, order, spotOf: (id) => boxes.get(id), nudges: true })
  const onInit = useStable((flow: ReactFlowInstance<BrickNode, AfterEdge>) => {
    if (!viewports.has(service.id)) requestAnimationFrame(() => void flow.fitView(fit))
  })
  const follow = wired ? new Set(service.components.filter((c) => refuses(wired, c.id) !== null && c.id !== wired).map((c) => c.id)) : null
  const onDrag = (event: DragEvent) => {
    if (!dragged) return
    event.preventDefault()
    dragging.over(dragged, event)
  }
  return (
    <div
      ref={wrapper}
      role="application"
      className={`canvas ${aim?.reason ? 'refusing' : ''} ${running ? 'running' : ''} ${wired ? 'wiring' : ''} ${nodes.length > FEW ? 'many' : ''}`}
      aria-label={`Canvas of ${service.name}`}
      onKeyDown={walking}
      onFocus={(event) => {
        const part = partAt(event.target)
        if (part) useBench.getState().point(service.id, part)
        event.currentTarget.classList.toggle('by-keys', part !== null && event.target.matches(':focus-visible'))
      }}
      onBlur={(event) => event.currentTarget.classList.remove('by-keys')}
      onDragOver={onDrag}
      onDragLeave={() => dragging.leave()}
      onDrop={(event) => {
        event.preventDefault()
        if (dragged) dragging.drop(dragged, event)
        useBench.getState().set({ dragged: null })
      }}
      onDoubleClick={(event: MouseEvent) => {
        if (event.target instanceof Element && event.target.classList.contains('react-flow__pane') && !locked) events.wish(event, null)
      }}
    >
      {follow && (
        <style>
          {[...follow].map((id) => `.react-flow__node[data-id="${id}"]`).join(',')}
          {'{opacity:.4}'}
        </style>
      )}
      <ReactFlow<BrickNode, AfterEdge>
        nodes={nodes}
        edges={edges}
        nodeTypes={nodeTypes}
        edgeTypes={edgeTypes}
        onEdgesChange={onEdgesChange}
        {...listeners}
        nodesConnectable={!locked}
        edgesFocusable={false}
        onInit={onInit}
        defaultViewport={viewports.get(service.id) ?? origin}
        deleteKeyCode={null}
        selectionKeyCode="Shift"
        multiSelectionKeyCode={many}
        selectionMode={SelectionMode.Partial}
        panOnScroll
        zoomOnDoubleClick={false}
        disableKeyboardA11y
        nodeDragThreshold={3}
        connectionRadius={28}
        onlyRenderVisibleElements={near && nodes.length > FEW}
        minZoom={0.15}
        maxZoom={2}
        snapToGrid={snap}
        snapGrid={grid}
        proOptions={pro}
      >
        <Background variant={BackgroundVariant.Dots} gap={20} size={1} color="var(--line2)" />
        {nodes.length > 0 && (minimap ?? nodes.length >= MANY) && <Overview boxes={boxes} faces={faces} />}
        <ConnectionNote reason={refuses} />
        {service.note && nodes.length > 0 && <Note text={service.note} boxes={boxes} />}
      </ReactFlow>
      {nodes.length === 0 && <p className="canvas-empty">Drag a machine from the left, or double click here.</p>}
      <div className="canvas-keys">
        <Hints keys={hints} />
      </div>
      <div ref={note} className={`pointer-note ${aim?.reason ? 'no' : ''}`} role="status">
        {aim?.reason ?? aim?.note}
      </div>
    </div>
  )
}
const hints = [
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
const many = ['Shift', 'Control', 'Meta']
const pro = { hideAttribution: true }
/** How the canvas is fitted: never larger than life. */
export const fit = { padding: 0.12, maxZoom: 1, duration: 0 } as const
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
