import { useViewport } from '@xyflow/react'
import { useLayoutEffect, useMemo } from 'react'
import { type Layers, LEVEL, layerMeasures, levelWords } from '../../../shared/logic/layers.ts'
import type { Nest } from '../../../shared/logic/nest.ts'

const HALF = layerMeasures.gap / 2

/** So high must a level be on the screen to be named, and to be told about, in px. */
const NAMED = 34
const TOLD = 60

interface Props {
  readonly nest: Nest
  readonly layers: Layers
  /** Told at every move: x of the canvas's origin on the screen, and the zoom. */
  readonly onSight: (x: number, zoom: number) => void
}

/** The levels behind the slabs: a dashed line between two, and at the left edge what each is. */
export function Levels({ nest, layers, onSight }: Props) {
  const { x, y, zoom } = useViewport()
  useLayoutEffect(() => onSight(x, zoom), [onSight, x, zoom])
  const at = (level: number): number => y - (level * LEVEL + HALF) * zoom
  const height = LEVEL * zoom
  const words = useMemo(() => [...Array(layers.levels).keys()].map((level) => levelWords(level, nest, layers)), [nest, layers])
  return (
    <>
      <div className="levels" aria-hidden>
        {words.map((word, level) => (
          <div key={word} className={`level ${level === 0 ? 'lowest' : ''}`} style={{ transform: `translateY(${at(level)}px)`, height }} />
        ))}
      </div>
      {height > NAMED && (
        <div className="level-names" aria-hidden>
          {words.map((word, level) => (
            <div key={word} className="level-name" style={{ transform: `translateY(${at(level)}px)` }}>
              <b>Level {level}</b>
              {height > TOLD && <span>{word}</span>}
            </div>
          ))}
        </div>
      )}
    </>
  )
}
