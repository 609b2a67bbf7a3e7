import { IconStar, IconStarFilled } from '@tabler/icons-react'
import type { KeyboardEvent } from 'react'
import { change } from '../../../shared/logic/change.ts'
import type { Workspace } from '../../../shared/model/workspace.ts'
import { useDocument } from '../../store/document.ts'
import { useLaunch } from '../../store/launch.ts'
import { useLive } from '../../store/live.ts'
import { go } from '../../store/route.ts'
import { probeTitle } from '../../canvas/words.ts'
import { waitingFor } from '../../../shared/logic/live-run.ts'
import type { Sorted } from '../../store/entries.ts'
import { statusOf, type Status } from '../../store/status.ts'
import { attempt } from '../../store/view.ts'
import { IconButton } from '../../ui/Button.tsx'
import { Chip } from '../../ui/Pieces.tsx'
import { StateWord } from '../../ui/StateGlyph.tsx'
import { stateOfWorkspace } from '../../ui/states.ts'
import { counted, ordinal } from '../../ui/time.ts'
import { CardFoot } from './CardFoot.tsx'
import { CardMenu } from './CardMenu.tsx'
import { Miniature } from './Miniature.tsx'
import { PlanLines } from './PlanLines.tsx'

/** One service-workspace: its windows to scale, its state, and the one big button. */
export function Card({ workspace, document }: { workspace: Workspace; document: Sorted }) {
  const seen = useLive((live) => live.seen)
  const runs = useLive((live) => live.runs)
  const cards = useLive((live) => live.cards)
  const open = useLive((live) => live.open)
  const status = statusOf(workspace, document, { seen, runs, cards, open })
  const shown = useLaunch((launch) => (launch.asked === workspace.id ? launch.shown[workspace.id] : undefined))
  const { starred } = workspace
  const star = () =>
    attempt(() =>
      useDocument
        .getState()
        .edit(`${starred ? 'Unstar' : 'Star'} ${workspace.name}`, change(workspace, { ...workspace, starred: !starred })),
    )
  const press = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    if (event.key === 'o') go('composer', workspace.services[0])
    else if (event.key === 's') star()
  }
  return (
    <article className={`card ${shown ? 'unfolded' : ''}`} aria-label={workspace.name} onKeyDown={press}>
      <div className="card-picture">
        <Miniature workspace={workspace} components={status.components} />
      </div>
      <div className="card-body">
        <header className="row">
          <h2 className="cut" title={workspace.name}>
            {workspace.name}
          </h2>
          <span className="row tags">
            {workspace.tags.slice(0, 3).map((tag) => (
              <Chip key={tag}>{tag}</Chip>
            ))}
          </span>
          <IconButton
            label={starred ? 'Starred: in the tray. Take out' : 'Star: into the tray'}
            className="small"
            aria-pressed={starred}
            onClick={star}
          >
            {starred ? <IconStarFilled size={16} color="var(--star)" /> : <IconStar size={16} stroke={1.75} />}
          </IconButton>
          <CardMenu workspace={workspace} status={status} />
        </header>
        <StateLine status={status} />
        {shown && <PlanLines shown={shown} workspace={workspace} />}
        <CardFoot workspace={workspace} status={status} />
      </div>
    </article>
  )
}

function StateLine({ status: { state, machines: total, ready, windows, running, over, components } }: { status: Status }) {
  const machines = counted(total, 'machine')
  const detail =
    total === 0 && !running
      ? counted(windows, 'window')
      : running
        ? `${over} of ${counted(running.record.plan.steps.length, 'step')}`
        : state === 'off' || state === 'unknown' || state === 'suspended'
          ? `${machines}, ${counted(windows, 'window')}`
          : `${ready} of ${machines}${state === 'ready' ? `, ${counted(windows, 'window')}` : ''}`
  const waits = running && waitingFor(running)
  const probe = waits?.trial ? components.find((one) => one.id === waits.step.target)?.ready[waits.trial.probe] : undefined
  return (
    <p className="row small state-line" role="status">
      <StateWord state={stateOfWorkspace(state)}>
        {state === 'partly' ? 'Partly up' : `${state[0]?.toUpperCase()}${state.slice(1)}`}
      </StateWord>
      <span className="second number">{detail}</span>
      <span className="grow" />
      {waits && (
        <span className="quiet cut" title={waits.trial?.answer}>
          {waits.step.name}
          {waits.trial ? `: ${probe ? `${probeTitle(probe)}, ` : ''}${ordinal(waits.trial.tries)} try` : ''}
        </span>
      )}
    </p>
  )
}
