import type { Layout, LogicalScreen, Missing, Placement, Screen } from '../../model/layout.ts'
import { boundsOf, findScreen, fitToScreens, inPx, type PxPlacement } from './fit.ts'
import { type Bounds, type Cell, TERMINAL_CELL } from './measure.ts'
import { primaryOf, recognise, type Recognised } from './screens.ts'

/** Where a window stands on the monitors that are there: px of the whole desktop. */
export interface Standing {
  readonly placement: PxPlacement
  /** Where it would be if the screens were large enough. */
  readonly asked: Bounds
  /** The screen that was asked for and is not there, by the name that people gave it. */
  readonly missing: string | null
}

/**
 * Where a placement of this layout stands on the monitors that are there: its screen is recognised whatever it is called now; where it
 * is missing, the layout's fall-back is taken, at the same share of the other screen. Nothing of it is off screen.
 */
export function standingOf(placement: Placement, layout: Layout | null, present: readonly Screen[], cell: Cell = TERMINAL_CELL): Standing {
  const screens = layout?.screens ?? []
  const named = placement.screen === null ? null : findScreen(placement.screen, screens)
  const wanted = screens.find((each) => each === named)
  if (!wanted || present.length === 0) return { ...absolute(placement, present, cell), missing: missingOf(placement, present) }
  const matches = recognise(screens, present)
  const there = presentOf(wanted, matches)
  if (there) return { ...absolute({ ...placement, screen: present.indexOf(there) }, present, cell), missing: null }
  const { screen, minimised } = fallBack(wanted, matches, present)
  const moved = { ...shared(boundsOf(placement, screens, cell), wanted, screen), desktop: placement.desktop, screen: null }
  return { ...absolute({ ...moved, show: minimised ? 'minimised' : placement.show }, present, cell), missing: wanted.name }
}

/** Names that no layout knows are those of the monitors themselves. */
const missingOf = ({ screen }: Placement, present: readonly Screen[]): string | null =>
  screen === null || present.length === 0 || findScreen(screen, present) ? null : String(screen)

function absolute(placement: Placement, present: readonly Screen[], cell: Cell): Omit<Standing, 'missing'> {
  const fitted = fitToScreens(placement, present, cell)
  return {
    placement: { ...inPx(fitted, present, cell), ...boundsOf(fitted, present, cell), screen: null },
    asked: boundsOf(placement, present, cell),
  }
}

const presentOf = (logical: LogicalScreen, matches: readonly Recognised[]): Screen | null =>
  matches.find((each) => each.logical === logical)?.present ?? null

/** Follows fall-backs from name to name until one is there; a circle, and a name that is none, end at the primary screen. */
function fallBack(
  wanted: LogicalScreen,
  matches: readonly Recognised[],
  present: readonly Screen[],
): { readonly screen: Screen; readonly minimised: boolean } {
  const primary = primaryOf(present) ?? wanted
  const walked = new Set<LogicalScreen>()
  for (let at: LogicalScreen | undefined = wanted; at && !walked.has(at); ) {
    walked.add(at)
    const missing: Missing = at.missing ?? 'primary'
    if (typeof missing === 'string') return { screen: primary, minimised: missing === 'minimised' }
    at = matches.find(({ logical }) => logical.name === missing.screen)?.logical
    const there = at && presentOf(at, matches)
    if (there) return { screen: there, minimised: false }
  }
  return { screen: primary, minimised: false }
}

/** The same share of another screen. */
function shared(bounds: Bounds, from: Bounds, to: Bounds): Bounds {
  const [across, down] = [to.width / from.width, to.height / from.height]
  return {
    x: to.x + Math.round((bounds.x - from.x) * across),
    y: to.y + Math.round((bounds.y - from.y) * down),
    width: Math.max(1, Math.round(bounds.width * across)),
    height: Math.max(1, Math.round(bounds.height * down)),
  }
}
