import { useId, useState } from 'react'
import { Button } from '../../ui/Button.tsx'
import { linesOf, type Paste } from './paste.ts'
import './tools.css'

const SHOWN = 8

/**
 * Asks before several lines go to a machine, which may run each as soon as it ends. It lies in the session and not over the page,
 * so that it is seen in full screen too.
 */
export function PasteQuestion({ paste, onAnswer }: { paste: Paste; onAnswer(yes: boolean, always: boolean): void }) {
  const [always, setAlways] = useState(false)
  const title = useId()
  const lines = linesOf(paste.text)
  const left = lines.length - SHOWN
  const said = lines.length === 1 ? '1 line' : `${lines.length} lines`
  return (
    <div
      className="paste-question"
      role="alertdialog"
      aria-labelledby={title}
      data-owns-keys
      onKeyDown={(event) => {
        event.stopPropagation()
        if (event.key === 'Escape') onAnswer(false, false)
      }}
    >
      <header className="row">
        <h2 id={title}>Paste {said}?</h2>
        <span className="second cut">A shell may run each line as soon as it ends.</span>
      </header>
      <pre>
        {lines.slice(0, SHOWN).join('\n')}
        {left > 0 && `\n… and ${left} more`}
      </pre>
      {paste.hidden > 0 && (
        <p className="small">
          {paste.hidden === 1 ? 'One character that is no text was' : `${paste.hidden} characters that are no text were`} left out: a
          terminal would have obeyed instead of shown it.
        </p>
      )}
      <div className="row paste-answers">
        <label className="row small grow">
          <input type="checkbox" checked={always} onChange={(event) => setAlways(event.currentTarget.checked)} />
          Do not ask again in this session
        </label>
        <Button kind="quiet" onClick={() => onAnswer(false, false)}>
          Cancel
        </Button>
        <Button kind="filled" ref={(button) => button?.focus()} onClick={() => onAnswer(true, always)}>
          Paste {said}
        </Button>
      </div>
    </div>
  )
}
