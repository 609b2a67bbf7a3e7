import { useEffect, useRef, useState } from 'react'
import type { Stage } from './useScene.ts'

/** Says changes of state to those who listen instead of looking: at most one sentence a second, only what a person waits for. */
export function Told({ stage: { whole, faces } }: { stage: Stage }) {
  const before = useRef(new Map<string, string>())
  const [text, setText] = useState('')
  useEffect(() => {
    const news = [...faces].flatMap(([id, { state }]) => {
      const was = before.current.get(id)
      const name = whole.get(id)?.component.name
      return was !== undefined && was !== state && name && (state === 'ready' || state === 'failed' || state === 'off')
        ? [{ name, state }]
        : []
    })
    before.current = new Map([...faces].map(([id, { state }]) => [id, state]))
    if (news.length === 0) return
    const said = [...Map.groupBy(news, ({ state }) => state)].map(([state, all]) =>
      all.length > 3 ? `${all.length} parts ${state}` : `${all.map(({ name }) => name).join(', ')} ${state}`,
    )
    setText(said.join('; '))
  }, [faces, whole])
  return (
    <div role="log" aria-live="polite" className="unseen">
      {text}
    </div>
  )
}
