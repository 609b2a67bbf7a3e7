import { IconAppWindow, IconChevronDown, IconChevronUp, IconX } from '@tabler/icons-react'
import { lazy, Suspense, useEffect, useState } from 'react'
import { SessionId } from '../../shared/model/id.ts'
import { Fault } from '../frame/Fault.tsx'
import { engine } from '../client/engine.ts'
import { isNative } from './native.ts'
import { sessionOf, useSorted } from '../store/entries.ts'
import { useLive } from '../store/live.ts'
import { addressOf } from '../store/route.ts'
import { attempt, useView } from '../store/view.ts'
import { IconButton } from '../ui/Button.tsx'
import { KindIcon } from '../ui/KindIcon.tsx'
import './session.css'

const SessionView = lazy(() => import('./SessionView.tsx').then(({ SessionView }) => ({ default: SessionView })))
const LEAST = 120
/** Of the window's height, until somebody drags it. */
const SHARE = 0.27

/** Windows of sessions, as tabs below the place, where this desk has no windows of its own. */
export function SessionTabs() {
  const desk = useLive((live) => live.info?.desk)
  const open = useLive((live) => live.open)
  const cards = useLive((live) => live.cards)
  const { services } = useSorted()
  const { popped, popOut } = usePopUps()
  if (desk !== 'browser' && desk !== 'none') return null
  const elsewhere = (id: SessionId) => popped.includes(id) || isNative(sessionOf(id, services)?.session, cards)
  const inside = open.flatMap((id) => SessionId.safeParse(id).data ?? []).filter((id) => !elsewhere(id))
  return inside.length === 0 ? null : <Dock sessions={inside} popOut={popOut} />
}

function Dock({ sessions, popOut }: { sessions: readonly SessionId[]; popOut(session: SessionId): void }) {
  const { services } = useSorted()
  const asked = useView((view) => view.asked)
  const [height, setHeight] = useState(() => Math.round(innerHeight * SHARE))
  const unfolded = useView((view) => view.panels['dock'] !== false)
  const { ask, setPanel } = useView.getState()
  const chosen = sessions.find((id) => id === asked) ?? sessions.at(-1)
  const drag = (event: React.PointerEvent<HTMLButtonElement>) => {
    if (event.buttons === 0) return
    event.currentTarget.setPointerCapture(event.pointerId)
    setHeight(Math.max(LEAST, Math.min(innerHeight - 160, innerHeight - event.clientY)))
  }
  const nudge = (event: React.KeyboardEvent) => {
    if (event.key === 'ArrowUp') setHeight(height + 24)
    else if (event.key === 'ArrowDown') setHeight(Math.max(LEAST, height - 24))
  }
  return (
    <section className="dock" aria-label="Sessions" style={{ height: unfolded ? height : 35 }}>
      {unfolded && (
        <button
          type="button"
          className="dock-grip"
          aria-label="Height of the sessions; arrow keys change it"
          onPointerMove={drag}
          onKeyDown={nudge}
        />
      )}
      <div className="dock-tabs">
        <div className="row grow" role="tablist" aria-label="Open sessions" style={{ gap: 2 }}>
          {sessions.map((id) => {
            const owned = sessionOf(id, services)
            const name = owned ? `${owned.component.name}, ${owned.session.name}` : id
            return (
              <button
                key={id}
                type="button"
                role="tab"
                id={`tab-${id}`}
                aria-controls={`view-${id}`}
                className="dock-tab"
                aria-selected={id === chosen}
                onClick={() => ask(id)}
              >
                <KindIcon kind={owned?.session.plugin ?? 'cli'} size={14} />
                <span className="cut">{name}</span>
              </button>
            )
          })}
        </div>
        {chosen && (
          <>
            <IconButton label="Into a window of its own" className="small" onClick={() => popOut(chosen)}>
              <IconAppWindow size={15} stroke={1.75} />
            </IconButton>
            <IconButton
              label="Close this session"
              className="small"
              onClick={() => attempt(() => engine['session.close']({ session: chosen }))}
            >
              <IconX size={15} stroke={1.75} />
            </IconButton>
          </>
        )}
        <IconButton
          label={unfolded ? 'Fold the sessions' : 'Unfold the sessions'}
          className="small"
          onClick={() => setPanel('dock', !unfolded)}
        >
          {unfolded ? <IconChevronDown size={15} stroke={1.75} /> : <IconChevronUp size={15} stroke={1.75} />}
        </IconButton>
      </div>
      <div className="dock-body">
        <Suspense>
          {sessions.map((id) => (
            <div
              key={id}
              id={`view-${id}`}
              aria-labelledby={`tab-${id}`}
              className="dock-view"
              role="tabpanel"
              hidden={id !== chosen}
              inert={id !== chosen}
            >
              <Fault>
                <SessionView session={id} keys={id === asked && unfolded} />
              </Fault>
            </div>
          ))}
        </Suspense>
      </div>
    </section>
  )
}

/** Sessions that were taken out into a pop-up; a closed pop-up comes back as a tab. */
function usePopUps(): { popped: readonly string[]; popOut(session: SessionId): void } {
  const [windows, setWindows] = useState<Readonly<Record<string, Window>>>({})
  const some = Object.keys(windows).length > 0
  useEffect(() => {
    if (!some) return
    const timer = setInterval(
      () =>
        setWindows((all) =>
          Object.values(all).some((one) => one.closed) ? Object.fromEntries(Object.entries(all).filter(([, one]) => !one.closed)) : all,
        ),
      500,
    )
    return () => clearInterval(timer)
  }, [some])
  const popOut = (session: SessionId) => {
    const opened = window.open(`${location.pathname}${addressOf('session', session)}`, session, 'popup,width=900,height=620')
    if (opened) setWindows((all) => ({ ...all, [session]: opened }))
    else useView.getState().say('The browser did not allow a pop-up. Allow pop-ups for this page and try again.')
  }
  return { popped: Object.keys(windows), popOut }
}
