import type { ComponentId } from '../model/id.ts'
import type { Workspace } from '../model/workspace.ts'
import type { Live } from './live.ts'
import type { TrayModel, WorkspaceState } from './tray.ts'
import { standingOf } from './workspace-state.ts'

/** A workspace, and the machines of it that start and stop. */
export interface TrayEntry {
  readonly workspace: Workspace
  readonly components: readonly ComponentId[]
}

/** The tray's menu: the starred workspaces and whatever is up, in the order of the Launchpad; all of them where none is starred. */
export function trayModel(entries: readonly TrayEntry[], live: Pick<Live, 'seen' | 'runs'>): TrayModel {
  const anyStar = entries.some(({ workspace }) => workspace.starred)
  const all = entries.map(({ workspace, components }) => {
    const { state, detail } = standingOf(workspace.id, components, live)
    return { starred: workspace.starred, id: workspace.id, name: workspace.name, state, detail, does: ACTS[state] }
  })
  const shown = all.filter(({ starred, state }) => starred || !anyStar || (state !== 'off' && state !== 'unknown'))
  const sorted = shown.toSorted((a, b) => Number(b.starred) - Number(a.starred) || a.name.localeCompare(b.name))
  return { tooltip: tooltip(all), workspaces: sorted.map(({ starred: _, ...rest }) => rest) }
}

/** What the one button does: it leads on towards ready, except from there. */
const ACTS: Readonly<Record<WorkspaceState, 'start' | 'stop' | 'cancel'>> = {
  off: 'start',
  starting: 'cancel',
  ready: 'stop',
  partly: 'start',
  stopping: 'cancel',
  failed: 'start',
  suspended: 'start',
  unknown: 'start',
}

const TOLD: readonly WorkspaceState[] = ['failed', 'starting', 'stopping', 'ready', 'partly', 'suspended']

function tooltip(all: readonly { readonly state: WorkspaceState }[]): string {
  const counts = TOLD.flatMap((state) => {
    const count = all.filter((each) => each.state === state).length
    return count > 0 ? [`${count} ${state}`] : []
  })
  return counts.length > 0 ? `ServiceComposer: ${counts.join(', ')}` : 'ServiceComposer'
}
