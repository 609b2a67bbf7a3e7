import { useViewport } from '@xyflow/react'
import { type Layers, LEVEL, layerMeasures, levelWords } from '../../../shared/logic/layers.ts'
import type { Nest } from '../../../shared/logic/nest.ts'

const HALF = layerMeasures.gap / 2

/** The levels behind the slabs: a dashed line between two, and at the left edge what each is. */
export function Levels({ nest, layers }: { nest: Nest; layers: Layers }) {
  const { y, zoom } = useViewport()
  const at = (line: number): number => y + line * zoom
  return (
    <div className="levels" aria-hidden>
      {[...Array(layers.levels).keys()].map((level) => (
        <div
          key={`level ${level}`}
          className={`level ${level === 0 ? 'lowest' : ''}`}
          style={{ transform: `translateY(${at(-level * LEVEL - HALF)}px)`, height: LEVEL * zoom }}
        >
          <b>Level {level}</b>
          {zoom > 0.4 && <span>{levelWords(level, nest, layers)}</span>}
        </div>
      ))}
    </div>
  )
}
