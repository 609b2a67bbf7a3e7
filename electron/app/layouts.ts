import { fitToScreens } from '../../shared/logic/fit.ts'
import type { Placement, Screen, Layout } from '../../shared/model/layout.ts'
import type { SessionId } from '../../shared/model/id.ts'
import type { Workspace } from '../../shared/model/workspace.ts'

/** The workspace's layout for these screens: one drawn for the same screens, else one for as many, else the first. */
export function layoutFor(workspace: Workspace, screens: readonly Screen[]): Layout | null {
  const { layouts } = workspace
  const sizes = (list: readonly Screen[]) => list.map(({ width, height }) => `${width}x${height}`).join(' ')
  const same = layouts.find((layout) => layout.screens.length > 0 && sizes(layout.screens) === sizes(screens))
  return same ?? layouts.find((layout) => layout.screens.length === screens.length) ?? layouts[0] ?? null
}

/** Where the workspace wants a session's window, as far as the screens that are there allow; null lets the desk choose. */
export function placementOf(workspace: Workspace, screens: readonly Screen[], session: SessionId): Placement | null {
  const wanted = layoutFor(workspace, screens)?.windows[session]
  return wanted ? fitToScreens(wanted, screens) : null
}
