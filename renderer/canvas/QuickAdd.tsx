import { TextInput } from '@mantine/core'
import { useReactFlow } from '@xyflow/react'
import { useEffect, useMemo, useRef, useState } from 'react'
import { boxUnder, snapped } from '../../shared/logic/boxes.ts'
import { setAfter } from '../../shared/logic/compose.ts'
import { carries } from '../../shared/logic/relate.ts'
import type { ComponentId } from '../../shared/model/id.ts'
import { useLive } from '../store/live.ts'
import { KindIcon } from '../ui/KindIcon.tsx'
import type { Acts, Brick } from './acts.ts'
import { contains } from './left/contains.ts'
import type { Stage } from './useScene.ts'
import './quick-add.css'

export interface Wish {
  readonly at: { readonly x: number; readonly y: number }
  /** The new one waits for `after`, or `before` waits for the new one. */
  readonly link: { readonly after?: ComponentId; readonly before?: ComponentId } | null
}
interface Choice {
  readonly key: string
  readonly name: string
  readonly detail: string
  readonly kind: string
  readonly brick: Brick
}

/** A searchable list where the pointer is: kinds, machines of the inventory, services. Enter adds the first. */
export function QuickAdd({ wish, stage, acts, onClose }: { wish: Wish; stage: Stage; acts: Acts; onClose: () => void }) {
  const { screenToFlowPosition } = useReactFlow()
  const [text, setText] = useState('')
  const [at, setAt] = useState(0)
  const frame = useRef<HTMLDivElement>(null)
  const cards = useLive((state) => state.cards)
  const all = useMemo(() => choicesOf(stage, cards), [stage, cards])
  const word = text.trim().toLowerCase()
  const found = all.filter((choice) => `${choice.name} ${choice.detail}`.toLowerCase().includes(word)).slice(0, 50)
  const take = (choice: Choice | undefined): void => {
    if (!choice) return
    const point = screenToFlowPosition(wish.at)
    const hit = boxUnder(stage.boxes, point, new Set())
    const host = stage.service.components.find((c) => c.id === hit?.id)
    const on = hit && host && !carries(host, stage.known) ? hit : null
    const { after, before } = wish.link ?? {}
    acts.add(
      choice.brick,
      { on: on?.id ?? null, at: snapped({ x: point.x - (on?.x ?? 0), y: point.y - (on?.y ?? 0) - 20 }) },
      (id, service) => (after ? setAfter(service, id, after) : before ? setAfter(service, before, id) : {}),
    )
    onClose()
  }
  useEffect(() => {
    const away = (event: PointerEvent) => {
      if (event.target instanceof Node && !frame.current?.contains(event.target)) onClose()
    }
    addEventListener('pointerdown', away, true)
    return () => removeEventListener('pointerdown', away, true)
  }, [onClose])
  return (
    <div
      ref={frame}
      className="quick-add"
      role="dialog"
      aria-label="Add to the canvas"
      style={{ left: Math.min(wish.at.x, innerWidth - 300), top: Math.min(wish.at.y, innerHeight - 340) }}
    >
      <TextInput
        autoFocus
        data-autofocus
        placeholder="Add a machine, a kind, a service"
        aria-label="Add a machine, a kind, a service"
        value={text}
        onChange={(event) => {
          setText(event.currentTarget.value)
          setAt(0)
        }}
        onKeyDown={(event) => {
          if (event.key === 'ArrowDown') setAt((i) => Math.min(found.length - 1, i + 1))
          else if (event.key === 'ArrowUp') setAt((i) => Math.max(0, i - 1))
          else if (event.key === 'Enter') take(found[at])
          else if (event.key === 'Escape') onClose()
          else return
          event.preventDefault()
          event.stopPropagation()
        }}
      />
      <div className="scroll" role="listbox" aria-label="What fits">
        {found.map((choice, index) => (
          <button
            key={choice.key}
            type="button"
            role="option"
            aria-selected={index === at}
            className={index === at ? 'chosen' : ''}
            onPointerMove={() => setAt(index)}
            onClick={() => take(choice)}
          >
            <KindIcon kind={choice.kind} size={15} />
            <span className="cut grow">{choice.name}</span>
            <span className="quiet cut">{choice.detail}</span>
          </button>
        ))}
        {found.length === 0 && <p className="quiet small">Nothing is called that.</p>}
      </div>
    </div>
  )
}

function choicesOf({ sorted, service }: Stage, cards: ReturnType<typeof useLive.getState>['cards']): Choice[] {
  const kinds = cards.flatMap((card): Choice[] =>
    card.role === 'machine' ? [{ key: card.id, name: card.title, detail: 'new', kind: card.id, brick: { card } }] : [],
  )
  const machines = [...sorted.machines.values()].map(
    (machine): Choice => ({ key: machine.id, name: machine.label, detail: 'inventory', kind: machine.plugin, brick: { machine } }),
  )
  const services = [...sorted.services.values()].flatMap((other): Choice[] =>
    other.id === service.id || contains(sorted.services, other, service.id)
      ? []
      : [{ key: other.id, name: other.name, detail: 'service', kind: 'service', brick: { service: other } }],
  )
  return [...kinds, ...machines, ...services]
}
