import { IconCopy } from '@tabler/icons-react'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { parseGeometry, showGeometry } from '../../../shared/logic/geometry/geometry.ts'
import type { Misreading } from '../../../shared/logic/misread.ts'
import type { Placement } from '../../../shared/model/layout.ts'
import { useView } from '../../store/view.ts'
import { IconButton } from '../../ui/Button.tsx'

interface GeometryFieldProps {
  readonly placement: Placement
  /** The variant it belongs to: a text that names another is not for here. */
  readonly variant: string
  /** Stands below while the text is understood. */
  readonly below: ReactNode
  /** What the text says while it is written; null when that is nothing, or it was left. */
  onDraft(placement: Placement | null): void
  onCommit(placement: Placement): void
}

/**
 * The place as on the command line. It shows what is dragged, and what is typed is drawn at once; Enter or leaving it saves.
 * What is not understood is marked at its character.
 */
export function GeometryField({ placement, variant, below, onDraft, onCommit }: GeometryFieldProps) {
  const saved = showGeometry(placement)
  const [text, setText] = useState<string | null>(null)
  const field = useRef<HTMLInputElement>(null)
  const before = useRef(placement)
  const typed = useRef(false)
  useEffect(() => {
    if (!typed.current) {
      before.current = placement
      setText(null)
    }
  }, [placement])
  const read = text === null ? { placement } : readHere(text, before.current, variant)
  const misread = 'misread' in read ? read.misread : null

  const write = (next: string) => {
    if (!typed.current) before.current = placement
    typed.current = true
    setText(next)
    const understood = readHere(next, before.current, variant)
    onDraft('placement' in understood ? understood.placement : null)
  }
  const leave = (takes: boolean) => {
    if (!typed.current) return
    if (takes && misread) {
      field.current?.setSelectionRange(misread.at, misread.at + 1)
      return
    }
    typed.current = false
    setText(null)
    onDraft(null)
    if (takes && 'placement' in read) onCommit(read.placement)
  }
  const copy = () => navigator.clipboard.writeText(text ?? saved).then(() => useView.getState().say('Copied.'), useView.getState().report)
  return (
    <div className="geometry">
      <span className={`text-box ${misread ? 'wrong' : ''}`}>
        <input
          ref={field}
          className="mono"
          aria-label="Place, as on the command line"
          aria-invalid={misread !== null}
          aria-describedby="geometry-says"
          spellCheck={false}
          autoComplete="off"
          value={text ?? saved}
          onChange={(event) => write(event.currentTarget.value)}
          onBlur={() => leave(true)}
          onKeyDown={(event) => {
            if (event.key === 'Enter') leave(true)
            else if (event.key === 'Escape' && typed.current) {
              event.stopPropagation()
              leave(false)
            }
          }}
        />
        <IconButton label="Copy the place" className="small" onClick={copy}>
          <IconCopy size={14} stroke={1.75} />
        </IconButton>
      </span>
      <div id="geometry-says">{misread && text !== null ? <Pointer text={text} misread={misread} /> : below}</div>
    </div>
  )
}

function readHere(text: string, was: Placement, variant: string): { placement: Placement } | { misread: Misreading } {
  const read = parseGeometry(text, was)
  if ('misread' in read || read.layout === undefined || read.layout === variant) return read
  return {
    misread: { at: Math.max(0, text.indexOf(read.layout)), message: `Here is the variant “${variant}”; choose the other one first.` },
  }
}

/** The text once more with the character that is not understood marked, and why. */
function Pointer({ text, misread: { at, message } }: { text: string; misread: Misreading }) {
  const ends = at >= text.length
  return (
    <p className="field-error" role="alert">
      <code className="misread" aria-hidden>
        {text.slice(0, at)}
        <mark>{ends ? '\u00a0' : text[at]}</mark>
        {text.slice(at + 1)}
      </code>
      {ends ? 'At the end' : `At character ${at + 1}, “${text[at]}”`}: {message}
    </p>
  )
}
