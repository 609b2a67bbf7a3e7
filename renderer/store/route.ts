import { useSyncExternalStore } from 'react'

export const PLACES = ['launchpad', 'composer', 'layout', 'inventory', 'runs'] as const
/** The five places of the sidebar. */
export type Place = (typeof PLACES)[number]

/** Where the screen is. `id`: the service, workspace, machine, run or session that is meant; null for none in particular. */
export interface Route {
  readonly place: Place | 'session'
  readonly id: string | null
}

/** Reads `#/composer/service:x`. What names no place is the Launchpad. */
export function readRoute(hash: string): Route {
  const [place = '', id] = hash.replace(/^#\/?/, '').split('/', 2)
  const known = place === 'session' ? place : PLACES.find((name) => name === place)
  if (!known) return { place: 'launchpad', id: null }
  return { place: known, id: id ? decode(id) : null }
}

/** The address of a place: `#/runs/run:4`. */
export const addressOf = (place: Route['place'], id?: string | null): string => `#/${place}${id ? `/${encodeURIComponent(id)}` : ''}`

/** Goes there; the browser's back button returns. */
export function go(place: Route['place'], id?: string | null): void {
  location.hash = addressOf(place, id)
}

/** The place that is shown now. */
export function useRoute(): Route {
  const hash = useSyncExternalStore(listen, () => location.hash)
  return readRoute(hash)
}

function listen(changed: () => void): () => void {
  addEventListener('hashchange', changed)
  return () => removeEventListener('hashchange', changed)
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
