import { IconEye, IconPlayerPlayFilled, IconPlayerSkipForwardFilled, IconPlayerStopFilled, IconRefresh, IconX } from '@tabler/icons-react'
import { useEffect, useMemo, useRef, type ReactNode } from 'react'
import type { RunRecord } from '../../../shared/model/run.ts'
import type { Workspace } from '../../../shared/model/workspace.ts'
import { engine } from '../../client/engine.ts'
import { backSteps, goOn, leave, leftSteps, openRun, undo } from '../../store/follow-up.ts'
import { useLaunch, type Shown } from '../../store/launch.ts'
import { useLive } from '../../store/live.ts'
import { addressOf } from '../../store/route.ts'
import { blame, type Status } from '../../store/status.ts'
import { attempt } from '../../store/view.ts'
import { Button } from '../../ui/Button.tsx'
import { Progress } from '../../ui/Pieces.tsx'
import { stateOfVerdict } from '../../ui/states.ts'
import { underWay, whyFailed } from '../plan/afterwards.ts'
import { verbOf } from '../plan/words.ts'
import { clock, counted, day, took } from '../../ui/time.ts'
import { useNow } from '../../ui/useNow.ts'

const look = { size: 16, 'aria-hidden': true } as const

/** What the one big button of a card does now. */
interface Offer {
  readonly word: string
  readonly kind: 'filled' | 'soft' | 'plain'
  readonly icon?: ReactNode
  /** Left out where nothing can be done. */
  readonly act?: () => Promise<unknown>
}

/** The foot of a card: what was or what goes on at the left, the one big button at the right. Pressed twice, a plan runs. */
export function CardFoot({ workspace, status }: { workspace: Workspace; status: Status }) {
  const shown = useLaunch((launch) => (launch.asked === workspace.id ? launch.shown[workspace.id] : undefined))
  const busy = useLaunch((launch) => launch.busy[workspace.id])
  const draining = useLaunch((launch) => status.running !== null && launch.draining[status.running.record.id] === true)
  const open = useLive((live) => openRun(live.runs, workspace.id)?.record ?? null)
  const { word, kind, icon, act } = offer(workspace, status, shown, draining, open)
  const button = useRef<HTMLButtonElement>(null)
  const asked = shown !== undefined
  useEffect(() => {
    if (!asked) return
    button.current?.focus()
    button.current?.scrollIntoView({ block: 'nearest' })
  }, [asked])
  return (
    <footer className="row">
      <div className="grow small quiet cut">
        <Past workspace={workspace} status={status} asked={asked} open={open} />
      </div>
      {/* Never disabled while the engine thinks: it would lose the focus, and Enter must work twice in a row. */}
      <Button
        ref={button}
        big
        kind={kind}
        icon={busy ? undefined : icon}
        className={kind === 'soft' ? 'go' : ''}
        aria-busy={busy !== undefined}
        disabled={act === undefined}
        onClick={() => act && !busy && attempt(act)}
      >
        {busy === 'planning' ? 'Looking' : busy === 'starting' ? 'Starting' : word}
      </Button>
    </footer>
  )
}

function offer(
  workspace: Workspace,
  { state, running, components }: Status,
  shown: Shown | undefined,
  draining: boolean,
  open: RunRecord | null,
): Offer {
  const { press, run, cancel } = useLaunch.getState()
  if (running)
    return { word: draining ? 'Cut' : 'Cancel', kind: 'plain', icon: <IconX {...look} stroke={2} />, act: () => cancel(running.record) }
  if (shown) {
    const steps = shown.plan.steps.length
    const verb = verbOf[shown.goal]
    if (shown.problems.some((one) => one.severity === 'error')) return { word: `Cannot ${verb.toLowerCase()}`, kind: 'plain' }
    if (steps === 0) return { word: 'Nothing to do', kind: 'plain' }
    return { word: `${verb} ${counted(steps, 'step')}`, kind: 'filled', act: () => run(workspace.id) }
  }
  const up = () => press(workspace, 'up')
  const left = open && leftSteps(open, useLive.getState()).length
  if (open?.verdict === 'interrupted' && left)
    return { word: `Continue, ${left}`, kind: 'soft', icon: <IconPlayerPlayFilled {...look} />, act: () => goOn(open, null) }
  if (components.length === 0) return { word: 'Nothing in it', kind: 'plain' }
  if (state === 'ready')
    return { word: 'Stop', kind: 'plain', icon: <IconPlayerStopFilled {...look} size={14} />, act: () => press(workspace, 'down') }
  if (state === 'failed') return { word: 'Retry', kind: 'soft', icon: <IconRefresh {...look} />, act: open ? () => goOn(open, null) : up }
  if (state === 'suspended') return { word: 'Resume', kind: 'soft', icon: <IconPlayerSkipForwardFilled {...look} />, act: up }
  if (state === 'unknown')
    return {
      word: 'Look again',
      kind: 'plain',
      icon: <IconEye {...look} />,
      act: () => engine['workspace.look']({ workspace: workspace.id }),
    }
  return { word: 'Start', kind: 'soft', icon: <IconPlayerPlayFilled {...look} />, act: up }
}

/** What was, what goes on, or the way out of a plan. */
function Past({ workspace, status, asked, open }: { workspace: Workspace; status: Status; asked: boolean; open: RunRecord | null }) {
  if (status.running) return <Going status={status} />
  if (asked)
    return (
      <Button kind="quiet" onClick={() => useLaunch.getState().fold(workspace.id)}>
        Not now
      </Button>
    )
  const { last, state } = status
  if (open?.verdict === 'interrupted') return <Unsettled record={open} word="Cut off when the app ended" title={underWay(open)} />
  if (state !== 'failed' || !last) return <Last status={status} />
  if (open) return <Unsettled record={open} word={blame(last)} title={whyFailed(open)} />
  return (
    <span className="stack small">
      <span className="is-failed cut" title={blame(last)}>
        {blame(last)}
      </span>
      <a className="second" href={addressOf('runs', last.record.id)}>
        Show in Runs
      </a>
    </span>
  )
}

/** A run that did not end well, and the ways on besides the big button. */
function Unsettled({ record, word, title }: { record: RunRecord; word: string; title: string }) {
  const runs = useLive((live) => live.runs)
  const seen = useLive((live) => live.seen)
  const back = useMemo(() => backSteps(record, { runs, seen }), [record, runs, seen])
  return (
    <span className="stack small">
      <span className={`is-${stateOfVerdict(record.verdict)} cut`} title={title}>
        {word}
      </span>
      <span className="row card-ways">
        <a className="second" href={addressOf('runs', record.id)}>
          Show in Runs
        </a>
        {back > 0 && (
          <button type="button" className="link" onClick={() => attempt(() => undo(record))}>
            Take back, {back}
          </button>
        )}
        <button type="button" className="link" onClick={() => attempt(() => leave(record))}>
          Leave
        </button>
      </span>
    </span>
  )
}

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
