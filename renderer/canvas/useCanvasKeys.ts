import { useReactFlow } from '@xyflow/react'
import { type RefObject, useEffect, useRef } from 'react'
import { snapped } from '../../shared/logic/boxes.ts'
import type { Spot } from '../../shared/logic/forest.ts'
import { measures } from '../../shared/logic/forest.ts'
import type { ComponentId } from '../../shared/model/id.ts'
import { isWriting } from '../frame/keys.ts'
import { useView } from '../store/view.ts'
import type { Acts } from './acts.ts'
import { type Relating, showDrawer, showInspector, showsMap, useBench, viewOf } from './bench.ts'
import { copySelection, pasteAtPointer } from './clipboard.ts'
import { meantBy, partAt } from './cursor.ts'
import { type AfterEdge, type BrickNode, readEdge } from './flow.ts'
import { planPart } from './planPart.ts'
import { togglePanel } from './usePanels.ts'
import type { Stage } from './useScene.ts'
import { views } from './views.ts'
import { UNLOCK } from './words.ts'
import { fit } from './zoom.ts'

/** The keys of the canvas. They work wherever the focus is, except in fields, lists that own the arrows, and sessions. */
export function useCanvasKeys(
  stage: Stage,
  acts: Acts,
  canvas: RefObject<HTMLElement | null>,
  onWish: () => void,
  onSession: (component: ComponentId) => void,
): void {
  const { zoomIn, zoomOut, zoomTo, fitView, screenToFlowPosition, getEdges } = useReactFlow<BrickNode, AfterEdge>()
  const latest = useRef(stage)
  latest.current = stage
  const wish = useRef(onWish)
  wish.current = onWish
  const session = useRef(onSession)
  session.current = onSession
  const pointer = useRef<Spot | null>(null)

  useEffect(() => {
    const follow = (event: PointerEvent) => {
      const inside = event.target instanceof Node && canvas.current?.contains(event.target)
      pointer.current = inside ? { x: event.clientX, y: event.clientY } : null
    }
    const chosen = (): ComponentId[] => meantBy(latest.current, document.activeElement)
    const relate = (what: Relating['what']) => () => useBench.getState().set({ pick: { what, parts: chosen() } })
    /** Folds what the keyboard is at, or what is chosen, or brings it back. */
    const fold = (): void => {
      const { service, nest } = latest.current
      const at = partAt(document.activeElement)
      const parts = (at ? [at] : chosen()).filter((id) => (nest.get(id)?.above.length ?? 0) + (nest.get(id)?.hidden ?? 0) > 0)
      const shut = parts.some((id) => (nest.get(id)?.above.length ?? 0) > 0)
      useBench.getState().fold(service.id, parts, shut)
    }
    const nudge = (x: number, y: number): void => {
      const ids = chosen()
      // Who stands on a chosen carrier moves along with it anyway.
      const tops = ids.filter((id) => !ids.includes(latest.current.boxes.get(id)?.on ?? id) || latest.current.boxes.get(id)?.on === null)
      const moves = new Map(
        tops.flatMap((id): [ComponentId, Spot][] => {
          const at = latest.current.boxes.get(id)?.at
          return at ? [[id, { x: at.x + x, y: at.y + y }]] : []
        }),
      )
      acts.place(moves, `nudge ${ids.join(' ')}`)
    }
    const remove = (withMachines: boolean): void => {
      const edges = getEdges().flatMap((edge) => (edge.selected ? (readEdge(edge.id) ?? []) : []))
      if (edges.length > 0) acts.removeAfter(edges)
      else if (chosen().length > 0) acts.remove(chosen(), withMachines)
    }
    const paste = (): void => {
      const box = canvas.current?.getBoundingClientRect()
      const at = pointer.current ?? { x: (box?.left ?? 0) + (box?.width ?? 0) / 3, y: (box?.top ?? 0) + (box?.height ?? 0) / 3 }
      pasteAtPointer(acts, { at: snapped(screenToFlowPosition(at)), on: null })
    }
    const settings = (): void => {
      acts.select(chosen())
      showInspector('settings')
    }
    const actOf = (event: KeyboardEvent): (() => void) | null => {
      const { locked, service } = latest.current
      const free = (act: () => void) => (locked ? () => useView.getState().say(UNLOCK) : act)
      if (event.altKey) {
        const shown = views.find(({ keys }) => event.code === `Digit${keys.at(-1)}`)
        if (shown) return () => useBench.getState().look(service.id, shown.view)
        return event.key === 'ArrowUp' && chosen().length > 0 ? free(relate('on')) : null
      }
      const far = event.shiftKey ? 5 * measures.grid : measures.grid
      if (event.ctrlKey || event.metaKey) {
        const key = event.key.toLowerCase()
        if (key === 'a') return () => acts.select(service.components.map((c) => c.id))
        if (key === 'c' && chosen().length > 0) return () => copySelection(acts, chosen())
        if (key === 'x' && chosen().length > 0)
          return free(() => {
            copySelection(acts, chosen())
            acts.remove(chosen())
          })
        if (key === 'v') return free(paste)
        if (key === 'd') return free(() => acts.duplicate(chosen()))
        if (key === 'e' && event.shiftKey) return () => togglePanel('left')
        if (key === 'f') return () => useBench.getState().set({ finding: true })
        const at = partAt(event.target)
        if (key === 'enter' && at) return () => session.current(at)
        if (key === 'enter') return () => planPart(latest.current, 'up', null)
        return null
      }
      const arrow = arrows[event.key]
      if (arrow)
        return viewOf(useBench.getState(), service) === 'boxes' && chosen().length > 0 ? () => nudge(arrow.x * far, arrow.y * far) : null
      switch (event.key) {
        case 'Delete':
        case 'Backspace':
          return free(() => remove(event.shiftKey))
        case 'Escape':
          return () => acts.select([])
        case 'F2':
          return chosen().length > 0 ? rename : null
        case 'F8':
          return () => document.querySelector<HTMLElement>('[data-next-problem]')?.click()
        case 'Enter':
          return chosen().length > 0 ? settings : null
        case '+':
        case '=':
          return () => void zoomIn()
        case '-':
          return () => void zoomOut()
        case '0':
          return () => void zoomTo(1)
        case '1':
          return () => void fitView(fit)
        case '.':
          return () => void fitView({ ...fit, nodes: chosen().map((id) => ({ id })) })
        case 'a':
          return free(() => wish.current())
        case 'f':
          return fold
        case 'D':
          return chosen().length > 0 ? free(relate('after')) : null
        case 't':
          return () => showDrawer('timeline')
        case 'm':
          return () => useBench.getState().set({ minimap: !showsMap(useBench.getState(), latest.current.boxes) })
        default:
          return null
      }
    }
    const press = (event: KeyboardEvent) => {
      if (event.defaultPrevented || isWriting(event.target)) return
      const on = event.target instanceof Element ? event.target : null
      if (on?.closest('[data-owns-keys], [role=dialog], [role=menu], [role=separator], [role=radiogroup], [role=listbox]')) return
      // A button elsewhere keeps Enter and Space; trees and tables keep their arrows.
      if (event.key === 'Enter' && on?.closest('button, a, tr, [role=treeitem]')) return
      if (event.key.startsWith('Arrow') && on?.closest('[role=tree], table, [role=tablist]')) return
      const act = actOf(event)
      if (!act) return
      event.preventDefault()
      act()
    }
    addEventListener('keydown', press)
    addEventListener('pointermove', follow)
    return () => {
      removeEventListener('keydown', press)
      removeEventListener('pointermove', follow)
    }
  }, [acts, canvas, fitView, getEdges, screenToFlowPosition, zoomIn, zoomOut, zoomTo])
}

const arrows: Readonly<Record<string, Spot>> = {
  ArrowLeft: { x: -1, y: 0 },
  ArrowRight: { x: 1, y: 0 },
  ArrowUp: { x: 0, y: -1 },
  ArrowDown: { x: 0, y: 1 },
}

function rename(): void {
  showInspector('settings')
  requestAnimationFrame(() => {
    const field = document.querySelector<HTMLInputElement>('[data-name-box] input')
    field?.focus()
    field?.select()
  })
}
