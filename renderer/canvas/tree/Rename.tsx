import { useEffect, useRef } from 'react'

/** A name as a field, in its place: Enter takes it, Escape leaves it as it was. */
export function Rename({ name, onDone }: { name: string; onDone: (name: string | null) => void }) {
  const field = useRef<HTMLInputElement>(null)
  const over = useRef(false)
  useEffect(() => field.current?.select(), [])
  const end = (text: string | null): void => {
    if (over.current) return
    over.current = true
    onDone(text)
  }
  return (
    <input
      ref={field}
      data-owns-keys
      className="rename"
      aria-label={`New name of ${name}`}
      defaultValue={name}
      onBlur={(event) => end(event.currentTarget.value)}
      onKeyDown={(event) => {
        event.stopPropagation()
        if (event.key === 'Enter') end(event.currentTarget.value)
        else if (event.key === 'Escape') end(null)
      }}
    />
  )
}
