import RFB from '@novnc/novnc'
import { useEffect, useRef, useState, type FormEvent } from 'react'
import { Button } from '../ui/Button.tsx'
import { FieldRow } from '../ui/Pieces.tsx'
import type { Attached } from './attachment.ts'
import { channelOf } from './channel.ts'

/** What the title bar can ask of a screen. */
export interface ScreenKeys {
  ctrlAltDel(): void
}

/** A machine's screen by VNC, fitted to the window. The last picture stays until the next connection draws its own. */
export function ScreenView({
  attached,
  keys,
  onKeys,
  onRefused,
}: {
  attached: Attached
  /** It takes the keyboard. */
  keys: boolean
  onKeys(keys: ScreenKeys | null): void
  onRefused(reason: string): void
}) {
  const place = useRef<HTMLDivElement>(null)
  const screen = useRef<RFB | null>(null)
  /** Who had the keyboard when the connection was lost has it again afterwards. */
  const hasKeys = useRef(keys)
  const [last, setLast] = useState<string | null>(null)
  const [asked, setAsked] = useState<readonly string[] | null>(null)

  useEffect(() => {
    if (!place.current) return
    const { channel, begin } = channelOf(attached.bytes, () => setLast(pictureOf(screen.current)))
    // It may have been lost before this was drawn; then the next connection brings a channel of its own.
    if (channel.readyState === WebSocket.CLOSED) return
    const rfb = new RFB(place.current, channel, { shared: true })
    rfb.scaleViewport = true
    rfb.background = 'transparent'
    rfb.focusOnClick = true
    rfb.addEventListener('connect', () => {
      setLast(null)
      setAsked(null)
      onKeys({ ctrlAltDel: () => rfb.sendCtrlAltDel() })
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
  }, [attached, onKeys, onRefused])

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

function pictureOf(rfb: RFB | null): string | null {
  try {
    return rfb?.toDataURL('image/jpeg', 0.8) ?? null
  } catch {
    // Nothing was drawn yet: then there is no last picture.
    return null
  }
}
