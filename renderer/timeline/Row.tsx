import type { Slot } from '../../shared/logic/timeline.ts'
import { StateGlyph } from '../ui/StateGlyph.tsx'
import { stateOfStep } from '../ui/states.ts'

/** Behind a bar that ends later than this share, its words have no room: they stand before it. */
const LATE = 0.8
/** Before a bar that begins earlier than this share there is no room either: they stand in it. */
const EARLY = 0.3

interface Props {
  readonly slot: Slot
  readonly lane: string
  readonly first: boolean
  readonly chosen: boolean
  readonly critical: boolean
  /** What is written behind its bar. */
  readonly words: string
  /** What it waited for, for those who hear it. */
  readonly told: string
  readonly current: boolean
  readonly at: number
  readonly length: number
  readonly running: boolean
  readonly top: number
  readonly onPoint: (step: string | null) => void
  readonly onChoose: (step: string) => void
}

/** One step: its lane, its state and name, its bar over time. */
export function Row(props: Props) {
  const { slot, lane, first, chosen, critical, words, told, current, at, length, running, top, onPoint, onChoose } = props
  const { step, status, from, to } = slot
  const share = (ms: number) => `${Math.min(100, (ms / length) * 100)}%`
  const late = to > length * LATE
  const roomy = from > length * EARLY
  return (
    <button
      type="button"
      data-step={step.id}
      className={`timeline-row ${first ? 'first' : ''} ${chosen ? 'chosen' : ''} ${critical ? 'critical' : ''}`}
      style={{ transform: `translateY(${top}px)` }}
      tabIndex={current ? 0 : -1}
      aria-current={chosen ? 'step' : undefined}
      aria-label={`${lane}: ${step.verb} ${step.name}, ${status}, ${words}. ${told}${critical ? ' On the critical path.' : ''}`}
      onClick={() => onChoose(step.id)}
      onFocus={() => onPoint(step.id)}
      onPointerEnter={() => onPoint(step.id)}
      onPointerLeave={() => onPoint(null)}
    >
      <span className="timeline-lane cut">{first ? lane : ''}</span>
      <span className="timeline-name">
        <StateGlyph state={stateOfStep(status)} word={null} />
        <span className="cut">
          {step.verb} {step.name}
        </span>
      </span>
      <span className="timeline-track">
        <Bars slot={slot} at={at} share={share} running={running} />
        <span
          className={`timeline-words number ${late && !roomy ? 'inside' : ''}`}
          style={late ? { right: `calc(100% - ${share(roomy ? from : to)} + 8px)` } : { left: `calc(${share(to)} + 8px)` }}
        >
          {words}
        </span>
      </span>
    </button>
  )
}

function Bars({ slot, at, share, running }: { slot: Slot; at: number; share: (ms: number) => string; running: boolean }) {
  const { status, free, from, powered, to, open, future } = slot
  const state = stateOfStep(status)
  const bar = (kind: string, begin: number, end: number) =>
    end > begin && <i className={`bar ${kind} is-${state}`} style={{ left: share(begin), width: share(end - begin) }} />
  if (status === 'skipped') return bar('idle', free, Math.max(to, free + 1))
  if (future)
    return (
      <>
        {running && bar('idle', Math.min(free, at), Math.min(at, from))}
        {bar('wished', from, to)}
      </>
    )
  const seen = open ? at : to
  return (
    <>
      {bar('idle', free, from)}
      {bar('acting', from, powered ?? (status === 'done' ? to : seen))}
      {powered !== null && bar('probing', powered, seen)}
      {open && bar('wished', seen, to)}
    </>
  )
}
