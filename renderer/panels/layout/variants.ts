import { change } from '../../../shared/logic/change.ts'
import type { SessionId } from '../../../shared/model/id.ts'
import type { Layout, Placement } from '../../../shared/model/layout.ts'
import type { Workspace } from '../../../shared/model/workspace.ts'
import { useDocument } from '../../store/document.ts'
import { attempt } from '../../store/view.ts'
import { ONE_SCREEN } from './arrange.ts'

/** The layout that is shown: the one of that name, else the first, else an empty one for one screen. */
export function layoutOf(workspace: Workspace, name: string | null): Layout {
  const found = workspace.layouts.find((layout) => layout.name === name) ?? workspace.layouts[0]
  return found ?? { name: 'default', screens: [ONE_SCREEN], windows: {} }
}

/** Puts the layout in the place of the one with its name, or adds it. */
export function saveLayout(what: string, workspace: Workspace, layout: Layout, merge?: string): void {
  const there = workspace.layouts.some((one) => one.name === layout.name)
  const layouts = there ? workspace.layouts.map((one) => (one.name === layout.name ? layout : one)) : [...workspace.layouts, layout]
  attempt(() => useDocument.getState().edit(what, change(workspace, { ...workspace, layouts }), merge))
}

/** The layout with some windows placed anew; null takes a window's place away. */
export function withPlaces(layout: Layout, places: ReadonlyMap<SessionId, Placement | null>): Layout {
  const kept = Object.entries(layout.windows).filter(([id]) => ![...places.keys()].some((one) => one === id))
  const added = [...places].flatMap(([id, placement]) => (placement ? [[id, placement] as const] : []))
  return { ...layout, screens: layout.screens.length > 0 ? layout.screens : [ONE_SCREEN], windows: Object.fromEntries([...kept, ...added]) }
}
