import { IconChevronDown, IconChevronRight, IconCopy } from '@tabler/icons-react'
import { useEffect, useMemo, useRef, useState } from 'react'
import type { Step } from '../../../shared/model/plan.ts'
import type { LiveRun } from '../../../shared/logic/live-run.ts'
import { useView } from '../../store/view.ts'
import { Button } from '../../ui/Button.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Segmented } from '../../ui/Segmented.tsx'
import { StateGlyph } from '../../ui/StateGlyph.tsx'
import { stateOfStep } from '../../ui/states.ts'
import { clockSeconds, took } from '../../ui/time.ts'
import { causeOf } from '../../../shared/logic/aftermath.ts'
import { rowsOf } from './tell.ts'

type Filter = 'all' | 'failed' | 'skipped'

/** The steps of a run in their order. What went well folds; what failed is open, with its problem and its log. */
export function Steps({ run, chosen, choose }: { run: LiveRun; chosen: string | null; choose(step: string | null): void }) {
  const { plan, steps } = run.record
  const [filter, setFilter] = useState<Filter>('all')
  const [unfold, setUnfold] = useState(false)
  const status = (step: Step) => steps[step.id]?.status ?? 'waiting'
  const count = (wanted: string) => plan.steps.filter((step) => status(step) === wanted).length
  const listed = plan.steps.filter((step) => filter === 'all' || status(step) === filter)
  const rows = rowsOf(listed, (step) => status(step) === 'done' && step.id !== chosen, unfold || count('failed') === 0)
  const names = useMemo(() => new Map(plan.steps.map((step) => [step.id, `${step.verb} ${step.name}`])), [plan])
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
        <kbd>J</kbd> <kbd>K</kbd> <span className="small quiet">next, previous</span>
      </header>
      <div className="scroll steps-list">
        {rows.map((row) =>
          'fold' in row ? (
            <button key={row.from} type="button" className="step-row" onClick={() => setUnfold(true)}>
              <StateGlyph state="ready" word="done" />
              <span className="number quiet">
                {row.from}–{row.from + row.fold.length - 1}
              </span>
              <b>{row.fold.length} steps done</b>
              <span className="second cut grow">{row.fold.map((step) => step.name).join(', ')}</span>
              <span />
              <IconChevronRight size={14} stroke={1.75} aria-hidden />
            </button>
          ) : (
            <OneStep
              key={row.step.id}
              run={run}
              step={row.step}
              number={row.number}
              names={names}
              open={row.step.id === chosen}
              choose={choose}
            />
          ),
        )}
        {plan.left.map((one) => (
          <div key={one.target} className="step-row left">
            <span />
            <span />
            <span>{one.name} left as it is</span>
            <span className="cut grow">{one.reason}</span>
          </div>
        ))}
      </div>
    </div>
  )
}

interface StepProps {
  readonly run: LiveRun
  readonly step: Step
  readonly number: number
  readonly names: ReadonlyMap<string, string>
  readonly open: boolean
  choose(step: string | null): void
}

function OneStep({ run, step, number, names, open, choose }: StepProps) {
  const state = run.record.steps[step.id]
  const status = state?.status ?? 'waiting'
  const place = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (open) place.current?.scrollIntoView({ block: 'nearest' })
  }, [open])
  const after = step.needs.map((need) => names.get(need.step) ?? need.step).join(', ')
  const cause = status === 'skipped' ? causeOf(step, run.record) : null
  const time = state?.began ? took((state.ended ?? Date.now()) - state.began) : ''
  return (
    <div ref={place} className={`step ${open ? 'open' : ''} is-${stateOfStep(status)}`}>
      <button type="button" className="step-row" aria-expanded={open} onClick={() => choose(open ? null : step.id)}>
        <StateGlyph state={stateOfStep(status)} word={status} />
        <span className="number quiet">{number}</span>
        <span className="cut">
          {step.verb} <b>{step.name}</b>
        </span>
        <span className="second cut grow">
          {cause
            ? `because ${cause.verb} ${cause.name} ${run.record.steps[cause.id]?.status ?? 'failed'}`
            : `${after && `after ${after}; `}${step.cause}`}
        </span>
        <span className="number">{status === 'skipped' || status === 'waiting' ? status : time}</span>
        {open ? <IconChevronDown size={14} stroke={1.75} aria-hidden /> : <IconChevronRight size={14} stroke={1.75} aria-hidden />}
      </button>
      {open && <StepDetail run={run} step={step} />}
    </div>
  )
}

function StepDetail({ run, step }: { run: LiveRun; step: Step }) {
  const lines = run.said[step.id] ?? []
  const trials = run.trials[step.id] ?? []
  const problem = run.record.steps[step.id]?.problem
  const text = [
    ...lines.map((line) => `${clockSeconds(line.at)} ${line.text}`),
    ...trials.map((one) => `${clockSeconds(one.at)} probe ${one.probe + 1}, try ${one.tries}: ${one.answer}`),
  ].sort()
  const copy = () => {
    const all = [problem && `${problem.title} (${problem.code})\n${problem.message}`, ...text].filter(Boolean).join('\n')
    navigator.clipboard.writeText(all).then(() => useView.getState().say('Copied.'), useView.getState().report)
  }
  return (
    <div className="step-detail">
      {problem && <Notice problem={problem} />}
      <pre className="step-log">
        {text.map((line) => (
          <span key={line}>{`${line}\n`}</span>
        ))}
        {text.length === 0 && 'Nothing was said.'}
      </pre>
      <div className="row">
        <Button kind="quiet" icon={<IconCopy size={14} stroke={1.75} />} onClick={copy}>
          Copy
        </Button>
      </div>
    </div>
  )
}
