import { IconChevronDown, IconChevronRight } from '@tabler/icons-react'
import { memo, useEffect, useRef } from 'react'
import type { LiveRun } from '../../../shared/logic/live-run.ts'
import type { Step } from '../../../shared/model/plan.ts'
import { StateGlyph } from '../../ui/StateGlyph.tsx'
import { stateOfStep } from '../../ui/states.ts'
import { took } from '../../ui/time.ts'
import { useNow } from '../../ui/useNow.ts'
import { because } from '../plan/afterwards.ts'
import { rungWord } from '../plan/words.ts'
import { StepDetail } from './StepDetail.tsx'

interface StepProps {
  readonly run: LiveRun
  readonly step: Step
  readonly number: number
  /** `start web`, by the step's id. */
  readonly names: ReadonlyMap<string, string>
  readonly open: boolean
  choose(step: string | null): void
}

/** One step of a run in a line; open it shows its problem, its ladder and its log. */
export const OneStep = memo(function OneStep({ run, step, number, names, open, choose }: StepProps) {
  const state = run.record.steps[step.id]
  const status = state?.status ?? 'waiting'
  const going = status === 'running' || status === 'resting'
  const now = useNow(going)
  const place = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (open) place.current?.scrollIntoView({ block: 'nearest' })
  }, [open])
  const time = state?.began ? took((state.ended ?? now) - state.began) : ''
  return (
    <div ref={place} className={`step ${open ? 'open' : ''} is-${stateOfStep(status)}`}>
      <button type="button" className="step-row" aria-expanded={open} onClick={() => choose(open ? null : step.id)}>
        <StateGlyph state={stateOfStep(status)} word={status} />
        <span className="number quiet">{number}</span>
        <span className="cut">
          {step.verb} <b>{step.name}</b>
        </span>
        <span className="second cut grow">{going ? (rungWord(step, run, now) ?? why(step, run, names)) : why(step, run, names)}</span>
        <span className="number">{status === 'skipped' || status === 'waiting' || time === '' ? status : time}</span>
        {open ? <IconChevronDown size={14} stroke={1.75} aria-hidden /> : <IconChevronRight size={14} stroke={1.75} aria-hidden />}
      </button>
      {open && <StepDetail run={run} step={step} now={now} />}
    </div>
  )
}, sameRow)

/** Most of a large run stays as it is from one update to the next: only what is open, goes on or was skipped reads more of the run than its own step. */
function sameRow(a: StepProps, b: StepProps): boolean {
  if (a.step !== b.step || a.number !== b.number || a.names !== b.names || a.open !== b.open || a.choose !== b.choose) return false
  if (a.run === b.run) return true
  const [was, is] = [a.run.record.steps[a.step.id], b.run.record.steps[b.step.id]]
  return was === is && !b.open && !['running', 'resting', 'skipped'].includes(is?.status ?? 'waiting')
}

/** `because start host failed`, or what it came after and why it was needed. */
function why(step: Step, { record }: LiveRun, names: ReadonlyMap<string, string>): string {
  const cause = record.steps[step.id]?.status === 'skipped' ? because(step, record) : null
  if (cause !== null) return cause
  const after = step.needs.map((need) => names.get(need.step) ?? need.step).join(', ')
  return `${after && `after ${after}; `}${step.cause}`
}
