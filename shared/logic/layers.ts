import type { ComponentId } from '../model/id.ts'
import type { Gate } from '../model/service.ts'
import { type Nest, rootsOf } from './nest.ts'

/** Measures of the layers in px, as the drawings fix them. */
export const layerMeasures = { width: 148, height: 136, gap: 8, port: 20, arc: { least: 16, share: 0.17, most: 280 } } as const
const { width: WIDTH, height: HEIGHT, gap: GAP } = layerMeasures
/** From the top of one level to the top of the next. */
export const LEVEL = HEIGHT + GAP

/** What lies under everything that stands on this computer itself, where something does. */
export const GROUND = 'ground'

/** A component as a slab; level 0 is the lowest. `y` grows downwards, so higher levels have smaller ones. */
export interface Slab {
  readonly id: ComponentId | typeof GROUND
  readonly below: ComponentId | typeof GROUND | null
  readonly level: number
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** A wait as an arc from the top of what is waited for to the top of who waits. */
export interface Arc {
  readonly target: ComponentId
  readonly late: ComponentId
  readonly gate: Gate
  readonly from: { readonly x: number; readonly y: number }
  readonly to: { readonly x: number; readonly y: number }
  /** How far above the higher of its two ends it goes. */
  readonly rise: number
}

export interface Layers {
  readonly slabs: ReadonlyMap<Slab['id'], Slab>
  readonly arcs: readonly Arc[]
  readonly levels: number
  readonly width: number
}

/**
 * A stack as layers: a slab stands on what carries it and is as wide as what it carries. `isGround` tells which roots are hardware
 * themselves; the others stand on a slab for this computer.
 */
export function layersOf(nest: Nest, isGround: (id: ComponentId) => boolean): Layers {
  const slabs = new Map<Slab['id'], Slab>()
  let levels = 0
  const put = (id: Slab['id'], below: Slab['below'], above: readonly ComponentId[], level: number, x: number): number => {
    let right = x
    for (const each of above) right = put(each, id, nest.get(each)?.above ?? [], level + 1, right) + GAP
    const width = above.length === 0 ? WIDTH : right - GAP - x
    slabs.set(id, { id, below, level, x, y: -level * LEVEL, width, height: HEIGHT })
    levels = Math.max(levels, level + 1)
    return x + width
  }
  const roots = rootsOf(nest)
  const guests = roots.filter((id) => !isGround(id))
  let x = 0
  for (const id of roots.filter(isGround)) x = put(id, null, nest.get(id)?.above ?? [], 0, x) + GAP
  if (guests.length > 0) x = put(GROUND, null, guests, 0, x) + GAP
  return { slabs, arcs: arcsOf(nest, slabs), levels, width: Math.max(0, x - GAP) }
}

/** The waits, their ends spread along the tops of their slabs so that none hides another. */
function arcsOf(nest: Nest, slabs: Layers['slabs']): Arc[] {
  const middle = (id: ComponentId): number => {
    const slab = slabs.get(id)
    return slab ? slab.x + slab.width / 2 : 0
  }
  const waits = [...nest.values()].flatMap(({ component }) =>
    component.after.flatMap(({ component: target, gate }) =>
      slabs.has(target) && target !== component.id ? [{ target, late: component.id, gate }] : [],
    ),
  )
  const ends = new Map<ComponentId, { readonly index: number; readonly towards: number }[]>()
  const note = (id: ComponentId, index: number, towards: number): void => {
    const list = ends.get(id)
    if (list) list.push({ index, towards })
    else ends.set(id, [{ index, towards }])
  }
  waits.forEach(({ target, late }, index) => {
    note(target, index, middle(late))
    note(late, index, middle(target))
  })
  for (const list of ends.values()) list.sort((a, b) => a.towards - b.towards || a.index - b.index)
  const portOf = (id: ComponentId, index: number): { x: number; y: number } => {
    const slab = slabs.get(id)
    const list = ends.get(id) ?? []
    if (!slab) return { x: 0, y: 0 }
    const room = Math.min(layerMeasures.port, (slab.width - 24) / Math.max(1, list.length - 1))
    const place = list.findIndex((end) => end.index === index)
    return { x: slab.x + slab.width / 2 + (place - (list.length - 1) / 2) * room, y: slab.y }
  }
  const { least, share, most } = layerMeasures.arc
  return waits.map((wait, index) => {
    const [from, to] = [portOf(wait.target, index), portOf(wait.late, index)]
    return { ...wait, from, to, rise: Math.min(most, least + share * Math.abs(to.x - from.x)) }
  })
}

/** What stands on a level, in a few words. */
export function levelWords(level: number, nest: Nest, layers: Layers): string {
  if (level === 0) return 'hardware'
  const carries = [...layers.slabs.values()].some(
    ({ id, level: at }) => at === level && id !== GROUND && (nest.get(id)?.above.length ?? 0) > 0,
  )
  if (level === 1) return carries ? 'hypervisors and first guests' : 'first guests'
  return level === 2 ? 'guests' : level === 3 ? 'guests in guests' : `guests, ${level} deep`
}
