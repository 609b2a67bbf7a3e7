import { useReactFlow } from '@xyflow/react'
import { type RefObject, useEffect, useMemo, useRef, useState } from 'react'
import { type Box, boxesOf, boxUnder, snapped } from '../../shared/logic/boxes.ts'
import { setOn } from '../../shared/logic/compose.ts'
import type { Spot } from '../../shared/logic/forest.ts'
import { foldNest, nestOf } from '../../shared/logic/nest.ts'
import { carries, mayCarry } from '../../shared/logic/relate.ts'
import type { ComponentId } from '../../shared/model/id.ts'
import type { Acts, Brick } from './acts.ts'
import { useBench } from './bench.ts'
import type { BrickNode } from './flow.ts'
import type { Stage } from './useScene.ts'
import { LOCKED } from './words.ts'

/** Where something in the air would land, and what is said about it at the pointer. */
export interface Aim {
  readonly target: ComponentId | null
  /** Why it may not land here; null when it may. */
  readonly reason: string | null
  /** A hint beside the pointer, such as what Alt does. */
  readonly note: string | null
  /** The boxes as they will be: the target has made room. */
  readonly boxes: ReadonlyMap<ComponentId, Box> | null
}
const nowhere: Aim = { target: null, reason: null, note: null, boxes: null }

/** A pointer that stays this long over a box means it. */
const PAUSE_MS = 120

type At = { clientX: number; clientY: number; altKey: boolean }

/** Straight to the element: drawing the canvas anew for every box that is passed over would make a large one stutter. */
function lightUp(within: RefObject<HTMLElement | null>, target: ComponentId | null): void {
  const canvas = within.current?.parentElement
  for (const lit of canvas?.querySelectorAll('.aimed') ?? []) lit.classList.remove('aimed')
  if (target) canvas?.querySelector(`.react-flow__node[data-id="${CSS.escape(target)}"]`)?.classList.add('aimed')
}

