import { GROUND } from '../../../shared/logic/layers.ts'
import { type Nest, type Part, rootsOf } from '../../../shared/logic/nest.ts'
import type { ComponentId } from '../../../shared/model/id.ts'

/** One row of the tree: a part, or this computer below all that stands on it. */
export interface TreeRow {
  readonly key: ComponentId | typeof GROUND
  readonly part: Part | null
  /** 1 is the outermost, as for a screen reader. */
  readonly level: number
  /** Null when nothing stands on it. */
  readonly open: boolean | null
  readonly place: number
  readonly mates: number
  /** The row it hangs on; -1 for the outermost. */
  readonly under: number
  /** Per level outside of it, whether its line goes on below this row. */
  readonly lines: readonly boolean[]
}

/** The rows of a stack from the top of the screen down. `isGround`: hardware, which stands on nothing; the rest stands on this computer. */
export function rowsOf(nest: Nest, isGround: (id: ComponentId) => boolean, groundShut: boolean): TreeRow[] {
  const rows: TreeRow[] = []
  const add = (ids: readonly ComponentId[], level: number, under: number, lines: readonly boolean[]): void => {
    ids.forEach((key, index) => {
      const part = nest.get(key)
      if (!part) return
      const open = part.above.length > 0 ? true : part.hidden > 0 ? false : null
      const own = [...lines, index < ids.length - 1]
      rows.push({ key, part, level, open, place: index + 1, mates: ids.length, under, lines: own })
      if (open) add(part.above, level + 1, rows.length - 1, own)
    })
  }
  const roots = rootsOf(nest)
  const guests = roots.filter((id) => !isGround(id))
  add(
    roots.filter((id) => isGround(id)),
    1,
    -1,
    [],
  )
  if (guests.length === 0) return rows
  const outer = rows.filter(({ level }) => level === 1).length + 1
  const all = rows.map((row) => (row.level === 1 ? { ...row, mates: outer } : row))
  rows.splice(0, rows.length, ...all)
  rows.push({ key: GROUND, part: null, level: 1, open: !groundShut, place: outer, mates: outer, under: -1, lines: [false] })
  if (!groundShut) add(guests, 2, rows.length - 1, [false])
  return rows
}
