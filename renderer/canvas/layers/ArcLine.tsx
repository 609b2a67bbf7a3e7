import { BaseEdge, EdgeLabelRenderer, type EdgeProps } from '@xyflow/react'
import { memo } from 'react'
import { type Arc, type ArcEnd, layerMeasures } from '../../../shared/logic/layers.ts'
import { GatePill } from '../GatePill.tsx'
import { readEdge, toneColour } from '../flow.ts'
import type { ArcEdge } from './slabs.ts'

/** A wait as an arc over the slabs, its gate at the top of it. */
export const ArcLine = memo(function ArcLine({ id, data }: EdgeProps<ArcEdge>) {
  const pair = readEdge(id)
  if (!data || !pair) return null
  const { from, to, top } = data.arc
  const middle = (from.x + to.x) / 2
  const colour = toneColour(data.tone)
  return (
    <>
      <BaseEdge id={id} path={pathOf(data.arc)} interactionWidth={12} style={{ stroke: colour, strokeWidth: 1.75 }} />
      <path d={headOf(to)} fill={colour} />
      <EdgeLabelRenderer>
        <GatePill pair={pair} data={data} x={middle} y={top} colour={colour} />
      </EdgeLabelRenderer>
    </>
  )
})

/** So long is the head of an arrow; so far a side lies from its gap. */
const HEAD = 8
const SIDE = layerMeasures.gap / 2

/** Straight up beside what stands on the slabs, then two quarters of an ellipse: upright at its feet, level at its top. */
function pathOf({ from, to, top }: Arc): string {
  const middle = (from.x + to.x) / 2
  const bend = 0.5523
  const up = (end: ArcEnd) => top + (end.launch - top) * (1 - bend)
  const flat = (end: ArcEnd) => middle + (end.x - middle) * bend
  const foot = to.side === 0 && to.launch === to.y ? to.launch - HEAD + 1 : to.launch
  return [
    `M${from.x - from.side * SIDE} ${from.y}H${from.x}V${from.launch}`,
    `C${from.x} ${up(from)} ${flat(from)} ${top} ${middle} ${top}`,
    `C${flat(to)} ${top} ${to.x} ${up(to)} ${to.x} ${foot}`,
    to.side === 0 ? '' : `V${to.y}`,
  ].join('')
}

/** Downwards through a top, sidewards into a side. */
const headOf = ({ x, y, side }: ArcEnd): string =>
  side === 0 ? `M${x - 5} ${y - HEAD}h10l-5 ${HEAD}z` : `M${x + side * 2} ${y - 4}v8l${-side * (SIDE + 3)} -4z`
