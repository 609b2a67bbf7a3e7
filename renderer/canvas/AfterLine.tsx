import { BaseEdge, EdgeLabelRenderer, type EdgeProps, getBezierPath, getSmoothStepPath } from '@xyflow/react'
import { IconHeartbeat, IconPlayerPlay } from '@tabler/icons-react'
import { memo, type MouseEvent } from 'react'
import { StateGlyph } from '../ui/StateGlyph.tsx'
import { useNodeActions } from './actions.ts'
import { type AfterEdge, readEdge, toneColour } from './flow.ts'

/** A wait: a curve with its gate as a pill on the line; a click on the pill changes the gate. */
export const AfterLine = memo(function AfterLine({
  id,
  data,
  markerEnd,
  sourceX,
  sourceY,
  targetX,
  targetY,
  sourcePosition,
  targetPosition,
}: EdgeProps<AfterEdge>) {
  const { toggleGate } = useNodeActions()
  const ends = { sourceX, sourceY, targetX, targetY, sourcePosition, targetPosition }
  // A curve that turns back on itself is hard to follow; who waits below is reached through the gap between the two.
  const [path, labelX, labelY] = targetX > sourceX ? getBezierPath(ends) : getSmoothStepPath({ ...ends, borderRadius: 10, offset: 16 })
  if (!data) return null
  const { gate, tone, locked, names } = data
  const colour = toneColour(tone)
  const change = (event: MouseEvent) => {
    // The line itself is not meant: a click on it would choose it.
    event.stopPropagation()
    const edge = readEdge(id)
    if (edge) toggleGate(edge.late, edge.target, gate === 'ready' ? 'started' : 'ready')
  }
  const glyph =
    gate === 'ready' ? <IconHeartbeat size={13} stroke={1.75} aria-hidden /> : <IconPlayerPlay size={13} stroke={1.75} aria-hidden />
  return (
    <>
      <BaseEdge id={id} path={path} {...(markerEnd && { markerEnd })} interactionWidth={16} style={{ stroke: colour, strokeWidth: 1.75 }} />
      <EdgeLabelRenderer>
        <button
          type="button"
          className={`gate nodrag nopan tone-${tone}`}
          style={{ transform: `translate(-50%, -50%) translate(${labelX}px, ${labelY}px)`, borderColor: colour }}
          disabled={locked}
          onClick={change}
          title={locked ? names : `${names}; click to change the gate`}
          aria-label={`${names}. Change the gate`}
        >
          {tone === 'starting' || tone === 'failed' || (tone === 'ready' && gate === 'ready') ? (
            <StateGlyph state={tone} size={12} word={null} />
          ) : (
            glyph
          )}
          {gate}
        </button>
      </EdgeLabelRenderer>
    </>
  )
})
