import type { ReactNode } from 'react'
import './segmented.css'

/** A few choices side by side, one of them taken. Arrow keys move, as in every radio group. */
export function Segmented<T extends string>({
  label,
  value,
  choices,
  onChange,
  full,
}: {
  label: string
  value: T
  choices: readonly { value: T; text: ReactNode; disabled?: boolean; title?: string }[]
  onChange: (value: T) => void
  full?: boolean
}) {
  const move = (by: number) => {
    const usable = choices.filter((choice) => !choice.disabled)
    const at = usable.findIndex((choice) => choice.value === value)
    const next = usable[(at + by + usable.length) % usable.length]
    if (next) onChange(next.value)
  }
  return (
    <div
      role="radiogroup"
      aria-label={label}
      className={`segmented ${full ? 'full' : ''}`}
      onKeyDown={(event) => {
        if (event.key === 'ArrowRight' || event.key === 'ArrowDown') move(1)
        else if (event.key === 'ArrowLeft' || event.key === 'ArrowUp') move(-1)
        else return
        event.preventDefault()
      }}
    >
      {choices.map((choice) => (
        <button
          key={choice.value}
          type="button"
          role="radio"
          aria-checked={choice.value === value}
          tabIndex={choice.value === value ? 0 : -1}
          disabled={choice.disabled}
          title={choice.title}
          onClick={() => onChange(choice.value)}
        >
          {choice.text}
        </button>
      ))}
    </div>
  )
}
