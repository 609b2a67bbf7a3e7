import {
  applyNodeChanges,
  Background,
  BackgroundVariant,
  type EdgeChange,
  MiniMap,
  type NodeChange,
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
import { ComponentId } from '../../shared/model/id.ts'
import { useView } from '../store/view.ts'
import { type NodeActions, NodeActionsContext } from './actions.ts'
import type { Acts } from './acts.ts'
import { AfterLine } from './AfterLine.tsx'
import { useBench } from './bench.ts'
import { BoxBrick, Brick } from './BrickNode.tsx'
import { ConnectionNote } from './ConnectionNote.tsx'
import { type AfterEdge, type BrickNode, edgesOf, nodesOf, readEdge } from './flow.ts'
import { useDragging } from './useDragging.ts'
import type { Stage } from './useScene.ts'
import './canvas.css'

const nodeTypes = { brick: Brick, box: BoxBrick }
const edgeTypes = { after: AfterLine }
const nobody: readonly string[] = []
const viewports = new Map<string, { x: number; y: number; zoom: number }>()
/** From here on the minimap is shown without being asked for. */
const MANY = 40

export interface CanvasEvents {
  /** A new component is wished here; `after`: it is to wait for that one, `before`: that one waits for it. */
  wish(at: { clientX: number; clientY: number }, link: { after?: ComponentId; before?: ComponentId } | null): void
  menu(at: { clientX: number; clientY: number }, component: ComponentId | null): void
  open(component: ComponentId): void
}

/** The canvas of one service: boxes in boxes, waits as edges. */
export function Canvas({ stage, acts, nodeActions, events }: { stage: Stage; acts: Acts; nodeActions: NodeActions; events: CanvasEvents }) {
  const { service, boxes, faces, locked, running } = stage
  const wrapper = useRef<HTMLDivElement>(null)
  const note = useRef<HTMLDivElement>(null)
  const selected = useView((view) => view.selection[service.id] ?? nobody)
  const { minimap, snap, dragged, goTo } = useBench()
  const [nodes, setNodes] = useState<BrickNode[]>([])
  const [edges, setEdges] = useState<AfterEdge[]>([])
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const [wired, setWired] = useState<ComponentId | null>(null)
  const dragging = useDragging(stage, acts, note)
  const { aim } = dragging
  const { setCenter, getZoom } = useReactFlow()

  const look = useMemo(
    () => ({
      boxes: aim?.boxes ?? boxes,
      faces,
      selection: new Set(selected),
      target: aim?.reason ? null : (aim?.target ?? null),
      locked,
      running,
    }),
    [aim, boxes, faces, selected, locked, running],
  )
  const { lifted } = dragging
  useLayoutEffect(() => {
    // A drag that ended without an edit left its nodes where the pointer let go: `restored` counts those.
    if (dragging.restored >= 0) setNodes((before) => nodesOf(service, look, lifted() ? before : before.map(landed)))
  }, [service, look, lifted, dragging.restored])
  useEffect(() => {
    if (selected.length > 0) setChosen((before) => (before.size > 0 ? new Set() : before))
  }, [selected])
  useLayoutEffect(() => setEdges((before) => edgesOf(service, look, chosen, before)), [service, look, chosen])
  useEffect(() => {
    const box = goTo && boxes.get(goTo.component)
    if (box) void setCenter(box.x + box.width / 2, box.y + Math.min(box.height, 200) / 2, { zoom: getZoom(), duration: 250 })
  }, [goTo, boxes, setCenter, getZoom])

  const onNodesChange = (changes: NodeChange<BrickNode>[]) => {
    const picked = changes.filter((c) => c.type === 'select')
    if (picked.length > 0) {
      const next = new Set(useView.getState().selection[service.id] ?? nobody)
      for (const c of picked) c.selected ? next.add(c.id) : next.delete(c.id)
      acts.select([...next])
    }
    const moved = changes.filter((c) => c.type === 'dimensions' || (c.type === 'position' && !dragging.cancelled()))
    if (moved.length > 0) setNodes((before) => applyNodeChanges(moved, before))
  }
  const onEdgesChange = (changes: EdgeChange<AfterEdge>[]) => {
    const picked = changes.filter((c) => c.type === 'select')
    if (picked.length === 0) return
    setChosen((before) => {
      const next = new Set(before)
      for (const c of picked) c.selected ? next.add(c.id) : next.delete(c.id)
      return next
    })
  }
  const refuses = (target: string | null, late: string | null): string | null => {
    const pair = readEdge(`${target}>${late}`)
    return pair ? mayFollow(service, pair.late, pair.target) : 'It is no longer here.'
  }
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
      className={`canvas ${aim?.reason ? 'refusing' : ''} ${running ? 'running' : ''} ${wired ? 'wiring' : ''}`}
      aria-label={`Canvas of ${service.name}`}
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
      <NodeActionsContext value={nodeActions}>
        <ReactFlow<BrickNode, AfterEdge>
          nodes={nodes}
          edges={edges}
          nodeTypes={nodeTypes}
          edgeTypes={edgeTypes}
          onNodesChange={onNodesChange}
          onEdgesChange={onEdgesChange}
          onNodeDragStart={(_event, _node, moved) => dragging.start(moved)}
          onNodeDrag={(event) => dragging.move(pointerOf(event))}
          onNodeDragStop={(event) => dragging.stop(pointerOf(event))}
          onSelectionDragStart={(_event, moved) => dragging.start(moved)}
          onSelectionDrag={(event) => dragging.move(pointerOf(event))}
          onSelectionDragStop={(event) => dragging.stop(pointerOf(event))}
          onNodeDoubleClick={(_event, node) => events.open(node.data.component.id)}
          onNodeContextMenu={(event, node) => {
            event.preventDefault()
            if (!node.selected) acts.select([node.id])
            events.menu(event, node.data.component.id)
          }}
          onPaneContextMenu={(event) => {
            event.preventDefault()
            events.menu({ clientX: event.clientX, clientY: event.clientY }, null)
          }}
          onConnectStart={(_event, { nodeId, handleType }) =>
            setWired(handleType === 'source' ? (ComponentId.safeParse(nodeId).data ?? null) : null)
          }
          onConnect={({ source, target }) => {
            const pair = readEdge(`${source}>${target}`)
            if (pair) acts.setAfter(pair.late, pair.target)
          }}
          onConnectEnd={(event, state) => {
            setWired(null)
            const id = ComponentId.safeParse(state.fromNode?.id).data
            if (state.toNode || !id || locked) return
            events.wish(pointerOf(event), state.fromHandle?.type === 'target' ? { before: id } : { after: id })
          }}
          isValidConnection={({ source, target }) => refuses(source, target) === null}
          nodesConnectable={!locked}
          onMoveEnd={(_event, viewport) => viewports.set(service.id, viewport)}
          onInit={(flow: ReactFlowInstance<BrickNode, AfterEdge>) => {
            if (!viewports.has(service.id)) requestAnimationFrame(() => void flow.fitView(fit))
          }}
          defaultViewport={viewports.get(service.id) ?? origin}
          deleteKeyCode={null}
          selectionKeyCode="Shift"
          multiSelectionKeyCode={['Shift', 'Control', 'Meta']}
          selectionMode={SelectionMode.Partial}
          panOnScroll
          zoomOnDoubleClick={false}
          disableKeyboardA11y
          nodeDragThreshold={3}
          connectionRadius={28}
          minZoom={0.15}
          maxZoom={2}
          snapToGrid={snap}
          snapGrid={grid}
          onlyRenderVisibleElements={nodes.length > 150}
          proOptions={pro}
        >
          <Background variant={BackgroundVariant.Dots} gap={20} size={1} color="var(--line2)" />
          {(minimap ?? nodes.length >= MANY) && (
            <MiniMap<BrickNode>
              pannable
              zoomable
              nodeColor={mapColour}
              nodeStrokeColor={mapColour}
              nodeBorderRadius={8}
              ariaLabel="Map of the canvas"
            />
          )}
          <ConnectionNote reason={refuses} />
          {service.note && nodes.length > 0 && <Note text={service.note} boxes={boxes} />}
        </ReactFlow>
      </NodeActionsContext>
      {nodes.length === 0 && <p className="canvas-empty">Drag a machine from the left, or double click here.</p>}
      <div ref={note} className={`pointer-note ${aim?.reason ? 'no' : ''}`} role="status">
        {aim?.reason ?? aim?.note}
      </div>
    </div>
  )
}
const grid: [number, number] = [measures.grid, measures.grid]
const landed = (node: BrickNode): BrickNode => (node.dragging ? { ...node, dragging: false } : node)
const origin = { x: 40, y: 40, zoom: 1 }
const pro = { hideAttribution: true }
/** How the canvas is fitted: never larger than life. */
export const fit = { padding: 0.12, maxZoom: 1, duration: 0 } as const
const mapColour = (node: BrickNode): string =>
  node.type === 'box'
    ? 'var(--lvl2)'
    : `var(--${node.data.face.state === 'waiting' || node.data.face.state === 'skipped' ? 'off' : node.data.face.state}-b)`

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

/** Where the pointer is, for a mouse as for a finger. */
function pointerOf(event: globalThis.MouseEvent | TouchEvent | MouseEvent): { clientX: number; clientY: number; altKey: boolean } {
  if ('clientX' in event) return event
  const touch = event.changedTouches[0] ?? event.touches[0]
  return { clientX: touch?.clientX ?? 0, clientY: touch?.clientY ?? 0, altKey: event.altKey }
}
