import { useReactFlow } from '@xyflow/react'
import { type KeyboardEvent, type RefObject, useEffect, useRef } from 'react'
import { walk, type Way } from '../../shared/logic/walk.ts'
import type { ComponentId } from '../../shared/model/id.ts'
import type { Acts } from './acts.ts'
import { useBench } from './bench.ts'
import { partAt } from './cursor.ts'
import { selectionOf, toggled } from './selection.ts'
import type { Stage } from './useScene.ts'
import { useStable } from './useStable.ts'

/** How a drawing is walked. */
export interface Walk {
  readonly ways: Readonly<Record<string, Way>>
  /** Neighbours as they are seen. */
  readonly order?: (ids: readonly ComponentId[]) => readonly ComponentId[]
  /** Where a part is drawn, in px of the canvas. */
  readonly spotOf: (id: ComponentId) => { x: number; y: number; width: number; height: number } | undefined
  /** Plain arrows move a chosen part: here they only walk from one that is not chosen. Elsewhere walking chooses. */
  readonly nudges: boolean
}
interface Parts extends Walk {
  readonly stage: Stage
  readonly acts: Acts
  readonly frame: RefObject<HTMLElement | null>
}

/** So many frames an element that has just come into sight gets until it is drawn. */
const PATIENCE = 30

/**
 * The keyboard's way through a drawing: arrows along what carries whom, Ctrl and an arrow without choosing, Shift and an arrow
 * choosing more, Space chooses, F folds. Where a step leads is brought into sight.
 */
export function useWalking({ stage, acts, frame, ways, order, spotOf, nudges }: Parts): (event: KeyboardEvent) => void {
  const { service, nest } = stage
  const { setCenter, getViewport } = useReactFlow()
  const latest = useRef({ nest, spotOf })
  latest.current = { nest, spotOf }
  const waiting = useRef(0)

  const elementOf = (id: ComponentId) => frame.current?.querySelector<HTMLElement>(`.react-flow__node[data-id="${CSS.escape(id)}"]`)
  const arrive = (id: ComponentId, left: number): void => {
    const element = elementOf(id)
    if (element) element.focus({ preventScroll: true })
    else if (left > 0) waiting.current = requestAnimationFrame(() => arrive(id, left - 1))
  }
  const goTo = (id: ComponentId): void => {
    useBench.getState().point(service.id, id)
    reveal(id)
    cancelAnimationFrame(waiting.current)
    arrive(id, PATIENCE)
  }
  const reveal = (id: ComponentId): void => {
    const [spot, box] = [latest.current.spotOf(id), frame.current?.getBoundingClientRect()]
    if (!spot || !box) return
    const { x, y, zoom } = getViewport()
    const [left, top] = [spot.x * zoom + x, spot.y * zoom + y]
    const [width, height] = [Math.min(spot.width, 300) * zoom, Math.min(spot.height, 150) * zoom]
    const seen = left >= 0 && top >= 0 && left + width <= box.width && top + height <= box.height
    if (!seen) void setCenter(spot.x + Math.min(spot.width, 300) / 2, spot.y + Math.min(spot.height, 150) / 2, { zoom, duration: 0 })
  }
  useEffect(() => () => cancelAnimationFrame(waiting.current), [])

  const choose = (id: ComponentId, more: boolean): void => {
    acts.select(more ? toggled(selectionOf(service), id) : [id])
  }
  return useStable((event: KeyboardEvent) => {
    // Keys of a button inside a part are its own.
    const onPart = event.target instanceof HTMLElement && event.target.classList.contains('react-flow__node')
    const here = partAt(event.target)
    if (!onPart || here === null || event.altKey) return
    const chosen = selectionOf(service)
    const bare = event.ctrlKey || event.metaKey
    const way = ways[event.key]
    if (way) {
      if (nudges && !bare && chosen.includes(here)) return
      const to = walk(nest, here, way, order)
      event.preventDefault()
      if (to === null) return
      goTo(to)
      if (!nudges && event.shiftKey) acts.select([...new Set([...chosen, here, to])])
      else if (!nudges && !bare) choose(to, false)
    } else if (event.key === ' ') choose(here, bare || event.shiftKey || chosen.includes(here))
    else return
    event.preventDefault()
  })
}
