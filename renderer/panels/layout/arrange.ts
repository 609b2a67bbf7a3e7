import { type Bounds, boundsOf, screenOf } from '../../../shared/logic/geometry/fit.ts'
import type { Cell } from '../../../shared/logic/geometry/measure.ts'
import type { Layout, Placement, Screen } from '../../../shared/model/layout.ts'
import type { Session, VComponent } from '../../../shared/model/service.ts'
import type { Workspace } from '../../../shared/model/workspace.ts'

/** One window of a workspace and where it goes. `own`: somebody placed it; else we chose. */
export interface Placed {
  readonly session: Session
  readonly component: VComponent
  readonly placement: Placement
  readonly own: boolean
}
/** Screens with the windows on them, in logical px. */
export interface Arrangement {
  readonly screens: readonly Screen[]
  readonly windows: readonly Placed[]
}

/** What is drawn while nobody has told of any screen. */
export const ONE_SCREEN: Screen = { name: 'screen', x: 0, y: 0, width: 1920, height: 1080 }
const GAP = 12

/** The windows of a workspace on the screens of its layout; those without a place are tiled over the first screen. */
export function arrange(
  workspace: Workspace,
  components: readonly VComponent[],
  layout: Layout | undefined = workspace.layouts[0],
): Arrangement {
  const screens = layout && layout.screens.length > 0 ? layout.screens : [ONE_SCREEN]
  const all = components.flatMap((component) => component.sessions.map((session) => ({ component, session })))
  const own = all.flatMap((one): Placed[] => {
    const placement = layout?.windows[one.session.id]
    return placement ? [{ ...one, placement, own: true }] : []
  })
  const loose = all.filter(({ session }) => !layout?.windows[session.id])
  // Beside placed windows a loose one is not drawn: it would cover them. The Layout place lists it instead.
  const spots = own.length === 0 ? tiles(loose.length, screens[0] ?? ONE_SCREEN) : []
  const tiled = loose.slice(0, spots.length).flatMap((one, index): Placed[] => {
    const spot = spots[index]
    return spot ? [{ ...one, placement: spot, own: false }] : []
  })
  return { screens, windows: [...own, ...tiled] }
}

/** Places for so many windows of one size, as square as the screen allows, with a gap between. */
export function tiles(count: number, screen: Screen): Placement[] {
  if (count === 0) return []
  const columns = Math.ceil(Math.sqrt((count * screen.width) / screen.height / 1.6))
  const rows = Math.ceil(count / columns)
  const height = Math.floor((screen.height - GAP * (rows - 1)) / rows)
  return Array.from({ length: count }, (_, index) => {
    const row = Math.floor(index / columns)
    const inRow = row === rows - 1 ? count - row * columns : columns
    const width = Math.floor((screen.width - GAP * (inRow - 1)) / inRow)
    return {
      screen: screen.name,
      desktop: null,
      x: (index % columns) * (width + GAP),
      y: row * (height + GAP),
      width,
      height,
      show: 'normal',
    }
  })
}

/** Where a window is drawn on the whole desktop: what fills its screen is drawn filling it. `cell` is one character of what it shows. */
export function boxOf(placement: Placement, screens: readonly Screen[], cell: Cell | null = null): Bounds {
  const screen = screenOf(placement, screens, cell ?? undefined)
  const fills = placement.show === 'maximised' || placement.show === 'fullscreen'
  return fills && screen ? boundsOfScreen(screen) : boundsOf(placement, screens, cell ?? undefined)
}
const boundsOfScreen = ({ x, y, width, height }: Screen): Bounds => ({ x, y, width, height })

/** The box around all screens. */
export function bounds(screens: readonly Screen[]): Bounds {
  const x = Math.min(...screens.map((one) => one.x))
  const y = Math.min(...screens.map((one) => one.y))
  const right = Math.max(...screens.map((one) => one.x + one.width))
  const bottom = Math.max(...screens.map((one) => one.y + one.height))
  return { x, y, width: right - x, height: bottom - y }
}
