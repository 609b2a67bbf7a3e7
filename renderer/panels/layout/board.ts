import { useMemo } from 'react'
import type { Bounds } from '../../../shared/logic/geometry/fit.ts'
import { type Cell, TERMINAL_CELL } from '../../../shared/logic/geometry/measure.ts'
import type { PluginCard } from '../../../shared/contract/card.ts'
import { variantFor } from '../../../shared/logic/geometry/screens.ts'
import type { ComponentId, SessionId } from '../../../shared/model/id.ts'
import type { Layout, Placement, Screen } from '../../../shared/model/layout.ts'
import type { Session, VComponent } from '../../../shared/model/service.ts'
import type { Workspace } from '../../../shared/model/workspace.ts'
import { componentsOf, pathOf, useSorted } from '../../store/entries.ts'
import { useLive } from '../../store/live.ts'
import { boxOf, ONE_SCREEN } from './arrange.ts'
import { type Desktop, unseen, useBoardView } from './boardView.ts'
import { screenUnder } from './place.ts'
import { useScreensHere } from './useScreensHere.ts'
import { layoutOf } from './variants.ts'

type View = NonNullable<PluginCard['view']>

/** One window of the workspace, placed or not. */
export interface Pane {
  readonly session: Session
  readonly component: VComponent
  /** `gis, VNC console` */
  readonly title: string
  /** From the ground up: `host[vm]`. */
  readonly path: string
  /** What it shows; null for what no plugin here knows. */
  readonly view: View | null
  /** One character of it, where it shows text. */
  readonly cell: Cell | null
}

/** A window at its place. */
export interface Spot {
  readonly pane: Pane
  readonly placement: Placement
  /** Where it is drawn, in px of the whole desktop. */
  readonly box: Bounds
}

/** One layout of a workspace as it is looked at: its screens, and the windows on one desktop. */
export interface Board {
  readonly workspace: Workspace
  readonly layout: Layout
  readonly screens: readonly Screen[]
  /** The monitors that are here; none where nobody can tell. */
  readonly here: readonly Screen[]
  readonly desktop: Desktop
  readonly panes: readonly Pane[]
  /** All that have a place, on whichever desktop. */
  readonly placed: readonly Spot[]
  /** Those on the desktop that is looked at. */
  readonly shown: readonly Spot[]
  readonly loose: readonly Pane[]
  /** Of those shown. */
  readonly chosen: readonly Spot[]
}

/** The layout of this workspace, with what hands are doing to it at the moment. */
export function useBoard(workspace: Workspace): Board {
  const { services } = useSorted()
  const cards = useLive((live) => live.cards)
  const seen = useBoardView((view) => view.seen[workspace.id] ?? unseen)
  const draft = useBoardView((view) => view.draft)
  const moved = useBoardView((view) => view.monitor?.screen ?? null)
  const here = useScreensHere()
  const panes = useMemo((): Pane[] => {
    const paths = new Map<ComponentId, string>()
    for (const service of services.values()) for (const one of service.components) paths.set(one.id, pathOf(one, service))
    return componentsOf(workspace, services).flatMap((component) =>
      component.sessions.map((session): Pane => {
        const view = cards.find((card) => card.id === session.plugin)?.view ?? null
        const cell = view === 'terminal' ? TERMINAL_CELL : null
        const path = paths.get(component.id) ?? component.name
        return { session, component, title: `${component.name}, ${session.name}`, path, view, cell }
      }),
    )
  }, [workspace, services, cards])
  return useMemo(() => boardOf(workspace, panes, seen, { draft, moved }, here), [workspace, panes, seen, draft, moved, here])
}

function boardOf(
  workspace: Workspace,
  panes: readonly Pane[],
  seen: typeof unseen,
  { draft, moved }: { readonly draft: ReadonlyMap<SessionId, Placement> | null; readonly moved: Screen | null },
  here: readonly Screen[],
): Board {
  const layout = layoutOf(workspace, seen.variant ?? variantFor(workspace.layouts, here)?.name ?? null)
  const screens = layout.screens.map((one) => (moved?.name === one.name ? { ...one, x: moved.x, y: moved.y } : one))
  const placed = panes.flatMap((pane): Spot[] => {
    const placement = draft?.get(pane.session.id) ?? layout.windows[pane.session.id]
    return placement ? [{ pane, placement, box: boxOf(placement, screens, pane.cell) }] : []
  })
  const shown = placed.filter(({ placement }) => placement.desktop === seen.desktop)
  return {
    workspace,
    layout,
    screens,
    here,
    desktop: seen.desktop,
    panes,
    placed,
    shown,
    loose: panes.filter(({ session }) => !layout.windows[session.id]),
    chosen: shown.filter(({ pane }) => seen.chosen.includes(pane.session.id)),
  }
}

/** The screen that most of the chosen windows are on, else the first: what "this screen" means. */
export function screenMeant({ chosen, screens }: Board): Screen {
  const under = chosen.map(({ box }) => screenUnder(box, screens))
  const count = (screen: Screen) => under.filter((one) => one === screen).length
  return [...screens].sort((a, b) => count(b) - count(a))[0] ?? ONE_SCREEN
}

/** Whether it fills its screen whatever its size: then there is nothing to drag. */
export const fills = ({ show }: Placement): boolean => show === 'maximised' || show === 'fullscreen'

/** The desktops of a layout: those that its windows use, the numbers below them, and the one that is looked at. */
export function desktopsOf({ placed, desktop }: Board): Desktop[] {
  const used = [...placed.map(({ placement }) => placement.desktop), desktop]
  const highest = Math.max(-1, ...used.filter((one) => typeof one === 'number'))
  const names = [...new Set(used.filter((one) => typeof one === 'string'))].sort((a, b) => a.localeCompare(b))
  return [null, ...Array.from({ length: highest + 1 }, (_, index) => index), ...names]
}

/** What people read on the tab of a desktop. */
export const desktopWord = (desktop: Desktop): string => (desktop === null ? 'current' : String(desktop))
