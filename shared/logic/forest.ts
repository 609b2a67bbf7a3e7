import type { ComponentId } from '../model/id.ts'
import type { Service, VComponent } from '../model/service.ts'

/** Measures of the canvas in px, as the drawings fix them. */
export const measures = { node: { width: 272, height: 110 }, header: 40, padding: 12, gap: 12, grid: 4, first: 40, column: 120 } as const

/** A place in px, relative to a box or to the canvas. */
export interface Spot {
  readonly x: number
  readonly y: number
}

/** In px. */
export interface Size {
  readonly width: number
  readonly height: number
}

/** Who stands on whom, circles cut so that everything is reached exactly once. */
export function forestOf(service: Service): { roots: VComponent[]; guests: Map<ComponentId, VComponent[]> } {
  const byId = new Map(service.components.map((c) => [c.id, c]))
  const roots: VComponent[] = []
  const guests = new Map<ComponentId, VComponent[]>()
  for (const c of service.components) {
    const host = c.on === null || circles(c, byId) ? undefined : byId.get(c.on)
    const mates = host && guests.get(host.id)
    if (!host) roots.push(c)
    else if (mates) mates.push(c)
    else guests.set(host.id, [c])
  }
  return { roots, guests }
}
function circles(c: VComponent, byId: ReadonlyMap<ComponentId, VComponent>): boolean {
  const seen = new Set<ComponentId>()
  for (let at = c.on; at !== null && !seen.has(at); at = byId.get(at)?.on ?? null) {
    if (at === c.id) return true
    seen.add(at)
  }
  return false
}
