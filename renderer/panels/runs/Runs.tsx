import { IconSearch } from '@tabler/icons-react'
import { useMemo, useState } from 'react'
import { useSorted } from '../../store/entries.ts'
import { newestFirst, useLive } from '../../store/live.ts'
import { problemsOf } from '../../../shared/logic/live.ts'
import type { LiveRun } from '../../../shared/logic/live-run.ts'
import { addressOf } from '../../store/route.ts'
import { EmptyState } from '../../ui/Pieces.tsx'
import { StateGlyph } from '../../ui/StateGlyph.tsx'
import { stateOfVerdict } from '../../ui/states.ts'
import { clock, day } from '../../ui/time.ts'
import { useNow } from '../../ui/useNow.ts'
import { OneRun } from './OneRun.tsx'
import { followed, lasted, purpose, reach } from './tell.ts'
import './runs.css'

/** What is happening and what happened: the history left, one run right. */
export function Runs({ run: chosen }: { run: string | null }) {
  const runs = useLive((live) => live.runs)
  const { workspaces } = useSorted()
  const [text, setText] = useState('')
  const names = useMemo(() => new Map(workspaces.map((one) => [one.id as string, one.name])), [workspaces])
  const all = useMemo(() => newestFirst(runs), [runs])
  const words = text.toLowerCase().split(/\s+/).filter(Boolean)
  const found = all.filter((run) => words.every((word) => searched(run, names).includes(word)))
  const open = (chosen === null ? null : runs[chosen]) ?? found[0]
  return (
    <div className="runs">
      <aside className="history" aria-label="History">
        <h1>Runs</h1>
        <label className="search">
          <IconSearch size={14} stroke={1.75} aria-hidden />
          <input
            value={text}
            placeholder="Name, machine, problem"
            aria-label="Search runs"
            onChange={(event) => setText(event.currentTarget.value)}
          />
        </label>
        <History runs={found} names={names} open={open?.record.id ?? null} />
      </aside>
      {open ? (
        <OneRun key={open.record.id} run={open} name={names.get(open.record.workspace) ?? 'A service-workspace that was deleted'} />
      ) : (
        <EmptyState title="Nothing has run yet">Every start and stop is kept here, with its steps, its log and what went wrong.</EmptyState>
      )}
    </div>
  )
}

function History({ runs, names, open }: { runs: readonly LiveRun[]; names: ReadonlyMap<string, string>; open: string | null }) {
  const now = useNow(runs.some((run) => run.record.ended === null))
  return (
    <nav className="scroll history-list" aria-label="Runs">
      {runs.map(({ record }, index) => {
        const before = runs[index - 1]?.record
        const heading = before && day(before.began) === day(record.began) ? null : day(record.began)
        return (
          <div key={record.id}>
            {heading && <h3>{heading}</h3>}
            <a className="history-row" href={addressOf('runs', record.id)} aria-current={record.id === open ? 'true' : undefined}>
              <StateGlyph state={stateOfVerdict(record.verdict)} word={record.verdict ?? 'running'} />
              <span className="stack grow">
                <span className="row">
                  <b className="grow cut">{names.get(record.workspace) ?? record.workspace}</b>
                  <span className="small quiet number">{clock(record.began)}</span>
                </span>
                <span className="row small second number">
                  <span className="grow cut">
                    {purpose(record)}, {record.verdict === 'cancelled' ? 'cancelled, ' : ''}
                    {lasted(record, now)}
                    {record.ended === null ? ' so far' : ''}
                    {followed(record) && `, ${followed(record)}`}
                  </span>
                  <span className="quiet">{reach(record)}</span>
                </span>
              </span>
            </a>
          </div>
        )
      })}
    </nav>
  )
}

function searched(run: LiveRun, names: ReadonlyMap<string, string>): string {
  const { record } = run
  const steps = record.plan.steps.map((step) => step.name)
  return [
    names.get(record.workspace) ?? '',
    purpose(record),
    record.verdict ?? 'running',
    ...steps,
    ...problemsOf(record).map((one) => `${one.title} ${one.code}`),
  ]
    .join(' ')
    .toLowerCase()
}
