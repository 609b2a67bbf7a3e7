import { IconMaximize, IconRefresh } from '@tabler/icons-react'
import { lazy, Suspense, useCallback, useEffect, useRef, useState, type ReactNode } from 'react'
import type { SessionId } from '../../shared/model/id.ts'
import type { Session } from '../../shared/model/service.ts'
import { pathOf, sessionOf, useSorted } from '../store/entries.ts'
import { Button, IconButton } from '../ui/Button.tsx'
import { Notice } from '../ui/Notice.tsx'
import { StateGlyph } from '../ui/StateGlyph.tsx'
import type { State } from '../ui/states.ts'
import { took, ordinal } from '../ui/time.ts'
import { useNow } from '../ui/useNow.ts'
import { keepAttached, type Attached, type Phase } from './attachment.ts'
import type { ScreenKeys } from './ScreenView.tsx'
import type { TerminalTools } from './TerminalView.tsx'
import { BroadcastBanner } from './tools/BroadcastBanner.tsx'
import { SendKeys } from './tools/SendKeys.tsx'
import { SessionMenu } from './tools/SessionMenu.tsx'
import './session.css'

const TerminalView = lazy(() => import('./TerminalView.tsx').then(({ TerminalView }) => ({ default: TerminalView })))
const RdpView = lazy(() => import('./RdpView.tsx').then(({ RdpView }) => ({ default: RdpView })))
const ScreenView = lazy(() => import('./ScreenView.tsx').then(({ ScreenView }) => ({ default: ScreenView })))

const faces: Record<Phase['is'], { state: State; word: string }> = {
  connecting: { state: 'starting', word: 'connecting' },
  connected: { state: 'ready', word: 'connected' },
  reconnecting: { state: 'starting', word: 'reconnecting' },
  ended: { state: 'off', word: 'ended' },
  failed: { state: 'failed', word: 'failed' },
}

/**
 * One session with its title bar: a terminal or a screen, whatever its plugin says. Where `keys`, it takes the keyboard;
 * `actions` are the window's own buttons.
 */
export function SessionView({ session, keys: owner = true, actions }: { session: SessionId; keys?: boolean; actions?: ReactNode }) {
  const { services } = useSorted()
  const owned = sessionOf(session, services)
  const [phase, setPhase] = useState<Phase>({ is: 'connecting' })
  const [attached, setAttached] = useState<Attached | null>(null)
  const [keys, setKeys] = useState<ScreenKeys | null>(null)
  const [terminal, setTerminal] = useState<TerminalTools | null>(null)
  const kept = useRef<ReturnType<typeof keepAttached> | null>(null)
  const frame = useRef<HTMLDivElement>(null)

  useEffect(() => {
    const keep = keepAttached({ session, size: () => ({ columns: 80, rows: 24 }), phase: setPhase, use: setAttached })
    kept.current = keep
    return () => keep.end()
  }, [session])
  const refused = useCallback((message: string) => {
    kept.current?.stop()
    setPhase({
      is: 'failed',
      problem: {
        code: 'session.login',
        severity: 'error',
        title: 'The screen refused the login',
        message,
        hint: 'Try again with another password.',
      },
    })
  }, [])

  const ended = useCallback(() => {
    kept.current?.stop()
    setPhase({ is: 'ended' })
  }, [])
  const again = useCallback(() => kept.current?.retry(), [])

  const { state, word } = faces[phase.is]
  const name = owned ? `${owned.component.name}, ${owned.session.name}` : (attached?.title ?? session)
  useEffect(() => {
    if (location.hash.startsWith('#/session/')) document.title = name
  }, [name])
  return (
    <div className="session" data-session={session} ref={frame}>
      <header className={`session-bar is-${state}`} title="Ctrl+F6 leaves the session for this bar">
        <StateGlyph state={state} word={word} />
        <b className="cut">{name}</b>
        <code className="cut quiet">{owned && pathOf(owned.component, owned.service)}</code>
        <span className="grow" />
        <span className="small" role="status">
          {word}
        </span>
        <IconButton label="Reconnect" className="small" onClick={() => kept.current?.retry()}>
          <IconRefresh size={15} stroke={1.75} />
        </IconButton>
        <SendKeys screen={keys} terminal={terminal} />
        <IconButton
          label="Full screen"
          className="small"
          onClick={() => void (document.fullscreenElement ? document.exitFullscreen() : frame.current?.requestFullscreen())}
        >
          <IconMaximize size={15} stroke={1.75} />
        </IconButton>
        <SessionMenu session={session} name={name} screen={keys} terminal={terminal} />
        {actions}
      </header>
      <BroadcastBanner session={session} />
      {phase.is === 'reconnecting' && <Reconnecting phase={phase} retry={() => kept.current?.retry()} stop={() => kept.current?.stop()} />}
      {phase.is === 'ended' && (
        <div className="session-notice">
          <span className="grow">The session has ended in order.</span>
          <Button onClick={() => kept.current?.retry()}>Open it again</Button>
        </div>
      )}
      <div className="session-body" onKeyDownCapture={leaveOnChord}>
        <Suspense>
          {attached?.view === 'terminal' && (
            <TerminalView attached={attached} session={session} name={name} keys={owner} onTools={setTerminal} />
          )}
          {attached?.view === 'screen' && (
            <ScreenView attached={attached} session={session} keys={owner} onKeys={setKeys} onRefused={refused} />
          )}
          {attached?.view === 'rdp' && (
            <RdpView attached={attached} keys={owner} {...loginOf(owned?.session)} onKeys={setKeys} onEnded={ended} onAgain={again} />
          )}
        </Suspense>
        {phase.is === 'failed' && (
          <div className="session-problem">
            <Notice problem={phase.problem}>
              <Button kind="filled" onClick={() => kept.current?.retry()}>
                Try again
              </Button>
            </Notice>
          </div>
        )}
      </div>
    </div>
  )
}

/** Who logs in, as far as the session's settings say. */
function loginOf(session: Session | undefined): { user: string; domain: string } {
  const said = (name: string) => (typeof session?.options[name] === 'string' ? String(session.options[name]) : '')
  return { user: said('user'), domain: said('domain') }
}

function Reconnecting({ phase, retry, stop }: { phase: Extract<Phase, { is: 'reconnecting' }>; retry(): void; stop(): void }) {
  const now = useNow(true)
  const seconds = Math.max(0, Math.ceil((phase.retryAt - now) / 1000))
  return (
    <div className="session-notice" role="status">
      <StateGlyph state="starting" word="reconnecting" />
      <b className="cut">{phase.problem.title}</b>
      <span className="second grow cut" title={phase.problem.message}>
        {took(Math.max(0, now - phase.lostAt))} ago. {ordinal(phase.tries + 1)} try {seconds > 0 ? `in ${seconds} s` : 'now'}.{' '}
        {phase.problem.message}
      </span>
      <Button onClick={retry}>Try now</Button>
      <Button kind="quiet" onClick={stop}>
        Stop trying
      </Button>
    </div>
  )
}

/** A focused session gets every key but this one, so that nobody is caught in it. */
function leaveOnChord(event: React.KeyboardEvent<HTMLElement>): void {
  if (event.key !== 'F6' || !event.ctrlKey) return
  event.preventDefault()
  event.stopPropagation()
  event.currentTarget.parentElement?.querySelector<HTMLElement>('.session-bar button')?.focus()
}
