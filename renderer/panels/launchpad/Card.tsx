import {
  IconEye,
  IconPlayerPlayFilled,
  IconPlayerSkipForwardFilled,
  IconPlayerStopFilled,
  IconRefresh,
  IconStar,
  IconStarFilled,
  IconX,
} from '@tabler/icons-react'
import type { KeyboardEvent, ReactNode } from 'react'
import { change } from '../../../shared/logic/compose.ts'
import type { Workspace } from '../../../shared/model/workspace.ts'
import { engine } from '../../client/engine.ts'
import { useDocument } from '../../store/document.ts'
import { useLaunch } from '../../store/launch.ts'
import { useLive } from '../../store/live.ts'
import { addressOf, go } from '../../store/route.ts'
import { waitingFor } from '../../../shared/logic/live-run.ts'
import type { Sorted } from '../../store/entries.ts'
import { blame, statusOf, type Status } from '../../store/status.ts'
import { attempt } from '../../store/view.ts'
import { Button, IconButton } from '../../ui/Button.tsx'
import { Chip, Progress } from '../../ui/Pieces.tsx'
import { StateWord } from '../../ui/StateGlyph.tsx'
import { stateOfWorkspace } from '../../ui/states.ts'
import { clock, counted, day, ordinal, took } from '../../ui/time.ts'
import { useNow } from '../../ui/useNow.ts'
import { CardMenu } from './CardMenu.tsx'
import { Miniature } from './Miniature.tsx'
import { PlanLines } from './PlanLines.tsx'

const look = { size: 16, 'aria-hidden': true } as const

/** One service-workspace: its windows to scale, its state, and the one big button. */
export function Card({ workspace, document }: { workspace: Workspace; document: Sorted }) {
  const seen = useLive((live) => live.seen)
  const runs = useLive((live) => live.runs)
  const cards = useLive((live) => live.cards)
  const status = statusOf(workspace, document, { seen, runs, cards })
  const shown = useLaunch((launch) => launch.shown[workspace.id])
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
          <h2 className="cut">{workspace.name}</h2>
          <span className="row tags">
            {workspace.tags.slice(0, 3).map((tag) => (
              <Chip key={tag}>{tag}</Chip>
            ))}
          </span>
          <span className="grow" />
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
        {shown && <PlanLines plan={shown.plan} problems={shown.problems} />}
        <Foot workspace={workspace} status={status} />
      </div>
    </article>
  )
}

function StateLine({ status: { state, machines: total, ready, windows, running, over } }: { status: Status }) {
  const machines = counted(total, 'machine')
  const detail = running
    ? `${over} of ${counted(running.record.plan.steps.length, 'step')}`
    : state === 'off' || state === 'unknown' || state === 'suspended'
      ? `${machines}, ${counted(windows, 'window')}`
      : `${ready} of ${machines}${state === 'ready' ? `, ${counted(windows, 'window')}` : ''}`
  const waits = running && waitingFor(running)
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
          {waits.trial ? `: ${ordinal(waits.trial.tries)} try` : ''}
        </span>
      )}
    </p>
  )
}

function Foot({ workspace, status }: { workspace: Workspace; status: Status }) {
  const { press, run, fold, cancel } = useLaunch.getState()
  const shown = useLaunch((launch) => launch.shown[workspace.id])
  const busy = useLaunch((launch) => launch.busy[workspace.id])
  const draining = useLaunch((launch) => status.running !== null && launch.draining[status.running.record.id] === true)
  const { state, running } = status
  if (running)
    return (
      <Line text={<Going status={status} />}>
        <Button big icon={<IconX {...look} stroke={2} />} onClick={() => attempt(() => cancel(running.record))}>
          {draining ? 'Cut' : 'Cancel'}
        </Button>
      </Line>
    )
  if (shown) {
    const stops = shown.problems.some((one) => one.severity === 'error')
    const steps = shown.plan.steps.length
    const word = shown.goal === 'up' ? 'Start' : 'Stop'
    return (
      <Line
        text={
          <Button kind="quiet" onClick={() => fold(workspace.id)}>
            Not now
          </Button>
        }
      >
        <Button
          kind="filled"
          big
          autoFocus
          disabled={stops || steps === 0 || busy !== undefined}
          onClick={() => attempt(() => run(workspace.id))}
        >
          {stops ? 'Cannot start' : steps === 0 ? 'Nothing to do' : `${word} ${counted(steps, 'step')}`}
        </Button>
      </Line>
    )
  }
  const up = (kind: 'soft' | 'plain', word: string, icon: ReactNode) => (
    <Button
      kind={kind}
      big
      className="go"
      disabled={busy !== undefined || status.components.length === 0}
      icon={icon}
      onClick={() => attempt(() => press(workspace, 'up'))}
    >
      {busy ? 'Looking' : word}
    </Button>
  )
  if (state === 'ready' || state === 'stopping')
    return (
      <Line text={<Last status={status} />}>
        <Button
          big
          disabled={busy !== undefined}
          icon={<IconPlayerStopFilled {...look} size={14} />}
          onClick={() => attempt(() => press(workspace, 'down'))}
        >
          {busy ? 'Looking' : 'Stop'}
        </Button>
      </Line>
    )
  if (state === 'failed' && status.last) {
    const { last } = status
    return (
      <Line
        text={
          <span className="stack small">
            <span className="is-failed cut" title={blame(last)}>
              {blame(last)}
            </span>
            <a className="second" href={addressOf('runs', last.record.id)}>
              Show in Runs
            </a>
          </span>
        }
      >
        {up('soft', 'Retry', <IconRefresh {...look} />)}
      </Line>
    )
  }
  if (state === 'unknown')
    return (
      <Line text={<Last status={status} />}>
        <Button big icon={<IconEye {...look} />} onClick={() => attempt(() => engine['workspace.look']({ workspace: workspace.id }))}>
          Look again
        </Button>
      </Line>
    )
  return (
    <Line text={<Last status={status} />}>
      {up(
        'soft',
        state === 'suspended' ? 'Resume' : 'Start',
        state === 'suspended' ? <IconPlayerSkipForwardFilled {...look} /> : <IconPlayerPlayFilled {...look} />,
      )}
    </Line>
  )
}

const Line = ({ text, children }: { text: ReactNode; children: ReactNode }) => (
  <footer className="row">
    <div className="grow small quiet cut">{text}</div>
    {children}
  </footer>
)

function Going({ status: { running, usualMs, over } }: { status: Status }) {
  const now = useNow(running !== null)
  if (!running) return null
  const { began, plan } = running.record
  const expected = plan.goal === 'up' ? usualMs : null
  const share = expected ? (now - began) / expected : over / Math.max(1, plan.steps.length)
  return (
    <span className="stack is-starting" style={{ gap: 6 }}>
      <span className="quiet number">
        {took(Math.max(1_000, now - began))}
        {expected ? ` of about ${took(expected)}` : ''}
      </span>
      <Progress share={Math.min(0.98, share)} label="Time against the usual" />
    </span>
  )
}

function Last({ status: { last, usualMs, state } }: { status: Status }) {
  if (!last) return 'Never started'
  const { began, ended, verdict, plan } = last.record
  const lasted = took((ended ?? began) - began)
  if (state === 'ready' && plan.goal === 'up' && verdict === 'done') return `Since ${clock(ended ?? began)}, came up in ${lasted}`
  return `${day(began)} ${clock(began)}${verdict === 'cancelled' ? ', cancelled' : ''}${usualMs ? `, takes about ${took(usualMs)}` : ''}`
}
