import { useEffect, useRef, useState } from 'react'
import type { Attached } from './attachment.ts'
import { RdpForm } from './RdpForm.tsx'
import { openRdp, RdpRefused, type RdpLogin, type RdpSession } from './rdpSession.ts'
import type { ScreenKeys } from './ScreenView.tsx'

/** A window that is being dragged gets its new desktop when it rests. Milliseconds. */
const RESTED = 300

/** A desktop by RDP, as large as the window. It asks who logs in once; later connections of this window know. */
export function RdpView({
  attached,
  keys,
  user,
  domain,
  onKeys,
  onEnded,
  onAgain,
}: {
  attached: Attached
  /** It takes the keyboard. */
  keys: boolean
  /** What the form begins with. */
  user: string
  domain: string
  onKeys(keys: ScreenKeys | null): void
  /** The far side ended it in order, as after a log-out. */
  onEnded(): void
  /** Another connection is needed. */
  onAgain(): void
}) {
  const place = useRef<HTMLDivElement>(null)
  const canvas = useRef<HTMLCanvasElement>(null)
  const [login, setLogin] = useState<RdpLogin | null>(null)
  const [refused, setRefused] = useState<string | null>(null)
  const [shown, setShown] = useState(false)
  /** A connection serves for one try. */
  const used = useRef<Attached | null>(null)

  useEffect(() => {
    const area = place.current
    const target = canvas.current
    if (!area || !target || !login || used.current === attached) return
    used.current = attached
    let session: RdpSession | null = null
    let gone = false
    const over = () => {
      session = null
      onKeys(null)
    }
    const open = async () => {
      const size = { width: area.clientWidth, height: area.clientHeight }
      session = await openRdp({ canvas: target, bytes: attached.bytes, login, size })
      if (gone) return session.end()
      setShown(true)
      onKeys({
        scales: false,
        send({ keys: chord }) {
          session?.press(chord.map(({ code }) => code))
          target.focus()
        },
        picture: () => new Promise((resolve) => target.toBlob(resolve, 'image/png')),
      })
      target.focus()
      await session.ended
      over()
      if (!gone) onEnded()
    }
    open().catch((cause: unknown) => {
      over()
      if (gone) return
      setShown(false)
      const about = cause instanceof RdpRefused && cause.login
      if (about) setLogin(null)
      setRefused(cause instanceof Error ? cause.message : String(cause))
      // What holds the connection then tells why, and tries again where that may help.
      attached.bytes.end()
    })
    let timer: ReturnType<typeof setTimeout> | undefined
    const watch = new ResizeObserver(() => {
      clearTimeout(timer)
      timer = setTimeout(() => session?.resize(area.clientWidth, area.clientHeight), RESTED)
    })
    watch.observe(area)
    return () => {
      gone = true
      clearTimeout(timer)
      watch.disconnect()
      session?.end()
    }
  }, [attached, login, onKeys, onEnded])

  useEffect(() => {
    if (keys && shown) canvas.current?.focus()
  }, [keys, shown])
  return (
    <div className="screen" data-owns-keys>
      <div ref={place} className="rdp-place">
        <canvas ref={canvas} className="rdp-canvas" tabIndex={0} data-shown={shown} />
      </div>
      {!login && (
        <RdpForm
          user={user}
          domain={domain}
          refused={refused}
          onLogin={(given) => {
            setLogin(given)
            if (used.current === attached) onAgain()
          }}
        />
      )}
    </div>
  )
}
