import type { DesktopWindow, Monitor, VirtualDesktops } from '../../shared/plugin/desktop.ts'
import type { Node, Outputs } from './said.ts'

/** Where sway keeps what is hidden. */
const SCRATCHPAD = '__i3_scratch'

const ANY_SIZE = {
  base: { width: 0, height: 0 },
  step: { width: 1, height: 1 },
  least: { width: 1, height: 1 },
  most: { width: 32_767, height: 32_767 },
}

/** Sway writes `Unknown` for what a monitor does not tell. */
const told = (text: string): string | null => (text === '' || text === 'Unknown' ? null : text)

/** From left to right: sway has no primary monitor. */
export const monitorsOf = (outputs: Outputs): Monitor[] =>
  outputs
    .filter(({ active }) => active)
    .map(({ name, rect, make, model, serial }) => ({
      name,
      primary: false,
      ...rect,
      make: told(make),
      model: told(model),
      serial: told(serial),
    }))
    .sort((a, b) => a.x - b.x || a.y - b.y)

/**
 * Workspaces of sway belong to one monitor each; a desktop of ours is one workspace of every monitor. Counted monitor by monitor: with
 * three monitors the workspaces 1, 2, 3 are desktop 0, and 4, 5, 6 desktop 1. So sway itself begins.
 */
export const workspaceOf = (desktop: number, monitor: number, monitors: number): number => desktop * monitors + monitor + 1
export const desktopOf = (workspace: number, monitors: number): number => Math.floor((workspace - 1) / monitors)

export function desktopsOf(workspaces: readonly { readonly num: number; readonly focused: boolean }[], monitors: number): VirtualDesktops {
  const numbered = workspaces.filter(({ num }) => num > 0)
  const count = Math.max(1, ...numbered.map(({ num }) => desktopOf(num, monitors) + 1))
  const current = numbered.find(({ focused }) => focused)
  return { names: Array.from({ length: count }, (_, index) => String(index + 1)), current: current ? desktopOf(current.num, monitors) : 0 }
}

/** All windows in the tree, the oldest first: sway counts its nodes. */
export function windowsOf(tree: Node, monitors: number): DesktopWindow[] {
  const found: DesktopWindow[] = []
  const walk = (node: Node, workspace: Node | null) => {
    const within = node.type === 'workspace' ? node : workspace
    if (node.pid !== undefined && within !== null) found.push(windowOf(node, within, monitors))
    for (const each of [...node.nodes, ...node.floating_nodes]) walk(each, within)
  }
  walk(tree, null)
  return found.sort((a, b) => Number(a.id) - Number(b.id))
}

/** `rect` is without the title bar, which `deco_rect` tells; `window_rect` is the content within it. */
function windowOf(node: Node, workspace: Node, monitors: number): DesktopWindow {
  const { rect, window_rect: inner, deco_rect: title } = node
  const hidden = workspace.name === SCRATCHPAD
  return {
    id: String(node.id),
    pids: node.pid === undefined ? [] : [node.pid],
    claims: node.pid ?? null,
    host: null,
    title: node.name ?? '',
    kind: node.app_id ?? node.window_properties?.class ?? '',
    dialog: (node.window_properties?.transient_for ?? null) !== null,
    content: { x: rect.x + inner.x, y: rect.y + inner.y, width: inner.width, height: inner.height },
    frame: {
      left: inner.x,
      right: rect.width - inner.x - inner.width,
      top: inner.y + title.height,
      bottom: rect.height - inner.y - inner.height,
    },
    desktop: hidden || workspace.num === undefined || workspace.num < 1 ? null : desktopOf(workspace.num, monitors),
    show: hidden ? 'minimised' : (node.fullscreen_mode ?? 0) > 0 ? 'fullscreen' : 'normal',
    sizes: ANY_SIZE,
  }
}
