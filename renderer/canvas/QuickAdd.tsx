import { useReactFlow } from '@xyflow/react'
import { useMemo } from 'react'
import { boxUnder, snapped } from '../../shared/logic/boxes.ts'
import { setAfter } from '../../shared/logic/compose.ts'
import { carries } from '../../shared/logic/relate.ts'
import type { ComponentId } from '../../shared/model/id.ts'
import { useLive } from '../store/live.ts'
import type { Acts, Brick } from './acts.ts'
import { contains } from './left/contains.ts'
import { type Line, PickList } from './PickList.tsx'
import type { Stage } from './useScene.ts'

export interface Wish {
  readonly at: { readonly x: number; readonly y: number }
  /** The new one waits for `after`, or `before` waits for the new one. */
  readonly link: { readonly after?: ComponentId; readonly before?: ComponentId } | null
}
interface Choice extends Line {
  readonly detail: string
  readonly brick: Brick
}
/** More than these nobody reads; a longer word finds the others. */
const MOST = 50

/** A searchable list where the pointer is: kinds, machines of the inventory, services. Enter adds the first. */
export function QuickAdd({ wish, stage, acts, onClose }: { wish: Wish; stage: Stage; acts: Acts; onClose: () => void }) {
  const { screenToFlowPosition } = useReactFlow()
  const cards = useLive((state) => state.cards)
  const all = useMemo(() => choicesOf(stage, cards), [stage, cards])
  const take = ({ brick }: Choice): void => {
    const point = screenToFlowPosition(wish.at)
    const hit = boxUnder(stage.boxes, point, new Set())
    const host = stage.service.components.find((c) => c.id === hit?.id)
    const on = hit && host && !carries(host, stage.known) ? hit : null
    const { after, before } = wish.link ?? {}
    acts.add(brick, { on: on?.id ?? null, at: snapped({ x: point.x - (on?.x ?? 0), y: point.y - (on?.y ?? 0) - 20 }) }, (id, service) =>
      after ? setAfter(service, id, after) : before ? setAfter(service, before, id) : {},
    )
    onClose()
  }
  return (
    <PickList
      title="Add to the canvas"
      placeholder="Add a machine, a kind, a service"
      place={{ left: Math.min(wish.at.x, innerWidth - 300), top: Math.min(wish.at.y, innerHeight - 340) }}
      find={(word) => all.filter(({ name, detail }) => `${name} ${detail}`.toLowerCase().includes(word)).slice(0, MOST)}
      onTake={take}
      onClose={onClose}
    />
  )
}

function choicesOf({ sorted, service }: Stage, cards: ReturnType<typeof useLive.getState>['cards']): Choice[] {
  const line = (key: string, name: string, detail: string, kind: string, brick: Brick): Choice => ({
    key,
    kind,
    name,
    detail,
    aside: <span className="quiet cut">{detail}</span>,
    reason: null,
    brick,
  })
  const kinds = cards.flatMap((card) => (card.role === 'machine' ? [line(card.id, card.title, 'new', card.id, { card })] : []))
  const machines = [...sorted.machines.values()].map((one) => line(one.id, one.label, 'inventory', one.plugin, { machine: one }))
  const services = [...sorted.services.values()].flatMap((other) =>
    other.id === service.id || contains(sorted.services, other, service.id)
      ? []
      : [line(other.id, other.name, 'service', 'service', { service: other })],
  )
  return [...kinds, ...machines, ...services]
}
