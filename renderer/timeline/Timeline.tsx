import { useMemo } from 'react'
import type { Event } from '../../shared/model/event.ts'
import type { RunRecord } from '../../shared/model/run.ts'
import { StateGlyph } from '../ui/StateGlyph.tsx'
import { stateOfStep } from '../ui/states.ts'
import type { Expected } from '../../shared/logic/expected.ts'
import { criticalPath, endOf, lanesOf, type Slot, slots } from '../../shared/logic/timeline.ts'
import { ticks } from './ticks.ts'
import { ordinal, took } from '../ui/time.ts'
import './timeline.css'

/** Behind a bar that ends later than this share, its words have no room: they stand before it. */
const LATE = 0.8

interface Props {
  readonly record: RunRecord
  /** What was tried and said, for the words behind a bar; may be empty. */
  readonly events: readonly Event[]
  /** Words behind the bars of certain steps while they run, before those of their probes. */
  readonly words?: ReadonlyMap<string, string>
  readonly expected: Expected
  /** ms since 1970. */
  readonly now: number
  /** The step that is meant, and what a click on a bar does. */
  readonly chosen?: string | null
  readonly onChoose?: (step: string) => void
  /** What a lane is called. */
  readonly nameOf?: (lane: string) => string
  readonly legend?: boolean
}

/** A run over time: a lane a carrier, solid while it acts, hatched while it is probed, dashed what is expected. */
export function Timeline({ record, events, words, expected, now, chosen = null, onChoose, nameOf = laneName, legend = true }: Props) {
  const all = useMemo(() => slots(record, expected, now), [record, expected, now])
  const path = useMemo(() => criticalPath(all), [all])
  const lanes = useMemo(() => lanesOf(all), [all])
  const tries = useMemo(() => new Map([...triesOf(events), ...(words ?? [])]), [events, words])
  const rows = lanes.flatMap(({ lane, slots: own }) =>
    own.map((slot, index) => ({ slot, lane: index === 0 ? nameOf(lane) : '', first: index === 0 })),
  )
  const running = record.ended === null
  const at = (record.ended ?? now) - record.began
  const length = Math.max(1_000, endOf(all), at) * 1.12
  const share = (ms: number) => `${Math.min(100, (ms / length) * 100)}%`
  const names = new Map(record.plan.steps.map((step) => [step.id, step.name]))
  return (
    <div className="timeline">
      <div className="timeline-head">
        <div className="timeline-scale number">
          {ticks(length).map((tick, index) => (
            <span key={tick} style={{ left: share(tick) }}>
              {index === 0 ? '0 s' : tick >= 600_000 ? took(tick) : tick / 1000}
            </span>
          ))}
          {running && (
            <b className="timeline-now-mark" style={{ left: share(at) }}>
              {(at / 1000).toFixed(1)} s
            </b>
          )}
        </div>
      </div>
      <div className="timeline-rows scroll">
        <div className="timeline-grid" aria-hidden>
          {ticks(length).map((tick) => (
            <i key={tick} style={{ left: share(tick) }} />
          ))}
          {running && <i className="now" style={{ left: share(at) }} />}
        </div>
        {rows.map(({ slot, lane, first }) => (
          <div key={slot.step.id} className={`timeline-row ${first ? 'first' : ''} ${slot.step.id === chosen ? 'chosen' : ''}`}>
            <span className="timeline-lane cut">{lane}</span>
            <span className="timeline-name">
              <StateGlyph state={stateOfStep(slot.status)} word={slot.status} />
              <span className="cut">
                {slot.step.verb} {slot.step.name}
              </span>
            </span>
            <button
              type="button"
              className="timeline-track"
              onClick={() => onChoose?.(slot.step.id)}
              aria-label={`${slot.step.verb} ${slot.step.name}, ${wordsOf(slot, names, at, tries)}`}
            >
              <Bars slot={slot} at={at} share={share} running={running} />
              <span
                className="timeline-words number"
                style={
                  slot.to > length * LATE ? { right: `calc(100% - ${share(slot.from)} + 8px)` } : { left: `calc(${share(slot.to)} + 8px)` }
                }
              >
                {wordsOf(slot, names, at, tries)}
              </span>
            </button>
          </div>
        ))}
        <Path path={path} rows={rows.map((row) => row.slot)} length={length} />
      </div>
      {legend && <Legend />}
    </div>
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
      {bar('acting', from, powered ?? (status === 'done' ? to : seen))}
      {powered !== null && bar('probing', powered, seen)}
      {open && bar('wished', seen, to)}
    </>
  )
}

/** The critical path: along the lower edge of its bars, down or up where one step hands over to the next. */
function Path({ path, rows, length }: { path: readonly Slot[]; rows: readonly Slot[]; length: number }) {
  const row = 24
  const points = path.flatMap((slot): [number, number][] => {
    const y = rows.indexOf(slot) * row + 19
    return [
      [(slot.from / length) * 1000, y],
      [(slot.to / length) * 1000, y],
    ]
  })
  if (points.length === 0) return null
  const line = points.map(([x, y], index) => (index === 0 ? `M${x} ${y}` : `H${x}V${y}`)).join('')
  return (
    <svg
      className="timeline-path"
      viewBox={`0 0 1000 ${rows.length * row}`}
      preserveAspectRatio="none"
      style={{ height: rows.length * row }}
      aria-hidden="true"
    >
      <path d={line} vectorEffect="non-scaling-stroke" />
    </svg>
  )
}

const Legend = () => (
  <div className="timeline-legend">
    <span>
      <i className="bar acting is-ready" /> acting
    </span>
    <span>
      <i className="bar probing is-ready" /> waiting for a probe
    </span>
    <span>
      <i className="bar idle" /> waiting for another step
    </span>
    <span>
      <i className="bar wished" /> expected
    </span>
    <span>
      <i className="critical" /> critical path
    </span>
  </div>
)

/** `5.2 s`, `SSH banner, 3rd try`, `waits for gis`, `about 12 s`, `skipped`. */
function wordsOf(slot: Slot, names: ReadonlyMap<string, string>, at: number, tries: ReadonlyMap<string, string>): string {
  const { status, from, to, guessed } = slot
  if (status === 'done') return took(to - from)
  if (status === 'failed') return `failed after ${took(to - from)}`
  if (status === 'skipped' || status === 'cancelled') return status
  if (status === 'running' || status === 'resting')
    return tries.get(slot.step.id) ?? (status === 'resting' ? 'tries again' : took(at - from))
  const need = slot.step.needs[0]
  if (need && slot.step.verb !== 'start') return `waits for ${names.get(need.step) ?? need.step}`
  return guessed ? 'nobody knows how long' : `about ${took(to - from)}`
}

/** The newest answer of each step's probing. */
function triesOf(events: readonly Event[]): Map<string, string> {
  const last = new Map<string, string>()
  for (const event of events)
    if (event.type === 'step.probed') last.set(event.step, event.passed ? 'passed' : `${event.answer}, ${ordinal(event.tries)} try`)
  return last
}

const laneName = (lane: string): string =>
  lane === 'ground' ? 'this computer' : lane === 'desk' ? 'windows' : `on ${lane.slice(lane.indexOf(':') + 1)}`
