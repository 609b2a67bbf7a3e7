import { createContext, use, useSyncExternalStore } from 'react'
import type { ComponentId } from '../../shared/model/id.ts'
import type { Face } from './face.ts'

/** The looks of all parts as they are now. */
export interface FacesNow {
  of(id: ComponentId): Face | undefined
  /** Told when another face is shown for that part. Returns how to stop. */
  listen(id: ComponentId, changed: () => void): () => void
  /** Tells those whose face is another one than before. */
  show(faces: ReadonlyMap<ComponentId, Face>): void
}

/**
 * Faces beside the flow, not in it: while a large run goes on they change many times a second, and React Flow would read all nodes
 * and lines again each time. So a node, or a line, hears of its own face only.
 */
export function facesNow(first: ReadonlyMap<ComponentId, Face>): FacesNow {
  let faces = first
  const listeners = new Map<ComponentId, Set<() => void>>()
  return {
    of: (id) => faces.get(id),
    listen(id, changed) {
      const own = listeners.get(id) ?? new Set()
      listeners.set(id, own)
      own.add(changed)
      return () => {
        own.delete(changed)
        if (own.size === 0) listeners.delete(id)
      }
    },
    show(next) {
      const before = faces
      faces = next
      if (before === next) return
      for (const [id, own] of listeners) if (before.get(id) !== next.get(id)) for (const changed of own) changed()
    },
  }
}

export const FacesNowContext = createContext<FacesNow>(facesNow(new Map()))

/** How a part looks now; undefined when it is no longer there. */
export function useFace(id: ComponentId): Face | undefined {
  const faces = use(FacesNowContext)
  return useSyncExternalStore(
    (changed) => faces.listen(id, changed),
    () => faces.of(id),
  )
}
