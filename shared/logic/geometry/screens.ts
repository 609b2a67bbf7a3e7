import type { Layout, LogicalScreen, Screen } from '../../model/layout.ts'

/** By what a monitor was recognised, the surest first; `order`: only by its turn from left to right. */
export type Likeness = 'serial' | 'model' | 'size' | 'name' | 'order'

/** Which monitor stands for a screen of a layout; null where none is left for it. */
export interface Recognised {
  readonly logical: LogicalScreen
  readonly present: Screen | null
  readonly by: Likeness | null
}

const sameModel = (a: Screen, b: Screen) => a.model !== undefined && a.model === b.model && a.make === b.make
const sameSize = (a: Screen, b: Screen) => a.width === b.width && a.height === b.height
const LIKENESSES: readonly (readonly [Likeness, (a: Screen, b: Screen) => boolean])[] = [
  ['serial', (a, b) => a.serial !== undefined && a.serial === b.serial && sameModel(a, b)],
  ['model', (a, b) => sameModel(a, b) && sameSize(a, b)],
  ['size', sameSize],
  ['name', (a, b) => a.name === b.name],
  ['order', () => true],
]

/**
 * The monitors that stand for the screens of a layout, in the layout's order: what is surest is taken first, for all of them. Of
 * several that are equally like, the one of the same name, else they are taken from left to right.
 */
export function recognise(screens: readonly LogicalScreen[], present: readonly Screen[]): Recognised[] {
  const found = new Map<LogicalScreen, { readonly present: Screen; readonly by: Likeness }>()
  const left = new Set(fromLeft(present))
  const wanted = fromLeft(screens)
  const take = (by: Likeness, fits: (a: Screen, b: Screen) => boolean) => {
    for (const logical of wanted) {
      const monitor = found.has(logical) ? undefined : [...left].find((each) => fits(logical, each))
      if (!monitor) continue
      found.set(logical, { present: monitor, by })
      left.delete(monitor)
    }
  }
  for (const [by, fits] of LIKENESSES) {
    take(by, (a, b) => a.name === b.name && fits(a, b))
    take(by, fits)
  }
  return screens.map((logical) => ({ logical, ...(found.get(logical) ?? { present: null, by: null }) }))
}

const fromLeft = <S extends Screen>(screens: readonly S[]): S[] => screens.toSorted((a, b) => a.x - b.x || a.y - b.y)

const SURENESS: Record<Likeness, number> = { serial: 4, model: 3, size: 2, name: 1, order: 0 }
/** A layout that names no screens fits a little less than one made for these, and better than one made for others. */
const ANY_SCREENS = 0.5

/**
 * The variant for the monitors that are there: the one with the fewest screens missing and monitors unused, of those the one whose
 * screens are recognised best, of those the first. Null where there is none. While no monitor is known it is the first.
 */
export function variantFor(layouts: readonly Layout[], present: readonly Screen[]): Layout | null {
  if (present.length === 0) return layouts[0] ?? null
  const ranked = layouts.map((layout, index) => {
    const { length } = layout.screens
    const matches = recognise(layout.screens, present).flatMap(({ by }) => (by === null ? [] : [SURENESS[by]]))
    const amiss = length === 0 ? ANY_SCREENS : length + present.length - 2 * matches.length
    return { layout, index, amiss, sureness: matches.reduce((sum, each) => sum + each, 0) }
  })
  return ranked.sort((a, b) => a.amiss - b.amiss || b.sureness - a.sureness || a.index - b.index)[0]?.layout ?? null
}

/** The screen where panels are and new windows come: the one that says so, else the first. */
export const primaryOf = (present: readonly Screen[]): Screen | null => present.find(({ primary }) => primary) ?? present[0] ?? null
