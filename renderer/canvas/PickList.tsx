import { TextInput } from '@mantine/core'
import { IconDeviceDesktop } from '@tabler/icons-react'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { KindIcon } from '../ui/KindIcon.tsx'
import './quick-add.css'

/** One line that can be taken. */
export interface Line {
  readonly key: string
  /** Its picture; null is this computer. */
  readonly kind: string | null
  readonly name: string
  /** Behind its name. */
  readonly aside: ReactNode
  /** Why it cannot be taken; null when it can. */
  readonly reason: string | null
}

interface Props<L extends Line> {
  readonly title: string
  /** Whether the title is seen, and not only heard. */
  readonly titled?: boolean
  readonly placeholder: string
  readonly place: { readonly left: number; readonly top: number }
  readonly find: (word: string) => readonly L[]
  readonly onTake: (line: L) => void
  /** `away`: by a click elsewhere, which has the keyboard now. */
  readonly onClose: (away: boolean) => void
}

/** A searchable list that floats: arrows move in it, Enter takes, Escape and a click elsewhere close it. */
export function PickList<L extends Line>({ title, titled = false, placeholder, place, find, onTake, onClose }: Props<L>) {
  const [text, setText] = useState('')
  const [at, setAt] = useState(0)
  const frame = useRef<HTMLDivElement>(null)
  const found = find(text.trim().toLowerCase())
  const take = (line: L | undefined): void => {
    if (line && line.reason === null) onTake(line)
  }
  useEffect(() => {
    const away = (event: PointerEvent) => {
      if (event.target instanceof Node && !frame.current?.contains(event.target)) onClose(true)
    }
    addEventListener('pointerdown', away, true)
    return () => removeEventListener('pointerdown', away, true)
  }, [onClose])
  useEffect(() => {
    document.getElementById(`pick-${at}`)?.scrollIntoView({ block: 'nearest' })
  }, [at])
  return (
    <div ref={frame} className="quick-add" role="dialog" aria-label={title} style={place}>
      {titled && <h3 className="quick-title cut">{title}</h3>}
      <TextInput
        autoFocus
        data-autofocus
        role="combobox"
        aria-expanded
        aria-controls="pick-list"
        aria-activedescendant={`pick-${at}`}
        placeholder={placeholder}
        aria-label={title}
        value={text}
        onChange={(event) => {
          setText(event.currentTarget.value)
          setAt(0)
        }}
        onKeyDown={(event) => {
          if (event.key === 'ArrowDown') setAt((i) => Math.min(found.length - 1, i + 1))
          else if (event.key === 'ArrowUp') setAt((i) => Math.max(0, i - 1))
          else if (event.key === 'Enter') take(found[at])
          else if (event.key === 'Escape') onClose(false)
          else return
          event.preventDefault()
          event.stopPropagation()
        }}
      />
      <div className="scroll" role="listbox" id="pick-list" aria-label={title}>
        {found.map((line, index) => (
          <button
            key={line.key}
            id={`pick-${index}`}
            type="button"
            role="option"
            tabIndex={-1}
            aria-selected={index === at}
            aria-disabled={line.reason !== null}
            className={index === at ? 'chosen' : ''}
            title={line.reason ?? undefined}
            onPointerMove={() => setAt(index)}
            onClick={() => take(line)}
          >
            {line.kind === null ? <IconDeviceDesktop size={15} stroke={1.75} aria-hidden /> : <KindIcon kind={line.kind} size={15} />}
            <span className="cut grow">{line.name}</span>
            {line.aside}
          </button>
        ))}
        {found.length === 0 && <p className="quiet small">Nothing is called that.</p>}
      </div>
    </div>
  )
}
