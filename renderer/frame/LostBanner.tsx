import { useEffect, useState } from 'react'
import { retryNow } from '../client/engine.ts'
import { useView } from '../store/view.ts'
import { Button } from '../ui/Button.tsx'
import { StateGlyph } from '../ui/StateGlyph.tsx'
import './overlays.css'

/** Says that the engine is away and when it is tried again. What is on the screen stays. */
export function LostBanner() {
  const link = useView((view) => view.link)
  const [now, tick] = useState(() => Date.now())
  const lost = link.state === 'lost'
  useEffect(() => {
    if (!lost) return
    const timer = setInterval(() => tick(Date.now()), 500)
    return () => clearInterval(timer)
  }, [lost])
  if (link.state !== 'lost') return null
  const seconds = Math.max(0, Math.ceil((link.retryAt - now) / 1000))
  return (
    <div className="lost" role="status">
      <StateGlyph state="starting" word="reconnecting" />
      <b>{link.problem.title}.</b>
      <span className="second grow cut">
        {link.problem.code === 'wire.unreachable' ? link.problem.message : 'Machines keep running; what you see is the last known state.'}
      </span>
      <span className="quiet small number">{seconds > 0 ? `next try in ${seconds} s` : 'trying now'}</span>
      <Button onClick={retryNow}>Try now</Button>
    </div>
  )
}
