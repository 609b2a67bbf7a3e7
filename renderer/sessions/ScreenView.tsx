import RFB from '@novnc/novnc'
import { useEffect, useRef, useState, type FormEvent } from 'react'
import { Button } from '../ui/Button.tsx'
import { FieldRow } from '../ui/Pieces.tsx'
import type { SessionId } from '../../shared/model/id.ts'
import type { Attached } from './attachment.ts'
import { channelOf } from './channel.ts'
import { strokesOf, type KeySequence } from './tools/keySequences.ts'
import { lookOf, useLook, type Scaling } from './tools/sessionLook.ts'

/** What the title bar can ask of a screen. */
export interface ScreenKeys {
  /** Whether it can be shown in other ways than fitted. */
  readonly scales: boolean
  send(sequence: KeySequence): void
  /** The screen as it is now, as PNG; null before anything was drawn. */
  picture(): Promise<Blob | null>
}

/** A machine's screen by VNC, scaled as its window remembers. The last picture stays until the next connection draws its own. */
export function ScreenView({
  attached,
  session,
  keys,
  onKeys,
  onRefused,
}: {
  attached: Attached
  session: SessionId
  /** It takes the keyboard. */
  keys: boolean
  onKeys(keys: ScreenKeys | null): void
  onRefused(reason: string): void
}) {
  const place = useRef<HTMLDivElement>(null)
  const screen = useRef<RFB | null>(null)
  /** Who had the keyboard when the connection was lost has it again afterwards. */
  const hasKeys = useRef(keys)
  const { scaling } = useLook(session)
  const [last, setLast] = useState<string | null>(null)
  const [asked, setAsked] = useState<readonly string[] | null>(null)

  useEffect(() => {
    if (!place.current) return
    const { channel, begin } = channelOf(attached.bytes, () => setLast(pictureOf(screen.current)))
    // It may have been lost before this was drawn; then the next connection brings a channel of its own.
    if (channel.readyState === WebSocket.CLOSED) return
    const rfb = new RFB(place.current, channel, { shared: true })
    scale(rfb, lookOf(session).scaling)
    rfb.background = 'transparent'
    rfb.focusOnClick = true
    rfb.addEventListener('connect', () => {
      setLast(null)
      setAsked(null)
      onKeys({
        scales: true,
        send(sequence) {
          for (const { keysym, code, down } of strokesOf(sequence)) rfb.sendKey(keysym, code, down)
          rfb.focus()
        },
        picture: () => new Promise((resolve) => rfb.toBlob(resolve, 'image/png')),
      })
      if (hasKeys.current) rfb.focus()
    })
    rfb.addEventListener('credentialsrequired', ({ detail }) => setAsked(detail.types))
    rfb.addEventListener('securityfailure', ({ detail }) =>
      onRefused(detail.reason ?? `The screen refused the login (status ${detail.status}).`),
    )
    let gone = false
    rfb.addEventListener('disconnect', () => {
      gone = true
      hasKeys.current = place.current?.contains(document.activeElement) ?? false
      onKeys(null)
    })
    rfb.addEventListener('clipboard', ({ detail }) => void navigator.clipboard.writeText(detail.text).catch(() => {}))
    screen.current = rfb
    begin()
    return () => {
      screen.current = null
      if (!gone) rfb.disconnect()
    }
  }, [attached, session, onKeys, onRefused])

  useEffect(() => {
    if (screen.current) scale(screen.current, scaling)
  }, [scaling])
  useEffect(() => {
    hasKeys.current = keys
    if (keys) screen.current?.focus()
  }, [keys])
  const login = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    const given = Object.fromEntries((asked ?? []).map((type) => [type, String(form.get(type) ?? '')]))
    screen.current?.sendCredentials(given)
    setAsked(null)
  }
  return (
    <div className="screen" data-owns-keys>
      {last && <img className="last-picture" src={last} alt="As it was before the connection was lost" />}
      <div ref={place} className="screen-place" />
      {asked && (
        <form className="screen-login" onSubmit={login}>
          <h2>This screen asks for a login</h2>
          {asked.map((type) => (
            <FieldRow key={type} label={type} htmlFor={`screen-${type}`}>
              <input
                id={`screen-${type}`}
                name={type}
                type={type === 'password' ? 'password' : 'text'}
                className="plain-input"
                autoComplete="off"
              />
            </FieldRow>
          ))}
          <Button type="submit" kind="filled">
            Log in
          </Button>
        </form>
      )}
    </div>
  )
}

/** A server that takes no other size is fitted: noVNC scales only what differs from the window. */
function scale(rfb: RFB, scaling: Scaling): void {
  rfb.scaleViewport = scaling !== 'real'
  rfb.resizeSession = scaling === 'remote'
}

function pictureOf(rfb: RFB | null): string | null {
  try {
    return rfb?.toDataURL('image/jpeg', 0.8) ?? null
  } catch {
    // Nothing was drawn yet: then there is no last picture.
    return null
  }
}
