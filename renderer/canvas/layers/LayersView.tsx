import { useLayoutEffect, useMemo, useRef, useState } from 'react'
import { layersOf, type Slab as Placed } from '../../../shared/logic/layers.ts'
import type { Acts } from '../acts.ts'
import { useCursor } from '../cursor.ts'
import { Drawing, FEW } from '../Drawing.tsx'
import { useSelection } from '../selection.ts'
import type { CanvasEvents } from '../useFlowEvents.ts'
import type { Stage } from '../useScene.ts'
import { useStable } from '../useStable.ts'
import { tellZoom } from '../zoom.ts'
import { ArcLine } from './ArcLine.tsx'
import { Levels } from './Levels.tsx'
import { Slab } from './Slab.tsx'
import { type ArcEdge, arcEdges, type SlabNode, slabNodes } from './slabs.ts'
import { StateCounts } from './StateCounts.tsx'
import './layers.css'

const nodeTypes = { slab: Slab }
const edgeTypes = { arc: ArcLine }
/** Room for the names of the levels, left of the first slab. */
const MARGIN = 136
/** From here on to the right a slab's words are free of the names of the levels, in px of the screen. */
const NAMES = 124

/** The stack as layers: each slab stands on what carries it, waits are arcs above them. */
export function LayersView({ stage, acts, events }: { stage: Stage; acts: Acts; events: CanvasEvents }) {
  const { nest, isGround } = stage
  const frame = useRef<HTMLDivElement>(null)
  const selected = useSelection(stage.service)
  const cursor = useCursor(stage)
  const [nodes, setNodes] = useState<SlabNode[]>([])
  const [edges, setEdges] = useState<ArcEdge[]>([])
  const layers = useMemo(() => layersOf(nest, isGround), [nest, isGround])
  const look = useMemo(() => ({ stage, layers, selection: new Set(selected), cursor }), [stage, layers, selected, cursor])
  useLayoutEffect(() => setNodes((before) => slabNodes(look, before)), [look])
  useLayoutEffect(() => setEdges((before) => arcEdges(look, before)), [look])
  const onSight = useStable((x: number, zoom: number) => {
    // Straight to the element: drawing the slabs anew for every move would cost what it saves.
    frame.current?.style.setProperty('--left', `${(NAMES - x) / zoom}px`)
    tellZoom(frame.current, zoom)
  })
  return (
    <Drawing<SlabNode, ArcEdge>
      title="Layers"
      stage={stage}
      acts={acts}
      events={events}
      frame={frame}
      looks="layers"
      walk={{ ways, spotOf: (id) => layers.slabs.get(id), nudges: false }}
      sight={sight}
      origin={origin}
      onFirst={(flow) => void flow.setViewport(firstSight([...layers.slabs.values()], frame.current))}
      flow={{
        nodes,
        edges,
        nodeTypes,
        edgeTypes,
        nodesDraggable: false,
        nodesConnectable: false,
        onlyRenderVisibleElements: nodes.length > FEW,
      }}
      keys={keys}
      empty="Nothing is drawn yet. Press A to add a machine."
      over={
        <footer className="layers-foot">
          <p className="grow">
            A slab stands on what carries it and is as wide as what it carries. Starting goes upwards, stopping comes down.
          </p>
          <StateCounts stage={stage} />
        </footer>
      }
    >
      <Levels nest={nest} layers={layers} onSight={onSight} />
    </Drawing>
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
const keys = [
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
const sight = { width: 400, height: Number.POSITIVE_INFINITY }
