import {
  Background,
  BackgroundVariant,
  type NodeChange,
  ReactFlow,
  type ReactFlowInstance,
  SelectionMode,
  useReactFlow,
} from '@xyflow/react'
import '@xyflow/react/dist/style.css'
import { type MouseEvent, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react'
import { layersOf, type Slab as Placed } from '../../../shared/logic/layers.ts'
import { useView } from '../../store/view.ts'
import type { Acts } from '../acts.ts'
import { useBench } from '../bench.ts'
import { Hints } from '../Hints.tsx'
import { partAt, useCursor } from '../cursor.ts'
import { type CanvasEvents, FAR, MAP } from '../useFlowEvents.ts'
import type { Stage } from '../useScene.ts'
import { useStable } from '../useStable.ts'
import { useWalking } from '../useWalking.ts'
import { ArcLine } from './ArcLine.tsx'
import { Levels } from './Levels.tsx'
import { Slab } from './Slab.tsx'
import { type ArcEdge, arcEdges, type SlabNode, slabNodes } from './slabs.ts'
import { StateCounts } from './StateCounts.tsx'
import '../canvas.css'
import '../wires.css'
import './layers.css'

const nodeTypes = { slab: Slab }
const edgeTypes = { arc: ArcLine }
const nobody: readonly string[] = []
const viewports = new Map<string, { x: number; y: number; zoom: number }>()
/** From here on only what is in sight is drawn. */
const FEW = 60
/** Room for the names of the levels, left of the first slab. */
const MARGIN = 136
/** From here on to the right a slab's words are free of the names of the levels, in px of the screen. */
const NAMES = 124

/** The stack as layers: each slab stands on what carries it, waits are arcs above them. */
export function LayersView({ stage, acts, events }: { stage: Stage; acts: Acts; events: CanvasEvents }) {
  const { service, nest, isGround, running } = stage
  const frame = useRef<HTMLDivElement>(null)
  const selected = useView((view) => view.selection[service.id] ?? nobody)
  const goTo = useBench((bench) => bench.goTo)
  const cursor = useCursor(stage)
  const [nodes, setNodes] = useState<SlabNode[]>([])
  const { setCenter, getZoom } = useReactFlow()
  const layers = useMemo(() => layersOf(nest, isGround), [nest, isGround])
  const look = useMemo(() => ({ stage, layers, selection: new Set(selected), cursor }), [stage, layers, selected, cursor])
  useLayoutEffect(() => setNodes((before) => slabNodes(look, before)), [look])
  const edges = useMemo(() => arcEdges(look), [look])
  useEffect(() => {
    const slab = goTo && layers.slabs.get(goTo.component)
    if (slab) void setCenter(slab.x + Math.min(slab.width, 400) / 2, slab.y + slab.height / 2, { zoom: getZoom(), duration: 250 })
  }, [goTo, layers, setCenter, getZoom])
  const walking = useWalking({ stage, acts, frame, ways, spotOf: (id) => layers.slabs.get(id), nudges: false })

  const onNodesChange = useStable((changes: NodeChange<SlabNode>[]) => {
    const picked = changes.filter((change) => change.type === 'select')
    if (picked.length === 0) return
    const next = new Set(useView.getState().selection[service.id] ?? [])
    for (const { id, selected: on } of picked) on ? next.add(id) : next.delete(id)
    acts.select([...next])
  })
  const onSight = useStable((x: number, zoom: number) => {
    const element = frame.current
    if (!element) return
    // Straight to the element: drawing the slabs anew for every move would cost what it saves.
    element.style.setProperty('--left', `${(NAMES - x) / zoom}px`)
    element.dataset['zoom'] = zoom < MAP ? 'map' : zoom < FAR ? 'far' : 'near'
  })
  const onInit = useStable((flow: ReactFlowInstance<SlabNode, ArcEdge>) => {
    if (!viewports.has(service.id))
      requestAnimationFrame(() => void flow.setViewport(firstSight([...layers.slabs.values()], frame.current)))
  })
  const onNodeDoubleClick = useStable((_event: unknown, node: SlabNode) => node.data.part && events.open(node.data.part.component.id))
  const onNodeContextMenu = useStable((event: MouseEvent, node: SlabNode) => {
    event.preventDefault()
    const id = node.data.part?.component.id ?? null
    if (id && !node.selected) acts.select([id])
    events.menu(event, id)
  })
  const onPaneContextMenu = useStable((event: MouseEvent | globalThis.MouseEvent) => {
    event.preventDefault()
    events.menu({ clientX: event.clientX, clientY: event.clientY }, null)
  })
  return (
    <div
      ref={frame}
      role="application"
      className={`canvas layers ${running ? 'running' : ''}`}
      aria-label={`Layers of ${service.name}`}
      onKeyDown={walking}
      onFocus={(event) => {
        const part = partAt(event.target)
        if (part) useBench.getState().point(service.id, part)
        event.currentTarget.classList.toggle('by-keys', part !== null && event.target.matches(':focus-visible'))
      }}
      onBlur={(event) => event.currentTarget.classList.remove('by-keys')}
    >
      <ReactFlow<SlabNode, ArcEdge>
        nodes={nodes}
        edges={edges}
        nodeTypes={nodeTypes}
        edgeTypes={edgeTypes}
        onNodesChange={onNodesChange}
        onInit={onInit}
        onNodeDoubleClick={onNodeDoubleClick}
        onNodeContextMenu={onNodeContextMenu}
        onPaneContextMenu={onPaneContextMenu}
        onMoveEnd={(_event, viewport) => void viewports.set(service.id, viewport)}
        defaultViewport={viewports.get(service.id) ?? origin}
        nodesDraggable={false}
        nodesConnectable={false}
        edgesFocusable={false}
        elementsSelectable
        deleteKeyCode={null}
        selectionKeyCode="Shift"
        multiSelectionKeyCode={many}
        selectionMode={SelectionMode.Partial}
        panOnScroll
        zoomOnDoubleClick={false}
        disableKeyboardA11y
        onlyRenderVisibleElements={nodes.length > FEW}
        minZoom={0.15}
        maxZoom={2}
        proOptions={pro}
      >
        <Background variant={BackgroundVariant.Dots} gap={20} size={1} color="var(--line2)" />
        <Levels nest={nest} layers={layers} onSight={onSight} />
      </ReactFlow>
      {nodes.length === 0 && <p className="canvas-empty">Nothing is drawn yet. Press A to add a machine.</p>}
      <div className="canvas-keys">
        <Hints keys={hints} />
      </div>
      <footer className="layers-foot">
        <p className="grow">
          A slab stands on what carries it and is as wide as what it carries. Starting goes upwards, stopping comes down.
        </p>
        <StateCounts stage={stage} />
      </footer>
    </div>
  )
}

/** The lowest level near the lower edge, from its left end: as a wall is built. */
function firstSight(slabs: readonly Placed[], frame: HTMLElement | null): { x: number; y: number; zoom: number } {
  const [width, height] = [frame?.clientWidth ?? 800, frame?.clientHeight ?? 600]
  const right = Math.max(1, ...slabs.map((slab) => slab.x + slab.width))
  const top = Math.min(0, ...slabs.map((slab) => slab.y))
  const bottom = Math.max(0, ...slabs.map((slab) => slab.y + slab.height))
  const room = { width: width - MARGIN - 24, height: height - FOOT - 24 }
  const zoom = Math.max(0.8, Math.min(1, room.width / right, room.height / (bottom - top)))
  return { x: MARGIN, y: height - FOOT - bottom * zoom - Math.max(0, Math.min(24, room.height - (bottom - top) * zoom)), zoom }
}
const hints = [
  [['←', '→'], 'beside it'],
  [['↑'], 'onto it'],
  [['↓'], 'what carries it'],
  [['Enter'], 'settings'],
  [['F'], 'fold'],
  [['Alt ↑'], 'carry elsewhere…'],
  [['Shift D'], 'depends on…'],
] as const
const FOOT = 72
const ways = {
  ArrowLeft: 'before',
  ArrowRight: 'next',
  ArrowUp: 'up',
  ArrowDown: 'down',
  Home: 'first',
  End: 'last',
} as const
const origin = { x: MARGIN, y: 400, zoom: 1 }
const many = ['Shift', 'Control', 'Meta']
const pro = { hideAttribution: true }
