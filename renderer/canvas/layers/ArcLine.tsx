import { BaseEdge, EdgeLabelRenderer, type EdgeProps } from '@xyflow/react'
import { memo } from 'react'
import { GatePill } from '../GatePill.tsx'
import { readEdge, toneColour } from '../flow.ts'
import type { ArcEdge } from './slabs.ts'

/** From here on an arrow needs room for its head. */
const HEAD = 7

/** A wait as an arc over the slabs, its gate at the top of it. */
export const ArcLine = memo(function ArcLine({ id, data }: EdgeProps<ArcEdge>) {
  const pair = readEdge(id)
  if (!data || !pair) return null
  const { from, to, rise } = data.arc
  const top = Math.min(from.y, to.y) - rise
  const middle = (from.x + to.x) / 2
  // Two quarters of an ellipse: straight up at both ends, level at the top.
  const bend = 0.5523
  const up = (end: { y: number }) => top + (end.y - top) * (1 - bend)
  const flat = (end: { x: number }) => middle + (end.x - middle) * bend
  const foot = { x: to.x, y: to.y - HEAD }
  const path = `M${from.x} ${from.y}C${from.x} ${up(from)} ${flat(from)} ${top} ${middle} ${top}C${flat(foot)} ${top} ${foot.x} ${up(foot)} ${foot.x} ${foot.y}`
  const colour = toneColour(data.tone)
  return (
    <>
      <BaseEdge id={id} path={path} interactionWidth={12} style={{ stroke: colour, strokeWidth: 1.75 }} />
      <path d={`M${to.x - 5} ${to.y - 9}h10l-5 9z`} fill={colour} />
      <EdgeLabelRenderer>
        <GatePill pair={pair} data={data} x={middle} y={top} colour={colour} />
      </EdgeLabelRenderer>
    </>
  )
})