/** Moving nodes into, out of and inside boxes. One gesture is one edit; Esc gives everything back. */
export function useDragging(stage: Stage, acts: Acts, note: RefObject<HTMLDivElement | null>) {
  const { screenToFlowPosition, getInternalNode } = useReactFlow<BrickNode>()
  const [aim, setAim] = useState<Aim | null>(null)
  const [restored, setRestored] = useState(0)
  const latest = useRef(stage)
  latest.current = stage
  const drag = useRef<{ ids: ReadonlySet<ComponentId>; boxes: Stage['boxes']; cancelled: boolean } | null>(null)

  const aimed = useRef<Aim>(nowhere)
  const pause = useRef<ReturnType<typeof setTimeout>>(undefined)

  useEffect(() => {
    const giveBack = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || !drag.current || drag.current.cancelled) return
      drag.current.cancelled = true
      clearTimeout(pause.current)
      lightUp(note, null)
      setAim(null)
      setRestored((count) => count + 1)
      event.stopPropagation()
    }
    addEventListener('keydown', giveBack, true)
    return () => removeEventListener('keydown', giveBack, true)
  }, [note])

  const api = useMemo(() => {
    const pointAt = ({ clientX, clientY }: At) => {
      if (note.current) note.current.style.transform = `translate(${clientX + 14}px, ${clientY + 16}px)`
      return screenToFlowPosition({ x: clientX, y: clientY })
    }
    const absolute = (id: ComponentId): Spot => getInternalNode(id)?.internals.positionAbsolute ?? { x: 0, y: 0 }
    const under = (target: ComponentId | null, ids: ReadonlySet<ComponentId>) => {
      const origin = target ? drag.current?.boxes.get(target) : null
      return new Map([...ids].map((id) => [id, snapped({ x: absolute(id).x - (origin?.x ?? 0), y: absolute(id).y - (origin?.y ?? 0) })]))
    }
    const judge = (ids: ReadonlySet<ComponentId>, at: At): Aim & { moves: boolean } => {
      const { service, known, locked } = latest.current
      const boxes = drag.current?.boxes ?? latest.current.boxes
      const homes = new Set([...ids].map((id) => boxes.get(id)?.on ?? null))
      const home = homes.size === 1 ? ([...homes][0] ?? null) : undefined
      const point = pointAt(at)
      const without = new Set(ids)
      let hit = boxUnder(boxes, point, without)
      if (at.altKey && home && hit?.id === home) hit = home ? (boxes.get(boxes.get(home)?.on ?? home) ?? null) : null
      if (at.altKey && hit?.id === home) hit = null
      const target = hit?.id ?? null
      if (target === home || (target === null && !at.altKey)) {
        const name = home ? service.components.find((c) => c.id === home)?.name : null
        return { ...nowhere, note: name && target === null && !locked ? `Hold Alt to take it out of ${name}` : null, moves: false }
      }
      const reason = locked ? LOCKED : ([...ids].map((id) => mayCarry(service, id, target, known)).find((r) => r !== null) ?? null)
      return { ...nowhere, target, reason, note: reason || target ? null : 'Onto this computer', moves: true }
    }
    const light = (target: ComponentId | null) => lightUp(note, target)
    /** The box under a pointer that rests grows; laying out every box that is only passed over would make a large canvas stutter. */
    const makeRoom = (over: Aim) => {
      const now = drag.current
      if (!now || now.cancelled || aimed.current !== over || over.target === null) return
      const { service, sorted, known } = latest.current
      const is = setOn(service, under(over.target, now.ids), over.target, known)[service.id]?.[1]
      const shut = new Set(useBench.getState().shut[service.id])
      setAim({ ...over, boxes: is?.type === 'service' ? boxesOf(foldNest(nestOf(is, sorted.services), shut)) : null })
    }
    return {
      start(nodes: readonly BrickNode[]) {
        aimed.current = nowhere
        drag.current = { ids: new Set(nodes.map((n) => n.data.component.id)), boxes: latest.current.boxes, cancelled: false }
      },
      move(at: At) {
        const now = drag.current
        if (!now || now.cancelled) return
        const next = judge(now.ids, at)
        const was = aimed.current
        if (was.target === next.target && was.reason === next.reason && was.note === next.note) return
        aimed.current = next
        light(next.reason ? null : next.target)
        setAim((shown) => (shown && !shown.boxes && shown.reason === next.reason && shown.note === next.note ? shown : next))
        clearTimeout(pause.current)
        if (next.target !== null && !next.reason) pause.current = setTimeout(() => makeRoom(next), PAUSE_MS)
      },
      stop(at: At) {
        const now = drag.current
        if (!now) return
        const next = now.cancelled ? null : judge(now.ids, at)
        clearTimeout(pause.current)
        light(null)
        setAim(null)
        if (next?.moves && !next.reason) acts.setOn(under(next.target, now.ids), next.target)
        if (next && !next.moves) {
          const moves = new Map<ComponentId, Spot>()
          for (const id of now.ids) {
            const home = now.boxes.get(id)?.on ?? null
            const own = absolute(id)
            const box = home ? now.boxes.get(home) : null
            const away = box && (own.x > box.x + box.width || own.y > box.y + box.height || own.x + 40 < box.x || own.y + 40 < box.y)
            if (!away) for (const [key, spot] of under(home, new Set([id]))) moves.set(key, spot)
          }
          acts.place(moves)
        }
        drag.current = null
        setRestored((count) => count + 1)
      },
      /** Whether moves that React Flow reports now are to be ignored: Esc was pressed. */
      cancelled: () => drag.current?.cancelled === true,
      /** Whether nodes are in the air now. */
      lifted: () => drag.current !== null && !drag.current.cancelled,
      /** Something from the palette is over the canvas. */
      over(brick: Brick, at: At): void {
        const { service, known, boxes, locked } = latest.current
        const hit = boxUnder(boxes, pointAt(at), new Set())
        const host = service.components.find((c) => c.id === hit?.id)
        const reason = locked
          ? LOCKED
          : 'session' in brick
            ? host && 'machine' in host.is
              ? null
              : 'Drop a session on a machine.'
            : host
              ? carries(host, known)
              : null
        const target = host?.id ?? null
        light(reason ? null : target)
        setAim((was) => (was && was.target === target && was.reason === reason ? was : { ...nowhere, target, reason }))
      },
      drop(brick: Brick, at: At): void {
        const { service, known, boxes, locked } = latest.current
        light(null)
        setAim(null)
        const point = pointAt(at)
        const hit = boxUnder(boxes, point, new Set())
        const host = service.components.find((c) => c.id === hit?.id)
        if (locked || (host && !('session' in brick) && carries(host, known))) return
        if ('session' in brick) {
          if (host && 'machine' in host.is) acts.addSession(host.id, brick.session)
        } else acts.add(brick, { on: host?.id ?? null, at: snapped({ x: point.x - (hit?.x ?? 0) - 24, y: point.y - (hit?.y ?? 0) - 20 }) })
      },
      leave() {
        light(null)
        setAim(null)
      },
    }
  }, [acts, getInternalNode, note, screenToFlowPosition])
  return { aim, restored, ...api }
}
