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

/** Where an arc leaves or reaches a slab. */
export interface ArcEnd {
  readonly x: number
  readonly y: number
  /** Up to here it goes straight: what stands on the slab is no taller. */
  readonly launch: number
  /** 0: through the top. What carries something has its sides free only: -1 is the left one, 1 the right one. */
  readonly side: -1 | 0 | 1
}

/** A wait as an arc from what is waited for to who waits. */
export interface Arc {
  readonly target: ComponentId
  readonly late: ComponentId
  readonly gate: Gate
  readonly from: ArcEnd
  readonly to: ArcEnd
  /** The y of its highest point. */
  readonly top: number
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
    slabs.set(id, { id, below, level, x, y: 0 - level * LEVEL, width, height: HEIGHT })
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

/** The waits, their ends spread along their slabs so that none hides another. */
function arcsOf(nest: Nest, slabs: Layers['slabs']): Arc[] {
  const tops = new Map<Slab['id'], number>()
  // Guests were put before their carriers.
  for (const { id, below, y } of slabs.values()) {
    const top = Math.min(y, tops.get(id) ?? y)
    tops.set(id, top)
    if (below !== null) tops.set(below, Math.min(top, tops.get(below) ?? top))
  }
  const waits = [...nest.values()].flatMap(({ component }) =>
    component.after.flatMap(({ component: target, gate }) => {
      const [low, high] = [slabs.get(target), slabs.get(component.id)]
      return low && high && low !== high ? [{ target, late: component.id, gate, low, high }] : []
    }),
  )
  const middle = (slab: Slab): number => slab.x + slab.width / 2
  const ends = new Map<Slab, { readonly index: number; readonly towards: number }[]>()
  const note = (slab: Slab, index: number, towards: number): void => {
    const list = ends.get(slab)
    if (list) list.push({ index, towards })
    else ends.set(slab, [{ index, towards }])
  }
  waits.forEach(({ low, high }, index) => {
    note(low, index, middle(high))
    note(high, index, middle(low))
  })
  const places = new Map<Slab, ReadonlyMap<number, number>>()
  for (const [slab, list] of ends) {
    list.sort((a, b) => a.towards - b.towards || a.index - b.index)
    places.set(slab, new Map(list.map(({ index }, place) => [index, place])))
  }
  const endAt = (slab: Slab, index: number, other: Slab): ArcEnd => {
    const there = places.get(slab)
    const [place, count] = [there?.get(index) ?? 0, there?.size ?? 0]
    const launch = tops.get(slab.id) ?? slab.y
    if (launch < slab.y) {
      const side = middle(other) < middle(slab) ? -1 : 1
      return { x: side < 0 ? slab.x - GAP / 2 : slab.x + slab.width + GAP / 2, y: slab.y + 22 + (place % 8) * 12, launch, side }
    }
    const room = Math.min(layerMeasures.port, (slab.width - 24) / Math.max(1, count - 1))
    return { x: middle(slab) + (place - (count - 1) / 2) * room, y: slab.y, launch, side: 0 }
  }
  const { least, share, most } = layerMeasures.arc
  return waits.map(({ target, late, gate, low, high }, index) => {
    const [from, to] = [endAt(low, index, high), endAt(high, index, low)]
    const rise = Math.min(most, least + share * Math.abs(to.x - from.x))
    return { target, late, gate, from, to, top: Math.min(from.launch, to.launch) - rise }
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
