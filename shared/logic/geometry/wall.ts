import type { Area } from './measure.ts'

/** The screens as rows of a wall, the upper first, each from left to right. */
export function wallOf<S extends Area>(screens: readonly S[]): S[][] {
  const rows: S[][] = []
  for (const screen of screens.toSorted((a, b) => middle(a) - middle(b))) {
    const row = rows.at(-1)
    const [first] = row ?? []
    if (row && first && middle(screen) < first.y + first.height) row.push(screen)
    else rows.push([screen])
  }
  return rows.map((row) => row.sort((a, b) => a.x - b.x))
}

const middle = ({ y, height }: Area) => y + height / 2

/** `A10`: the second screen of the upper row. Null for all else, and where there is none. */
export function screenOnWall<S extends Area>(alias: string, screens: readonly S[]): S | null {
  const [, column, row] = /^A(\d)(\d)$/.exec(alias) ?? []
  return wallOf(screens)[Number(row)]?.[Number(column)] ?? null
}
