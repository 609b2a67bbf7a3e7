import { IconChevronRight } from '@tabler/icons-react'
import { defaultRangeExtractor, type Range, useVirtualizer } from '@tanstack/react-virtual'
import { useMemo, useRef, useState } from 'react'
import type { LeftAlone, Step } from '../../../shared/model/plan.ts'
import type { LiveRun } from '../../../shared/logic/live-run.ts'
import { Segmented } from '../../ui/Segmented.tsx'
import { StateGlyph } from '../../ui/StateGlyph.tsx'
import { counted } from '../../ui/time.ts'
import { OneStep } from './OneStep.tsx'
import { rowsOf, type Row } from './tell.ts'

type Filter = 'all' | 'failed' | 'skipped'

/** The height of a row that is not open, in px. */
const ROW = 28
/** Of more rows than this only those in sight are there at all. */
const MANY = 100

/** The steps of a run in their order. What went well folds; what failed is open, with its problem and its log; what is only its echo folds into it. */
export function Steps({ run, chosen, choose }: { run: LiveRun; chosen: string | null; choose(step: string | null): void }) {
  const { record } = run
  const { plan, steps } = record
  const [filter, setFilter] = useState<Filter>('all')
  const [done, unfoldDone] = useState(false)
  const [echoes, setEchoes] = useState<ReadonlySet<string>>(new Set())
  const count = (wanted: string) => plan.steps.filter(({ id }) => steps[id]?.status === wanted).length
  const rows = useMemo(
    () =>
      filter === 'all'
        ? rowsOf(record, { done, echoes }, chosen)
        : plan.steps.flatMap((step, index): Row[] => (steps[step.id]?.status === filter ? [{ is: 'step', step, number: index + 1 }] : [])),
    [record, plan, steps, filter, done, echoes, chosen],
  )
  const names = useMemo(() => new Map(plan.steps.map((step) => [step.id, `${step.verb} ${step.name}`])), [plan])
  const list = useRef<HTMLDivElement>(null)
  const open = rows.findIndex((row) => row.is === 'step' && row.step.id === chosen)
  const virtual = useVirtualizer({
    count: rows.length + plan.left.length,
    getScrollElement: () => list.current,
    estimateSize: () => ROW,
    getItemKey: (index) => keyOf(rows[index]) ?? plan.left[index - rows.length]?.target ?? index,
    overscan: 12,
    // What is open stays there also out of sight: it is brought into sight when it opens, not when it comes back.
    rangeExtractor: (range) => (range.count > MANY ? withRow(open, range) : Array.from({ length: range.count }, (_, index) => index)),
  })
  return (
    <div className="steps">
      <header className="row steps-head">
        <h3>Steps</h3>
        <Segmented
          label="Which steps"
          value={filter}
          onChange={setFilter}
          choices={[
            { value: 'all', text: `All ${plan.steps.length}` },
            { value: 'failed', text: `Failed ${count('failed')}`, disabled: count('failed') === 0 },
            { value: 'skipped', text: `Skipped ${count('skipped')}`, disabled: count('skipped') === 0 },
          ]}
        />
        <span className="grow" />
        <kbd>J</kbd> <kbd>K</kbd> <span className="small quiet">next, previous</span> <kbd>R</kbd>{' '}
        <span className="small quiet">retry</span>
      </header>
      <div ref={list} className="scroll steps-list">
        <div className="steps-rows" style={{ height: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map(({ index, key, start }) => {
            const row = rows[index]
            return (
              <div key={key} ref={virtual.measureElement} data-index={index} style={{ transform: `translateY(${start}px)` }}>
                {!row ? (
                  <Left left={plan.left[index - rows.length]} />
                ) : row.is === 'step' ? (
                  <OneStep run={run} step={row.step} number={row.number} names={names} open={index === open} choose={choose} />
                ) : row.is === 'done' ? (
                  <Folded
                    glyph="ready"
                    range={`${row.from}–${row.to}`}
                    title={`${row.steps.length} steps done`}
                    steps={row.steps}
                    unfold={() => unfoldDone(true)}
                  />
                ) : (
                  <Folded
                    echo
                    glyph={row.how === 'skipped' ? 'skipped' : 'failed'}
                    range=""
                    title={
                      row.how === 'skipped'
                        ? `${counted(row.steps.length, 'step')} skipped because of this`
                        : `${counted(row.steps.length, 'other')} failed of the same thing`
                    }
                    steps={row.steps}
                    unfold={() => setEchoes(new Set([...echoes, row.of]))}
                  />
                )}
              </div>
            )
          })}
        </div>
      </div>
    </div>
  )
}

const keyOf = (row: Row | undefined): string | undefined =>
  row && (row.is === 'step' ? row.step.id : row.is === 'done' ? `done ${row.from}` : `${row.how} ${row.of}`)

const withRow = (row: number, range: Range): number[] =>
  row < 0 ? defaultRangeExtractor(range) : [...new Set([...defaultRangeExtractor(range), row])].sort((a, b) => a - b)

/** What the plan left as it was. */
const Left = ({ left }: { left: LeftAlone | undefined }) =>
  left && (
    <div className="step-row left">
      <span />
      <span />
      <span className="cut">{left.name} left as it is</span>
      <span className="cut grow">{left.reason}</span>
    </div>
  )

/** Several steps in one line, to be unfolded. */
function Folded({
  glyph,
  range,
  title,
  steps,
  unfold,
  echo = false,
}: {
  glyph: 'ready' | 'skipped' | 'failed'
  range: string
  title: string
  steps: readonly Step[]
  unfold: () => void
  echo?: boolean
}) {
  return (
    <button type="button" className={`step-row ${echo ? 'echo' : ''}`} aria-expanded={false} onClick={unfold}>
      <StateGlyph state={glyph} word={null} />
      <span className="number quiet">{range}</span>
      <b className="cut">{title}</b>
      <span className="second cut grow">{steps.map((step) => step.name).join(', ')}</span>
      <span />
      <IconChevronRight size={14} stroke={1.75} aria-hidden />
    </button>
  )
}
