import { change } from '../../../shared/logic/change.ts'
import type { SessionId, WorkspaceId } from '../../../shared/model/id.ts'
import type { Layout, Placement } from '../../../shared/model/layout.ts'
import type { Workspace } from '../../../shared/model/workspace.ts'
import { useDocument } from '../../store/document.ts'
import { attempt } from '../../store/view.ts'
import { ONE_SCREEN } from './arrange.ts'

/** The layout that is shown: the one of that name, else the first, else an empty one for one screen. */
export function layoutOf(workspace: Workspace, name: string | null): Layout {
  const found = workspace.layouts.find((layout) => layout.name === name) ?? workspace.layouts[0]
  return found ? withScreens(found) : { name: 'default', screens: [ONE_SCREEN], windows: {} }
}

const withScreens = (layout: Layout): Layout => (layout.screens.length > 0 ? layout : { ...layout, screens: [ONE_SCREEN] })

/** Changes the layouts of a workspace as they are now, in one step of undo; steps with the same `merge` in a row are one. */
export function reviseLayouts(
  what: string,
  id: WorkspaceId,
  alter: (layouts: readonly Layout[]) => readonly Layout[],
  merge?: string,
): void {
  attempt(() =>
    useDocument.getState().edit(
      what,
      (entries) => {
        const workspace = entries[id]
        return workspace?.type === 'workspace' ? change(workspace, { ...workspace, layouts: [...alter(workspace.layouts)] }) : {}
      },
      merge,
    ),
  )
}

/** Changes one layout, which is added if the workspace has none of that name yet. */
export function reviseLayout(what: string, id: WorkspaceId, layout: Layout, alter: (layout: Layout) => Layout, merge?: string): void {
  reviseLayouts(
    what,
    id,
    (layouts) =>
      layouts.some((one) => one.name === layout.name)
        ? layouts.map((one) => (one.name === layout.name ? alter(withScreens(one)) : one))
        : [...layouts, alter(layout)],
    merge,
  )
}

/** The layout with some windows placed anew; null takes a window's place away. */
export function withPlaces(layout: Layout, places: ReadonlyMap<SessionId, Placement | null>): Layout {
  const changed = new Set<string>(places.keys())
  const kept = Object.entries(layout.windows).map(([id, was]) => {
    const now = [...places].find(([session]) => session === id)
    return [id, now ? now[1] : was] as const
  })
  const added = [...places].filter(([id]) => changed.has(id) && !layout.windows[id])
  return {
    ...layout,
    windows: Object.fromEntries([...kept, ...added].flatMap(([id, placement]) => (placement ? [[id, placement] as const] : []))),
  }
}

/** `wish`, else `wish 2`, `wish 3` … as long as one is taken. */
export function freeVariant(layouts: readonly Layout[], wish: string): string {
  const taken = new Set(layouts.map((one) => one.name))
  if (!taken.has(wish)) return wish
  for (let count = 2; ; count++) if (!taken.has(`${wish} ${count}`)) return `${wish} ${count}`
}
