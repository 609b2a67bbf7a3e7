import { BaseEdge, EdgeLabelRenderer, type EdgeProps, getBezierPath, getSmoothStepPath } from '@xyflow/react'
import { memo } from 'react'
import type { ComponentId } from '../../shared/model/id.ts'
import { gateState } from './faces.ts'
import { useFace } from './facesNow.ts'
import { type AfterData, type AfterEdge, readEdge, toneColour, type WaitData } from './flow.ts'
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
  const props = { id, path, x: labelX, y: labelY, markerEnd, pair, data }
  return data.tone === 'live' ? <LiveLine {...props} /> : <Line {...props} tone={data.tone} />
})

interface LineProps {
  readonly id: string
  readonly path: string
  readonly x: number
  readonly y: number
  readonly markerEnd: string | undefined
  readonly pair: { readonly target: ComponentId; readonly late: ComponentId }
  readonly data: WaitData
}

/** In the state of what is waited for. */
function LiveLine(props: LineProps) {
  const face = useFace(props.data.of)
  return <Line {...props} tone={gateState(props.data.gate, face)} />
}

function Line({ id, path, x, y, markerEnd, pair, data, tone }: LineProps & { readonly tone: AfterData['tone'] }) {
  const colour = toneColour(tone)
  return (
    <>
      <BaseEdge id={id} path={path} {...(markerEnd && { markerEnd })} interactionWidth={16} style={{ stroke: colour, strokeWidth: 1.75 }} />
      <EdgeLabelRenderer>
        <GatePill pair={pair} data={{ ...data, tone }} x={x} y={y} colour={colour} />
      </EdgeLabelRenderer>
    </>
  )
}
