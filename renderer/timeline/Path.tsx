import type { Slot } from '../../shared/logic/timeline.ts'
import type { Wait } from '../../shared/logic/waits.ts'

export const ROW = 24

interface Props {
  readonly path: readonly Slot[]
  /** The step that is pointed at, and what it waited for. */
  readonly pointed: Slot | null
  readonly waits: readonly Wait[]
  /** In which row each step is. */
  readonly rowOf: ReadonlyMap<string, number>
  readonly length: number
}

/** Lines over the bars: the critical path along their lower edges, and from the pointed step back to what it waited for. */
export function Path({ path, pointed, waits, rowOf, length }: Props) {
  const x = (ms: number) => (ms / length) * 1000
  const points = path.flatMap((slot): [number, number][] => {
    const y = (rowOf.get(slot.step.id) ?? 0) * ROW + 19
    return [
      [x(slot.from), y],
      [x(slot.to), y],
    ]
  })
  const height = rowOf.size * ROW
  const line = points.map(([left, y], index) => (index === 0 ? `M${left} ${y}` : `H${left}V${y}`)).join('')
  const middle = (step: string) => (rowOf.get(step) ?? 0) * ROW + ROW / 2
  return (
    <svg
      className="timeline-path"
      viewBox={`0 0 1000 ${Math.max(1, height)}`}
      preserveAspectRatio="none"
      style={{ height }}
      aria-hidden="true"
    >
      {points.length > 0 && <path d={line} vectorEffect="non-scaling-stroke" />}
      {pointed &&
        waits.map((wait, index) => (
          <path
            key={`${wait.what} ${wait.step}`}
            className={`wait ${index === 0 ? 'last' : ''}`}
            d={`M${x(Math.min(wait.at, pointed.from))} ${middle(wait.step)}V${middle(pointed.step.id)}H${x(pointed.from)}`}
            vectorEffect="non-scaling-stroke"
          />
        ))}
    </svg>
  )
}
