import type { Ability, Show } from '../../shared/plugin/desktop.ts'
import type { Problem } from '../../shared/model/problem.ts'
import type { Context } from '../../shared/plugin/plugin.ts'
import { environment } from '../desktop/environment.ts'
import type { AtomName } from './atoms.ts'
import { openDisplay } from './display.ts'
import { noDesktops, noManager, noPositions, noShow, onlyX, tiles } from './problems.ts'
import { managerOf } from './windows.ts'

/** Tiling window managers that take `_NET_MOVERESIZE_WINDOW` for windows that float only. */
const TILING = /^(i3|awesome|bspwm|dwm|herbstluftwm|qtile|xmonad|spectrwm|LG3D)$/i

/** These say that they support a number of desktops, and keep their own. */
const OWN_DESKTOPS = /^(GNOME Shell|i3|bspwm|dwm|xmonad|spectrwm)$/i

/** What the window manager says it supports. Rejects with `desktop.no-manager`. */
export async function can(context: Context): Promise<Ability> {
  using display = await openDisplay(context)
  const manager = await managerOf(display)
  if (manager === null) throw noManager()
  const [supported, variables] = await Promise.all([
    display.numbers(display.root, '_NET_SUPPORTED'),
    environment(context, ['WAYLAND_DISPLAY', 'XDG_SESSION_TYPE']),
  ])
  const has = (name: AtomName) => supported.includes(display.atom(name))
  const tiling = TILING.test(manager)
  const positions = has('_NET_MOVERESIZE_WINDOW') && !tiling
  const desktops = has('_NET_WM_DESKTOP') ? (has('_NET_NUMBER_OF_DESKTOPS') && !OWN_DESKTOPS.test(manager) ? 'grows' : 'fixed') : 'none'
  const maximised = has('_NET_WM_STATE_MAXIMIZED_VERT') && has('_NET_WM_STATE_MAXIMIZED_HORZ')
  const fullscreen = has('_NET_WM_STATE_FULLSCREEN')
  const problems: (Problem | false)[] = [
    tiling && tiles(manager),
    !tiling && !positions && noPositions(manager),
    desktops === 'none' && noDesktops(manager),
    !maximised && noShow(manager, 'maximised'),
    !fullscreen && noShow(manager, 'in full screen'),
    (variables.has('WAYLAND_DISPLAY') || variables.get('XDG_SESSION_TYPE') === 'wayland') && onlyX,
  ]
  const shows: readonly Show[] = ['normal', 'minimised', 'maximised', 'fullscreen']
  return {
    positions,
    sizes: positions,
    desktops,
    shows: shows.filter((show) => show !== 'maximised' || maximised).filter((show) => show !== 'fullscreen' || fullscreen),
    problems: problems.filter((problem) => problem !== false),
  }
}
