import { useId, type ReactNode } from 'react'
import './segmented.css'

/** A few choices side by side, one of them taken. Radio buttons underneath, so that arrow keys move. */
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
  const name = useId()
  return (
    <fieldset aria-label={label} className={`segmented ${full ? 'full' : ''}`}>
      {choices.map((choice) => (
        <label key={choice.value} title={choice.title}>
          <input
            type="radio"
            className="unseen"
            name={name}
            value={choice.value}
            checked={choice.value === value}
            disabled={choice.disabled}
            onChange={() => onChange(choice.value)}
          />
          <span>{choice.text}</span>
        </label>
      ))}
    </fieldset>
  )
}
