import { useEffect, useState, type ReactNode } from 'react'
import './form.css'

interface TextBoxProps {
  readonly id?: string
  readonly label?: string
  readonly text: string
  readonly unit?: string | undefined
  readonly help?: string | undefined
  readonly placeholder?: string
  readonly mono?: boolean
  readonly inputMode?: 'decimal'
  /** Stands below while the text fits. */
  readonly below?: ReactNode
  /** Why the text does not fit; null when it does. */
  fault(text: string): string | null
  onCommit(text: string): void
}

/** A text that is handed on when it is left or Enter is pressed, and only when it fits. Esc gives back what was there. */
export function TextBox({ id, label, text, unit, help, placeholder, mono, inputMode, below, fault, onCommit }: TextBoxProps) {
  const [draft, setDraft] = useState(text)
  useEffect(() => setDraft(text), [text])
  const wrong = fault(draft)
  const commit = () => {
    if (draft !== text && wrong === null) onCommit(draft)
  }
  return (
    <>
      <span className={`text-box ${wrong ? 'wrong' : ''}`}>
        <input
          id={id}
          aria-label={label}
          className={mono ? 'mono' : 'number'}
          value={draft}
          title={help}
          placeholder={placeholder}
          inputMode={inputMode}
          spellCheck={false}
          autoComplete="off"
          aria-invalid={wrong !== null}
          onChange={(event) => setDraft(event.currentTarget.value)}
          onBlur={commit}
          onKeyDown={(event) => {
            if (event.key === 'Enter') commit()
            else if (event.key === 'Escape' && draft !== text) {
              event.stopPropagation()
              setDraft(text)
            }
          }}
        />
        {unit && <span className="quiet small">{unit}</span>}
      </span>
      {!wrong && below}
      {wrong && (
        <span className="field-error" role="alert">
          {wrong}
        </span>
      )}
    </>
  )
}
