import type { PxPlacement } from '../../../shared/logic/geometry/fit.ts'
import { variantFor } from '../../../shared/logic/geometry/screens.ts'
import { standingOf } from '../../../shared/logic/geometry/stand.ts'
import type { Layout, Screen } from '../../../shared/model/layout.ts'
import type { SessionId } from '../../../shared/model/id.ts'
import type { Workspace } from '../../../shared/model/workspace.ts'

/** The workspace's layout for these screens: the variant whose screens are recognised among them best. */
export const layoutFor = ({ layouts }: Workspace, screens: readonly Screen[]): Layout | null => variantFor(layouts, screens)

/**
 * Where the workspace wants a session's window, in px of the whole desktop, as far as the screens that are there allow; null lets the
 * desk choose.
 */
export function placementOf(workspace: Workspace, screens: readonly Screen[], session: SessionId): PxPlacement | null {
  const layout = layoutFor(workspace, screens)
  const wanted = layout?.windows[session]
  return wanted ? standingOf(wanted, layout, screens).placement : null
}
