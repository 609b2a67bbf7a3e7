import { useEffect, type RefObject } from 'react'
import { useDocument } from '../store/document.ts'
import { go, PLACES, readRoute } from '../store/route.ts'
import { attempt, useView } from '../store/view.ts'

/** The keys that work in every place. Nothing is taken from a terminal, a screen, or a text field's own undo. */
export function useFrameKeys(): void {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey || event.defaultPrevented) return
      if (event.target instanceof Element && event.target.closest('[data-owns-keys]')) return
      const act = actOf(event)
      if (!act) return
      event.preventDefault()
      act()
    }
    addEventListener('keydown', press)
    return () => removeEventListener('keydown', press)
  }, [])
}

function actOf(event: KeyboardEvent): (() => void) | null {
  const key = event.key.toLowerCase()
  const view = useView.getState()
  const { undo, redo } = useDocument.getState()
  if (key === 'k') return () => view.openPalette(view.palette === null ? '' : null)
  if (key === 'b') return foldSidebar
  const place = PLACES[Number(key) - 1]
  if (place && !event.shiftKey) return () => go(place)
  if (isWriting(event.target)) return null
  if (key === 'z') return () => attempt(event.shiftKey ? redo : undo)
  if (key === 'y') return () => attempt(redo)
  return null
}

function foldSidebar(): void {
  const { place } = readRoute(location.hash)
  const view = useView.getState()
  if (place !== 'session') view.fold(place, view.folded[place] !== true)
}

/** Whether typing goes into a field, which has its own undo. */
export const isWriting = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || target.matches('textarea, select, input:not([type=checkbox], [type=radio], [type=button])'))

/** `/` goes to the search field of the place that is shown. */
export function useSlash(field: RefObject<HTMLInputElement | null>): void {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || isWriting(event.target)) return
      if (event.target instanceof Element && event.target.closest('[data-owns-keys]')) return
      event.preventDefault()
      field.current?.focus()
    }
    addEventListener('keydown', press)
    return () => removeEventListener('keydown', press)
  }, [field])
}
