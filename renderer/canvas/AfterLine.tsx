import { BaseEdge, EdgeLabelRenderer, type EdgeProps, getBezierPath, getSmoothStepPath } from '@xyflow/react'
import { memo } from 'react'
import { type AfterEdge, readEdge, toneColour } from './flow.ts'
import { GatePill } from './GatePill.tsx'

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
  const ends = { sourceX, sourceY, targetX, targetY, sourcePosition, targetPosition }
  // A curve that turns back on itself is hard to follow; who waits below is reached through the gap above it.
  const centerY = targetY + (data?.gap ?? 0)
  const [path, labelX, labelY] =
    targetX > sourceX ? getBezierPath(ends) : getSmoothStepPath({ ...ends, borderRadius: 10, offset: 16, centerY })
  const pair = readEdge(id)
  if (!data || !pair) return null
  const colour = toneColour(data.tone)
  return (
    <>
      <BaseEdge id={id} path={path} {...(markerEnd && { markerEnd })} interactionWidth={16} style={{ stroke: colour, strokeWidth: 1.75 }} />
      <EdgeLabelRenderer>
        <GatePill pair={pair} data={data} x={labelX} y={labelY} colour={colour} />
      </EdgeLabelRenderer>
    </>
  )
})
