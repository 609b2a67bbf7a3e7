import { useVirtualizer } from '@tanstack/react-virtual'
import { type KeyboardEvent, memo, useMemo, useRef, useState } from 'react'
import type { RunRecord } from '../../shared/model/run.ts'
import type { Expected } from '../../shared/logic/expected.ts'
import { lanesOf } from '../../shared/logic/timeline.ts'
import { waitersOf, waitsOf } from '../../shared/logic/waits.ts'
import { took } from '../ui/time.ts'
import { barWords, laneName } from './barWords.ts'
import { courseOf } from './course.ts'
import { Legend } from './Legend.tsx'
import { Path, ROW } from './Path.tsx'
import { Row } from './Row.tsx'
import { ticks } from './ticks.ts'
import { pathSentence, spentSentence, waitSentence } from './waitWords.ts'
import './timeline.css'

interface Props {
  readonly record: RunRecord
  /** Words behind the bars of steps that go on, by their ids. */
  readonly words: ReadonlyMap<string, string>
  readonly expected: Expected
  /** ms since 1970. */
  readonly now: number
  /** The step that is meant, and what a click on a bar does. */
  readonly chosen: string | null
  readonly onChoose: (step: string) => void
  /** What the carriers are called, by their ids. */
  readonly lanes: ReadonlyMap<string, string>
}

/**
 * A run over time: a lane a carrier, solid while it acts, hatched while it is probed, dashed what is expected. The step under the
 * pointer or the keyboard says what it waited for: up and down walk the rows, left goes to what was waited for last, right to who waited for it.
 */
export const Timeline = memo(function Timeline(props: Props) {
  const { record, words, expected, now, chosen, onChoose, lanes } = props
  const { all, path, end } = courseOf(record, expected, now)
  const byId = useMemo(() => new Map(all.map((slot) => [slot.step.id, slot])), [all])
  const critical = useMemo(() => new Set(path.map((slot) => slot.step.id)), [path])
  const rows = useMemo(
    () => lanesOf(all).flatMap(({ lane, slots: own }) => own.map((slot, index) => ({ slot, lane, first: index === 0 }))),
    [all],
  )
  const rowOf = useMemo(() => new Map(rows.map(({ slot }, index) => [slot.step.id, index])), [rows])
  const [pointed, setPointed] = useState<string | null>(null)
  const [held, setHeld] = useState<string | null>(null)
  const scroller = useRef<HTMLDivElement>(null)
  const virtual = useVirtualizer({ count: rows.length, getScrollElement: () => scroller.current, estimateSize: () => ROW, overscan: 12 })
  const running = record.ended === null
  const at = (record.ended ?? now) - record.began
  const length = Math.max(1_000, end, at) * 1.12
  const share = (ms: number) => `${Math.min(100, (ms / length) * 100)}%`
  const names = useMemo(() => new Map(record.plan.steps.map((step) => [step.id, step.name])), [record.plan])
  const meant = byId.get(pointed ?? held ?? chosen ?? '') ?? null
  const stop = held !== null && rowOf.has(held) ? held : chosen !== null && rowOf.has(chosen) ? chosen : rows[0]?.slot.step.id

  const goTo = (step: string | undefined): void => {
    const row = step === undefined ? undefined : rowOf.get(step)
    if (step === undefined || row === undefined) return
    setHeld(step)
    setPointed(null)
    virtual.scrollToIndex(row)
    requestAnimationFrame(() => scroller.current?.querySelector<HTMLElement>(`[data-step="${CSS.escape(step)}"]`)?.focus())
  }
  const press = (event: KeyboardEvent): void => {
    const here = event.target instanceof HTMLElement ? event.target.dataset['step'] : undefined
    const slot = here === undefined ? undefined : byId.get(here)
    if (!slot || event.ctrlKey || event.altKey || event.metaKey) return
    const row = rowOf.get(slot.step.id) ?? 0
    const to: Record<string, () => string | undefined> = {
      ArrowDown: () => rows[row + 1]?.slot.step.id,
      ArrowUp: () => rows[row - 1]?.slot.step.id,
      Home: () => rows[0]?.slot.step.id,
      End: () => rows.at(-1)?.slot.step.id,
      ArrowLeft: () => waitsOf(slot, byId)[0]?.step,
      ArrowRight: () => waitersOf(slot.step.id, all)[0]?.step.id,
    }
    const way = to[event.key]
    if (!way) return
    goTo(way())
    event.preventDefault()
    event.stopPropagation()
  }
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
      <div ref={scroller} className="timeline-rows scroll">
        <div role="group" aria-label="Steps over time" style={{ height: virtual.getTotalSize() }} onKeyDown={press}>
          <div className="timeline-grid" aria-hidden>
            {ticks(length).map((tick) => (
              <i key={tick} style={{ left: share(tick) }} />
            ))}
            {running && <i className="now" style={{ left: share(at) }} />}
          </div>
          {virtual.getVirtualItems().map(({ index, start }) => {
            const row = rows[index]
            if (!row) return null
            const { slot, lane, first } = row
            return (
              <Row
                key={slot.step.id}
                slot={slot}
                lane={laneName(lane, lanes)}
                first={first}
                chosen={slot.step.id === chosen}
                critical={critical.has(slot.step.id)}
                words={barWords(slot, names, at, words)}
                told={waitSentence(slot, byId)}
                current={slot.step.id === stop}
                at={at}
                length={length}
                running={running}
                top={start}
                onPoint={setPointed}
                onChoose={(step) => {
                  setHeld(step)
                  onChoose(step)
                }}
              />
            )
          })}
          <Path path={path} pointed={meant} waits={meant ? waitsOf(meant, byId) : []} rowOf={rowOf} length={length} />
        </div>
      </div>
      <p className="timeline-told cut">
        {meant ? (
          <>
            <b>
              {meant.step.verb} {meant.step.name}
            </b>{' '}
            {waitSentence(meant, byId)} {spentSentence(meant)} {critical.has(meant.step.id) && <em>On the critical path.</em>}
          </>
        ) : (
          pathSentence(path)
        )}
      </p>
      <Legend />
    </div>
  )
})
