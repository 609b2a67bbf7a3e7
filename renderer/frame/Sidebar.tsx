import { Tooltip } from '@mantine/core'
import { IconChevronRight } from '@tabler/icons-react'
import { isOpen } from '../../shared/logic/aftermath.ts'
import { newestFirst, useLive } from '../store/live.ts'
import { addressOf, useRoute } from '../store/route.ts'
import { census, type Status } from '../store/status.ts'
import { useView } from '../store/view.ts'
import type { Workspace } from '../../shared/model/workspace.ts'
import { StateGlyph } from '../ui/StateGlyph.tsx'
import { stateOfWorkspace, type State } from '../ui/states.ts'
import { places } from './places.tsx'
import { useStatuses } from './useStatuses.ts'

/** The five places, what runs, how many machines are how, and what is wrong. Ctrl+B folds it to a rail. */
export function Sidebar() {
  const { place } = useRoute()
  const rail = useView((view) => place !== 'session' && view.folded[place] === true)
  return (
    <aside className={`sidebar ${rail ? 'rail' : ''}`}>
      <nav aria-label="Places">
        {places.map(({ place: to, title, icon: Picture }, index) => (
          <Tooltip key={to} label={`${title} (Ctrl ${index + 1})`} position="right" disabled={!rail}>
            <a className="place-link" href={addressOf(to)} aria-current={place === to ? 'page' : undefined} aria-label={title}>
              <Picture size={18} stroke={1.75} aria-hidden />
              {!rail && <span className="grow">{title}</span>}
              {!rail && <span className="keys">Ctrl {index + 1}</span>}
            </a>
          </Tooltip>
        ))}
      </nav>
      <Now rail={rail} />
    </aside>
  )
}

function Now({ rail }: { rail: boolean }) {
  const statuses = useStatuses()
  const seen = useLive((live) => live.seen)
  const runs = useLive((live) => live.runs)
  const active = statuses.filter(([, { state }]) => state !== 'off' && state !== 'unknown')
  const components = [...new Map(statuses.flatMap(([, { components }]) => components.map((one) => [one.id, one] as const))).values()]
  const failed = newestFirst(runs).find((run) => statuses.some(([, { state, last }]) => state === 'failed' && last === run))
  const cutOff = statuses.filter(([, { last }]) => last && last.record.verdict === 'interrupted' && isOpen(last.record)).slice(0, 3)
  const counts = { ...census({ seen }, components), failed: statuses.filter(([, { state }]) => state === 'failed').length }
  if (rail) return <RailFoot counts={counts} failed={failed?.record.id ?? null} />
  return (
    <>
      {active.length > 0 && <h3 className="side-title">Running</h3>}
      <div className="scroll">
        {active.map(([workspace, status]) => (
          <RunningRow key={workspace.id} workspace={workspace} status={status} />
        ))}
      </div>
      <div className="side-foot">
        <div className="row side-title">
          <h3 className="grow">Machines in services</h3>
          <span className="number">{components.length}</span>
        </div>
        <div className="census number">
          {ORDER.map((state) => (
            <a
              key={state}
              href={addressOf(state === 'failed' ? 'runs' : 'inventory', state === 'failed' ? failed?.record.id : null)}
              className={counts[state] > 0 ? `is-${state}` : 'none'}
            >
              <StateGlyph state={state} size={12} word={null} muted={counts[state] === 0} /> {counts[state]} {state}
            </a>
          ))}
        </div>
        <hr />
        {cutOff.map(([workspace, { last }]) => (
          <a key={workspace.id} className="problems cut-off" href={addressOf('runs', last?.record.id)}>
            <StateGlyph state="unknown" word="interrupted" />
            <span className="grow cut">Cut off: {workspace.name}</span>
            <IconChevronRight size={14} stroke={1.75} aria-hidden />
          </a>
        ))}
        <a className={`problems ${failed ? 'some' : ''}`} href={addressOf('runs', failed?.record.id)}>
          <StateGlyph state={failed ? 'failed' : 'ready'} word={null} />
          <span className="grow">
            {counts.failed === 0 ? 'No problems' : counts.failed === 1 ? '1 problem' : `${counts.failed} problems`}
          </span>
          {failed && <IconChevronRight size={14} stroke={1.75} aria-hidden />}
        </a>
      </div>
    </>
  )
}

const ORDER = ['ready', 'suspended', 'starting', 'failed', 'off', 'unknown'] as const

function RunningRow({ workspace, status }: { workspace: Workspace; status: Status }) {
  const { state, running, over, ready, machines, last } = status
  const text = running ? `${over}/${running.record.plan.steps.length}` : machines > 0 ? `${ready}/${machines}` : ''
  const run = (running ?? (state === 'failed' ? last : null))?.record.id
  return (
    <a className="side-row" href={run ? addressOf('runs', run) : addressOf('composer', workspace.services[0])}>
      <StateGlyph state={stateOfWorkspace(state)} word={state} />
      <span className="grow cut">{workspace.name}</span>
      <span className="number small quiet">{text}</span>
    </a>
  )
}

function RailFoot({ counts, failed }: { counts: Record<(typeof ORDER)[number], number>; failed: string | null }) {
  const shown: State[] = ['ready', 'starting', 'failed']
  return (
    <div className="side-foot">
      {ORDER.filter((state) => shown.includes(state) && counts[state] > 0).map((state) => (
        <Tooltip key={state} label={`${counts[state]} ${state}`} position="right">
          <a
            className={`rail-count number is-${state}`}
            href={addressOf(state === 'failed' ? 'runs' : 'inventory', state === 'failed' ? failed : null)}
          >
            <StateGlyph state={state} size={14} />
            {counts[state]}
          </a>
        </Tooltip>
      ))}
    </div>
  )
}
