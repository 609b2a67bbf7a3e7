import { IconChevronDown, IconChevronUp, IconSearch, IconX } from '@tabler/icons-react'
import { useEffect, useMemo, useRef, useState } from 'react'
import type { ComponentId } from '../../shared/model/id.ts'
import { IconButton } from '../ui/Button.tsx'
import type { Acts } from './acts.ts'
import { useBench } from './bench.ts'
import type { Stage } from './useScene.ts'

/** Finds parts by name, kind, facts or state, in whichever view is shown; what is folded away comes out. Enter goes to the next one. */
export function FindBar({ stage, acts }: { stage: Stage; acts: Acts }) {
  const { service, whole, faces } = stage
  const [text, setText] = useState('')
  const [at, setAt] = useState(0)
  const back = useRef(document.activeElement instanceof HTMLElement ? document.activeElement : null)
  const field = useRef<HTMLInputElement>(null)
  useEffect(() => field.current?.focus(), [])
  const found = useMemo((): ComponentId[] => {
    const words = text.toLowerCase().split(/\s+/).filter(Boolean)
    if (words.length === 0) return []
    return [...whole].flatMap(([id, { component, service: drawn }]) => {
      const face = faces.get(id)
      const said = `${component.name} ${face?.facts ?? ''} ${face?.word ?? ''} ${drawn === service ? '' : drawn.name}`.toLowerCase()
      return words.every((word) => said.includes(word)) ? [id] : []
    })
  }, [text, whole, faces, service])
  const visit = (index: number): void => {
    const next = (index + found.length) % Math.max(1, found.length)
    const id = found[next]
    if (!id) return
    setAt(next)
    acts.select([id])
    useBench.getState().show(id)
  }
  const close = (): void => {
    const id = found[at]
    useBench.getState().set({ finding: false })
    const part = id && document.querySelector<HTMLElement>(`[data-part="${id}"], .react-flow__node[data-id="${id}"]`)
    const place = part || back.current
    place?.focus()
  }
  return (
    <search className="find-bar">
      <IconSearch size={14} stroke={1.75} aria-hidden />
      <input
        ref={field}
        aria-label="Find a part"
        placeholder="Name, kind or state"
        value={text}
        onChange={(event) => {
          setText(event.currentTarget.value)
          setAt(0)
        }}
        onKeyDown={(event) => {
          // The first Enter goes to the first one, each further to the next.
          if (event.key === 'Enter') visit(event.shiftKey ? at - 1 : isShown(found[at]) ? at + 1 : at)
          else if (event.key === 'Escape') close()
          else return
          event.preventDefault()
        }}
      />
      <span className="quiet number nowrap" role="status">
        {text.trim() === '' ? '' : found.length === 0 ? 'none' : `${at + 1} of ${found.length}`}
      </span>
      {steps.map(({ label, shortcut, by, icon: Arrow }) => (
        <IconButton
          key={label}
          label={label}
          shortcut={shortcut}
          className="small"
          disabled={found.length === 0}
          onClick={() => visit(at + by)}
        >
          <Arrow size={14} stroke={1.75} aria-hidden />
        </IconButton>
      ))}
      <IconButton label="Close" shortcut="Esc" className="small" onClick={close}>
        <IconX size={14} stroke={1.75} aria-hidden />
      </IconButton>
    </search>
  )
}

const steps = [
  { label: 'The one before', shortcut: 'Shift Enter', by: -1, icon: IconChevronUp },
  { label: 'The next one', shortcut: 'Enter', by: 1, icon: IconChevronDown },
] as const

const isShown = (part: ComponentId | undefined): boolean => useBench.getState().goTo?.component === part
