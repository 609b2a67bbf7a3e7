import { TextInput } from '@mantine/core'
import { IconCheck, IconDeviceDesktop } from '@tabler/icons-react'
import { useEffect, useMemo, useRef, useState } from 'react'
import { mayCarry, mayFollow } from '../../shared/logic/relate.ts'
import type { ComponentId } from '../../shared/model/id.ts'
import { KindIcon } from '../ui/KindIcon.tsx'
import type { Acts } from './acts.ts'
import { type Relating, useBench } from './bench.ts'
import type { Stage } from './useScene.ts'
import './quick-add.css'

interface Choice {
  /** Null is this computer. */
  readonly id: ComponentId | null
  readonly name: string
  readonly kind: string
  /** It is so already. */
  readonly taken: boolean
  /** Why it cannot be; null when it can. */
  readonly reason: string | null
}

/** Relations without a pointer: what shall carry these parts, or what they wait for. What may not be is listed with the reason. */
export function PartPicker({ pick, stage, acts }: { pick: Relating; stage: Stage; acts: Acts }) {
  const [text, setText] = useState('')
  const [at, setAt] = useState(0)
  const frame = useRef<HTMLDivElement>(null)
  // Where the keyboard was: it returns there.
  const back = useRef(document.activeElement instanceof HTMLElement ? document.activeElement : null)
  const place = useMemo(() => placeOf(back.current), [])
  const all = useMemo(() => choicesOf(pick, stage), [pick, stage])
  const word = text.trim().toLowerCase()
  const found = all.filter(({ name }) => name.toLowerCase().includes(word))
  const names = stage.service.components.flatMap((c) => (pick.parts.includes(c.id) ? [c.name] : []))
  const who = names.length === 1 ? names[0] : `${names.length} parts`
  const title = pick.what === 'on' ? `Carry ${who} on` : `${who} ${names.length === 1 ? 'waits' : 'wait'} for`
  const close = (): void => {
    useBench.getState().set({ pick: null })
    requestAnimationFrame(() => back.current?.focus())
  }
  const take = (choice: Choice | undefined): void => {
    if (!choice || choice.reason !== null) return
    if (pick.what === 'on') {
      if (!choice.taken) acts.carry(pick.parts, choice.id)
    } else if (choice.id !== null) {
      const target = choice.id
      if (choice.taken) acts.removeAfter(pick.parts.map((late) => ({ late, target })))
      else for (const part of pick.parts) acts.setAfter(part, target)
    }
    close()
  }
  useEffect(() => {
    const away = (event: PointerEvent) => {
      if (event.target instanceof Node && !frame.current?.contains(event.target)) useBench.getState().set({ pick: null })
    }
    addEventListener('pointerdown', away, true)
    return () => removeEventListener('pointerdown', away, true)
  }, [])
  useEffect(() => {
    document.getElementById(`pick-${at}`)?.scrollIntoView({ block: 'nearest' })
  }, [at])
  return (
    <div ref={frame} className="quick-add" role="dialog" aria-label={title} style={place}>
      <h3 className="quick-title cut">{title}</h3>
      <TextInput
        autoFocus
        data-autofocus
        role="combobox"
        aria-expanded
        aria-controls="pick-list"
        aria-activedescendant={`pick-${at}`}
        placeholder="Find a part"
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
          else if (event.key === 'Escape') close()
          else return
          event.preventDefault()
          event.stopPropagation()
        }}
      />
      <div className="scroll" role="listbox" id="pick-list" aria-label={title}>
        {found.slice(0, 200).map((choice, index) => (
          <button
            key={choice.id ?? 'ground'}
            id={`pick-${index}`}
            type="button"
            role="option"
            tabIndex={-1}
            aria-selected={index === at}
            aria-disabled={choice.reason !== null}
            className={index === at ? 'chosen' : ''}
            title={choice.reason ?? undefined}
            onPointerMove={() => setAt(index)}
            onClick={() => take(choice)}
          >
            {choice.id ? <KindIcon kind={choice.kind} size={15} /> : <IconDeviceDesktop size={15} stroke={1.75} aria-hidden />}
            <span className="cut grow">{choice.name}</span>
            {choice.taken && (
              <IconCheck size={14} stroke={1.75} aria-label={pick.what === 'on' ? 'now' : 'waited for; Enter takes it away'} />
            )}
            {choice.reason && <span className="quiet cut small">{choice.reason}</span>}
          </button>
        ))}
        {found.length === 0 && <p className="quiet small">Nothing is called that.</p>}
      </div>
    </div>
  )
}

function choicesOf({ what, parts }: Relating, { service, known, faces }: Stage): Choice[] {
  const chosen = service.components.filter((c) => parts.includes(c.id))
  const others = service.components.filter((c) => !parts.includes(c.id))
  const judged = others.map((other): Choice => {
    const taken = chosen.every((c) => (what === 'on' ? c.on === other.id : c.after.some((a) => a.component === other.id)))
    const why = (c: ComponentId) => (what === 'on' ? mayCarry(service, c, other.id, known) : mayFollow(service, c, other.id))
    const reason = taken ? null : (parts.map(why).find((one) => one !== null) ?? null)
    return { id: other.id, name: other.name, kind: faces.get(other.id)?.kind ?? '', taken, reason }
  })
  const sorted = judged.sort((a, b) => Number(a.reason !== null) - Number(b.reason !== null) || a.name.localeCompare(b.name))
  if (what === 'after') return sorted
  return [{ id: null, name: 'This computer', kind: '', taken: chosen.every((c) => c.on === null), reason: null }, ...sorted]
}

/** Below the part that it is about, within the window. */
function placeOf(element: HTMLElement | null): { left: number; top: number } {
  const box = element?.closest('[data-part], .react-flow__node')?.getBoundingClientRect()
  const wished = box ? { x: box.left + 24, y: Math.min(box.bottom, box.top + 110) + 4 } : { x: innerWidth / 2 - 180, y: 120 }
  return { left: Math.max(8, Math.min(wished.x, innerWidth - 380)), top: Math.max(8, Math.min(wished.y, innerHeight - 350)) }
}
